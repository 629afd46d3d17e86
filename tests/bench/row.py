"""A row of the table, and the statistics behind it.

Work and floor take turns, so that what slows the machine down slows both. A row's ratio is the
median of the ratios of the pairs, and its spread is how far apart the middle half of them lies.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median, quantiles
from typing import Any

UNEXPECTED = "not met on this run, and no reason is known: measure again on a quiet machine"


@dataclass(frozen=True)
class Row:
    """A figure beside the least it could be, measured in the same run.

    ``goal`` is a number where ``ratio`` is judged by it, and words where ``value`` is. ``floor``
    and ``ratio`` are None where nothing is the floor (a count that has to be 0). ``spread`` is the
    distance between the quartiles of the pairs' ratios, as a share of ``ratio``.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    goal: float | str
    ok: bool
    runs: int
    spread: float
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The row as ``build/bench.json`` has it; ``why`` only where there is something to say."""
        line = {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }
        if self.why is None:
            del line["why"]
        return line


@dataclass(frozen=True)
class Pair:
    """One run: the work, and its floor right beside it, in the same unit."""

    work: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.work / self.floor


def compared(name: str, unit: str, pairs: Sequence[Pair], goal: float) -> Row:
    """The row of some pairs, judged by their ratio."""
    ratios = [pair.ratio for pair in pairs]
    ratio = median(ratios)
    return Row(
        name,
        value=median(pair.work for pair in pairs),
        unit=unit,
        floor=median(pair.floor for pair in pairs),
        ratio=ratio,
        goal=goal,
        ok=ratio <= goal,
        runs=len(pairs),
        spread=spread(ratios),
    )


def limited(
    name: str, unit: str, values: Sequence[float], limit: float, floors: Sequence[float] = ()
) -> Row:
    """The row of a figure with a limit of its own; a floor, if there is one, stands beside it."""
    value = median(values)
    floor = median(floors) if floors else None
    return Row(
        name,
        value=value,
        unit=unit,
        floor=floor,
        ratio=value / floor if floor else None,
        goal=f"≤ {limit:g} {unit}".rstrip(),
        ok=value <= limit,
        runs=len(values),
        spread=spread(values),
    )


def counted(name: str, found: float, wanted: float, runs: int) -> Row:
    """The row of a count that has to be exactly so much."""
    return Row(name, found, "", None, None, f"{wanted:g}", found == wanted, runs, 0.0)


def spread(values: Sequence[float]) -> float:
    """How far apart the middle half of some figures lies, as a share of their median."""
    middle = median(values)
    if len(values) == 1 or not middle:
        return 0.0
    low, _, high = quantiles(values, n=4, method="inclusive")
    return (high - low) / middle


def worst(name: str, parts: Sequence[Row]) -> Row:
    """The row of a family: its part with the highest ratio, and whether all parts are well."""
    highest = max(parts, key=lambda part: part.ratio or 0)
    return replace(highest, name=name, ok=all(part.ok for part in parts))


def because(row: Row, why: str | None) -> Row:
    """The row, with the reason beside it where the goal is missed."""
    return row if row.ok else replace(row, why=why or UNEXPECTED)


def milliseconds(deed: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000
