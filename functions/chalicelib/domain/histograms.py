"""Counted whole numbers, such as minutes: from them every share, mean and median is exact.

A histogram says how many times each value was seen. Two of them add up, which medians do not, so
a year is the sum of its days. Of nothing there is no mean and no share: the answer is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Histogram = Mapping[int, int]


def added(histograms: Iterable[Histogram]) -> Histogram:
    """All of them as one."""
    total: Counter[int] = Counter()
    for histogram in histograms:
        total.update(histogram)
    return total


def count(histogram: Histogram) -> int:
    """How many values were seen."""
    return sum(histogram.values())


def mean(histogram: Histogram) -> float | None:
    """The arithmetic mean."""
    n = count(histogram)
    return sum(value * times for value, times in histogram.items()) / n if n else None


def median(histogram: Histogram) -> float | None:
    """The value in the middle, or the mean of the two that are."""
    n = count(histogram)
    return (_at(histogram, (n - 1) // 2) + _at(histogram, n // 2)) / 2 if n else None


def at_most(histogram: Histogram, limit: int) -> int:
    """How many of the values are no greater than ``limit``."""
    return sum(times for value, times in histogram.items() if value <= limit)


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` as a fraction."""
    return part / whole if whole else None


def _at(histogram: Histogram, position: int) -> int:
    """The value at a position, counted from 0, when all are laid out in order."""
    for value in sorted(histogram):
        position -= histogram[value]
        if position < 0:
            return value
    raise IndexError(position)
