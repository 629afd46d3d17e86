"""What both languages of the site take to build, beside plain MkDocs Material.

Counted in time of the processor, of which another program takes none away.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from infra.setup import ROOT
from tests.bench import plain_site
from tests.bench.effort import Effort
from tests.bench.row import Pair, Row, compared

GOAL = 1.3


def row(effort: Effort, say: Callable[[str], None]) -> Row:
    """The row `build`; the first pair only fills the machine's caches and ours."""
    pairs = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain_site.prepare(folder / "plain")
        for run in range(effort.runs + 1):
            say(f"build: run {run} of {effort.runs}")
            ours = _run("mkdocs", "build", "--quiet", "-d", f"{folder}/ours")
            pairs.append(Pair(ours, _run("tests.bench.plain_site", f"{folder}/plain")))
        pages, floor = _pages(folder / "ours"), _pages(folder / "plain" / "built")
        assert pages == floor, f"{pages} pages beside {floor}"
    return compared("build", "s", pairs[1:], GOAL)


def _run(module: str, *arguments: str) -> float:
    """Seconds of the processor that a command took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _pages(folder: Path) -> int:
    return len(list(folder.rglob("*.html")))
