"""Which days an office can be booked on, and why not on the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chalicelib.domain.errors import DayClosed, DayPast, OutsideWindow
from chalicelib.domain.offices import BookingRules, Holidays
from chalicelib.domain.text import Text

ReasonCode = Literal["weekend", "holiday", "closed", "outside_window"]

WEEKEND = Text("วันหยุดเสาร์–อาทิตย์", "weekend")
OUTSIDE_WINDOW = Text("อยู่นอกช่วงวันที่เปิดจอง", "outside the days open for booking")


@dataclass(frozen=True)
class Reason:
    """Why a day is closed, in words for the couple."""

    code: ReasonCode
    text: Text


@dataclass(frozen=True)
class Window:
    """The days a couple may choose from, first and last included; empty if ``last`` is earlier."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Calendar:
    """One office's days as seen on ``today``."""

    rules: BookingRules
    holidays: Holidays
    today: date

    @property
    def window(self) -> Window:
        """From the next working day to ``window_days`` ahead.

        It ends early where the holidays are not known yet: a day that may turn out to be a
        holiday is not given away.
        """
        last = min(self.today + timedelta(days=self.rules.window_days), self.holidays.last)
        first = self.today + timedelta(days=1)
        while first < last and self._day_off(first):
            first += timedelta(days=1)
        return Window(first, last)

    def closed_because(self, day: date) -> Reason | None:
        """The reason nobody can book that day, or None when it can be booked."""
        if reason := self._day_off(day):
            return reason
        return None if day in self.window else Reason("outside_window", OUTSIDE_WINDOW)

    def must_be_bookable(self, day: date) -> None:
        """Raise ``DayPast``, ``DayClosed`` or ``OutsideWindow`` unless the day can be booked."""
        if day < self.today:
            raise DayPast
        reason = self.closed_because(day)
        if reason is None:
            return
        raise OutsideWindow if reason.code == "outside_window" else DayClosed

    def _day_off(self, day: date) -> Reason | None:
        if day.weekday() not in self.rules.weekdays:
            return Reason("weekend", WEEKEND)
        holiday = self.holidays.names.get(day)
        return Reason("holiday", holiday) if holiday else None


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
