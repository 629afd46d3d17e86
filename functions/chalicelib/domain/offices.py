"""A district office as its booking rules: the table of slots, the week, the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from chalicelib.domain.errors import SlotUnknown
from chalicelib.domain.text import Text


@dataclass(frozen=True)
class Slot:
    """One line of the office's printed table, for example 2: 08:31–09:00."""

    number: int
    start: time
    end: time


@dataclass(frozen=True)
class Venue:
    """Where the couple goes."""

    name: Text
    address: Text


@dataclass(frozen=True)
class BookingRules:
    """What an office that takes bookings has set for itself.

    ``weekdays`` are ``date.weekday()`` numbers, ``window_days`` counts from today, ``capacity`` is
    the number of couples a slot holds.
    """

    address: Text
    phone: str
    latitude: float
    longitude: float
    counter: Text
    arrive_minutes_early: int
    weekdays: frozenset[int]
    window_days: int
    capacity: int
    slots: tuple[Slot, ...]

    def slot(self, number: int) -> Slot:
        """The slot of this number, or ``SlotUnknown``."""
        for slot in self.slots:
            if slot.number == number:
                return slot
        raise SlotUnknown

    @property
    def places_a_day(self) -> int:
        return self.capacity * len(self.slots)


@dataclass(frozen=True)
class Office:
    """One of the 50 district offices; ``rules`` is None where bookings are not taken (yet)."""

    id: str
    code: str
    name: Text
    postcodes: tuple[str, ...]
    rules: BookingRules | None

    @property
    def takes_bookings(self) -> bool:
        return self.rules is not None


@dataclass(frozen=True)
class Holidays:
    """Government holidays by date, complete from ``first`` to ``last`` and unknown beyond."""

    first: date
    last: date
    names: Mapping[date, Text]
