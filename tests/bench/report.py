"""The rows as a table for people, as JSON, and in the README."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from infra.setup import ROOT
from tests.bench.row import Row

TARGET = ROOT / "build" / "bench.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

_COLUMNS = ("row", "value", "floor", "ratio", "goal", "runs", "spread", "")
_THREE_DIGITS = 100


def machine() -> dict[str, Any]:
    """What the figures were measured on; nothing that names it."""
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "java": java.stderr.partition('"')[2].partition('"')[0],
        "load": round(os.getloadavg()[0], 1),
    }


def write(machine: dict[str, Any], rows: Sequence[Row], target: Path = TARGET) -> None:
    """Keep the figures for other programs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    found = {"machine": machine, "rows": [row.as_json() for row in rows]}
    target.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def table(rows: Sequence[Row]) -> str:
    """One line for each row, below it why a goal was missed."""
    lines = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_COLUMNS))]
    printed = []
    for line, row in zip(lines, [None, *rows], strict=True):
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        printed.append("  ".join(cells).rstrip())
        if row and row.why:
            printed.append(f"    why: {row.why}")
    return "\n".join(printed)


def into_readme(source: Path = TARGET, readme: Path = README) -> None:
    """Put the figures that were measured last between the marks of the README."""
    found = json.loads(source.read_text(encoding="utf-8"))
    rows = [Row(**row) for row in found["rows"]]
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    readme.write_text(f"{before}{BEGIN}\n{_markdown(rows)}\n{END}{after}", encoding="utf-8")


def _markdown(rows: Sequence[Row]) -> str:
    lines = [" | ".join(_COLUMNS[:6]).strip(), "|".join(["---"] * 6)]
    lines += [" | ".join(_cells(row)[:6]) for row in rows]
    reasons = [f"`{row.name}`: {row.why}" for row in rows if row.why]
    return "\n".join([f"| {line} |" for line in lines] + [f"\n{reason}" for reason in reasons])


def _cells(row: Row) -> tuple[str, ...]:
    goal = f"≤ {row.goal:g}×" if isinstance(row.goal, float | int) else row.goal
    return (
        row.name,
        f"{_figure(row.value)} {row.unit}".strip(),
        "" if row.floor is None else f"{_figure(row.floor)} {row.unit}".strip(),
        "" if row.ratio is None else f"{row.ratio:.2f}×",
        goal,
        str(row.runs),
        f"{row.spread:.0%}",
        "ok" if row.ok else "MISSED",
    )


def _figure(value: float) -> str:
    """Three digits are enough for anybody."""
    return f"{value:.0f}" if value >= _THREE_DIGITS or value == int(value) else f"{value:.3g}"
