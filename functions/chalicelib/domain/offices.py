"""A district office as its booking rules: the table of slots, the week, the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from chalicelib.domain.text import Text

# The canary books here, every hour; its couples are nobody's to wait for.
TEST_OFFICE = "canary"

# Two months of booking window, and one to get the new list in.
ALARM_DAYS = 90


@dataclass(frozen=True)
class Slot:
    """One line of the office's printed table, for example 2: 08:31–09:00.

    ``kept`` of its places are for couples who ask at the counter, and are not offered online.
    """

    number: int
    start: time
    end: time
    kept: int = 0


@dataclass(frozen=True)
class Venue:
    """Where the couple goes."""

    name: Text
    address: Text


@dataclass(frozen=True)
class BookingRules:
    """What an office that takes bookings has set for itself.

    ``weekdays`` are ``date.weekday()`` numbers, ``window_days`` counts from today, ``capacity`` is
    the number of couples a slot holds; after ``late_after_minutes`` from the slot's start a place
    may go to the next couple. ``target_minutes`` is how long a service should take at most;
    ``tells_staff_of_bookings`` asks for a message at each new, moved or cancelled booking. Times
    are those of Asia/Bangkok.
    """

    address: Text
    phone: str
    latitude: float
    longitude: float
    counter: Text
    arrive_minutes_early: int
    late_after_minutes: int
    weekdays: frozenset[int]
    window_days: int
    capacity: int
    slots: tuple[Slot, ...]
    target_minutes: int = 30
    tells_staff_of_bookings: bool = False


@dataclass(frozen=True)
class Office:
    """One of the 50 district offices.

    ``rules`` is None where it never had any. An office that stops taking bookings keeps them: the
    couples it has already promised a time still come.
    """

    id: str
    code: str
    name: Text
    postcodes: tuple[str, ...]
    takes_bookings: bool
    rules: BookingRules | None


@dataclass(frozen=True)
class Holidays:
    """Government holidays by date, complete until ``last`` and unknown beyond."""

    last: date
    names: Mapping[date, Text]

    def days_left(self, today: date) -> int:
        """For how many days from today the holidays are known."""
        return (self.last - today).days

    def alarm(self, today: date) -> str | None:
        """What to do, in good time before the booking window shrinks for want of holidays."""
        left = self.days_left(today)
        if left > ALARM_DAYS:
            return None
        return (
            f"government holidays are known only until {self.last}, {left} days from now; "
            "run `make holidays` with a new edition of the holidays package"
        )
