"""What could not be proven is said aloud, also by a worker among several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from infra.setup import ROOT

NEEDS_ENGINE = "tests/live/test_units.py"


def test_a_proof_that_a_worker_could_not_run_is_named_in_the_report(tmp_path: Path) -> None:
    report = tmp_path / "not-proven.txt"

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses", "1", NEEDS_ENGINE],
        cwd=ROOT,
        env=os.environ | {"NATRAK_ENGINE": "none", "NATRAK_NOT_PROVEN": str(report)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "NOT PROVEN" in done.stdout
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(line.startswith(NEEDS_ENGINE) for line in lines)
