"""How often is measured: in full, or in a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """``runs`` pairs a row; ``requests`` of each in a pair where single requests are timed.

    The growth of the table is read after each of ``years`` and then of ``offices``.
    With ``repeats_crowds`` a crowd in which chance weighs much comes more often than ``runs``.
    """

    runs: int
    requests: int
    years: tuple[int, ...]
    offices: tuple[int, ...]
    pages: tuple[str, ...] = ("/", "/documents/", "/book/")
    repeats_crowds: bool = True


FULL = Effort(runs=5, requests=60, years=(1, 3), offices=(1, 10, 100))
QUICK = Effort(runs=3, requests=20, years=(1, 3), offices=(1, 10), repeats_crowds=False)
