"""Whole months: the only time a survey answer keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple


class Month(NamedTuple):
    """A month of a year of the common era; sorts in time's order and prints as ``2026-12``."""

    year: int
    number: int

    @staticmethod
    def of(day: date) -> Month:
        """The month a day lies in."""
        return Month(day.year, day.month)

    @staticmethod
    def spelled(text: str) -> Month:
        """The month that ``2026-12`` spells, or ``ValueError``."""
        return Month.of(date.fromisoformat(f"{text}-01"))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_of(first: date, last: date) -> Iterator[Month]:
    """Every month that has a day from ``first`` to ``last``, both included."""
    month = Month.of(first)
    while month <= Month.of(last):
        yield month
        month = month.next
