"""What could not be proven here, so that a green run never hides it."""

from __future__ import annotations

import os
from pathlib import Path

_BUILD = Path(__file__).resolve().parents[1] / "build"
REPORT = Path(os.environ.get("NATRAK_NOT_PROVEN", _BUILD / "not-proven.txt"))

_missing: dict[str, str] = {}


def note(test: str, why: str) -> None:
    """Remember a proof that did not run."""
    _missing[test] = why


def noted() -> dict[str, str]:
    """The proofs that did not run in this process, each with its reason."""
    return dict(_missing)


def note_all(missing: dict[str, str]) -> None:
    """Remember what another process could not prove."""
    _missing.update(missing)


def write_report() -> list[str]:
    """The proofs that did not run, a line each, also in ``build/not-proven.txt``."""
    lines = [f"{test}: {why}" for test, why in sorted(_missing.items())]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return lines
