"""What could not be proven here, so that a green run never hides it."""

from __future__ import annotations

from pathlib import Path

REPORT = Path(__file__).resolve().parents[1] / "build" / "not-proven.txt"

_missing: dict[str, str] = {}


def note(test: str, why: str) -> None:
    """Remember a proof that did not run."""
    _missing[test] = why


def write_report() -> list[str]:
    """The proofs that did not run, a line each, also in ``build/not-proven.txt``."""
    lines = [f"{test}: {why}" for test, why in sorted(_missing.items())]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return lines
