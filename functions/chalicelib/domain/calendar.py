"""Which days an office can be booked on, and why not on the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from chalicelib.domain.bookings import Actor, Booking
from chalicelib.domain.days import Closure, DayChange, Opening, Schedule
from chalicelib.domain.errors import DayClosed, DayPast, NotOpenYet, OutsideWindow, Refusal
from chalicelib.domain.offices import BookingRules, Holidays, Office, Venue
from chalicelib.domain.text import Text

ReasonCode = Literal["weekend", "holiday", "closed", "outside_window"]

WEEKEND = Text("วันหยุดเสาร์–อาทิตย์", "weekend")
NOT_THIS_WEEKDAY = Text("ไม่ใช่วันให้บริการของสำนักงานนี้", "not a day of service at this office")
_SATURDAY = 5
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
    """One office's days as seen at ``now``, with what staff decided about single days."""

    office: Office
    rules: BookingRules
    holidays: Holidays
    now: datetime
    changes: Mapping[date, DayChange] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

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

    def schedule(self, day: date) -> Schedule:
        """Where and when couples are served that day, if they are."""
        change = self.changes.get(day)
        if isinstance(change, Opening):
            slots = self.rules.slots if change.slots is None else change.slots
            return Schedule(day, change.venue, slots, change.capacity)
        venue = Venue(self.office.name, self.rules.address)
        return Schedule(day, venue, self.rules.slots, self.rules.capacity)

    def holds(self, booking: Booking) -> bool:
        """Whether its day still has a booking's place at its time."""
        if isinstance(self.changes.get(booking.date), Closure):
            return False
        schedule = self.schedule(booking.date)
        times = {slot.number: (slot.start, slot.end) for slot in schedule.slots}
        in_time = times.get(booking.slot) == (booking.start, booking.end)
        return in_time and booking.place <= schedule.capacity

    def closed_because(self, day: date) -> Reason | None:
        """The reason nobody can book that day, or None when it can be booked."""
        if reason := self._day_off(day):
            return reason
        return None if self._is_open_now(day) else Reason("outside_window", OUTSIDE_WINDOW)

    def day_off(self, day: date) -> Text | None:
        """Why nobody is served that day, whenever one looks at it."""
        reason = self._day_off(day)
        return reason.text if reason else None

    def opens_at(self, day: date) -> datetime | None:
        """The minute from which a special day can be booked, while it has not come."""
        change = self.changes.get(day)
        opens_at = change.opens_at if isinstance(change, Opening) else None
        return opens_at if opens_at and self.now < opens_at and day > self.today else None

    def must_be_bookable(self, day: date, by: Actor = "couple") -> Schedule:
        """The day's schedule, or the refusal that says why it cannot be booked.

        Staff also book today, for whoever stands at the counter.
        """
        if refusal := self._refusal(day, by):
            raise refusal
        return self.schedule(day)

    def _refusal(self, day: date, by: Actor) -> Refusal | None:
        if day < self.today:
            return DayPast()
        if self._day_off(day):
            return DayClosed()
        if opens_at := self.opens_at(day):
            return NotOpenYet(opens_at)
        is_open = self._is_open_now(day) or (by == "staff" and day == self.today)
        return None if is_open else OutsideWindow()

    def _is_open_now(self, day: date) -> bool:
        change = self.changes.get(day)
        if isinstance(change, Opening) and change.opens_at:
            # A special day has a beginning of its own, which may be long before the window's.
            return day > self.today and self.now >= change.opens_at
        return day in self.window

    def is_day_off(self, day: date) -> bool:
        """Whether the office registers nobody that day, whenever one asks."""
        return self._day_off(day) is not None

    def _day_off(self, day: date) -> Reason | None:
        change = self.changes.get(day)
        if isinstance(change, Closure):
            return Reason("closed", change.reason)
        if isinstance(change, Opening):
            return None
        if day.weekday() not in self.rules.weekdays:
            return Reason("weekend", WEEKEND if day.weekday() >= _SATURDAY else NOT_THIS_WEEKDAY)
        holiday = self.holidays.names.get(day)
        return Reason("holiday", holiday) if holiday else None


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
