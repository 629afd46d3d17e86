"""What a couple can choose from: days of an office, and slots of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.bookings import Place
from chalicelib.domain.calendar import Calendar, Reason, days_between
from chalicelib.domain.errors import FieldError, OfficeUnknown, ValidationFailed
from chalicelib.domain.offices import BookingRules, Office, Slot
from chalicelib.domain.ports import BookingStore, Clock, Offices

LONGEST_SPAN_DAYS = 92


@dataclass(frozen=True)
class DayShown:
    """A day of the calendar: its free places, or the reason it is closed."""

    date: date
    free: int
    capacity: int
    closed: Reason | None


@dataclass(frozen=True)
class DaysShown:
    """A span of days as they were at ``as_of``."""

    office: Office
    as_of: datetime
    days: list[DayShown]


@dataclass(frozen=True)
class SlotShown:
    """A slot of one day and the places left in it."""

    slot: Slot
    free: int
    capacity: int


@dataclass(frozen=True)
class SlotsShown:
    """One day's slots as they were at ``as_of``."""

    office: Office
    date: date
    as_of: datetime
    closed: Reason | None
    slots: list[SlotShown]


@dataclass(frozen=True)
class Availability:
    """Answers "when could we come?"; only the write of a booking answers "is it ours?"."""

    offices: Offices
    store: BookingStore
    clock: Clock

    def days(self, office_id: str, first: date | None, last: date | None) -> DaysShown:
        """The days from ``first`` to ``last``; without them, the whole booking window.

        Raises ``ValidationFailed`` for a span that runs backwards or is longer than 92 days.
        """
        office, rules = office_with_rules(self.offices, office_id)
        now = self.clock.now()
        calendar = Calendar(rules, self.offices.holidays(), now.date())
        window = calendar.window
        first, last = (
            first or min(window.first, last or window.first),
            last or max(window.last, first or window.first),
        )
        if not 0 <= (last - first).days < LONGEST_SPAN_DAYS:
            raise ValidationFailed([FieldError("to", "range_invalid")])
        taken = self.store.taken_places(office_id, first, last)
        taken_on = Counter(place.date for place in taken)
        shown = [
            DayShown(
                date=day,
                free=rules.places_a_day - taken_on[day],
                capacity=rules.places_a_day,
                closed=calendar.closed_because(day),
            )
            for day in days_between(first, last)
        ]
        return DaysShown(office, now, shown)

    def slots(self, office_id: str, day: date) -> SlotsShown:
        """The slots of one day; a closed day has none."""
        office, rules = office_with_rules(self.offices, office_id)
        now = self.clock.now()
        closed = Calendar(rules, self.offices.holidays(), now.date()).closed_because(day)
        if closed:
            return SlotsShown(office, day, now, closed, [])
        taken = Counter(place.slot for place in self.store.taken_places(office_id, day, day))
        slots = [
            SlotShown(slot, rules.capacity - taken[slot.number], rules.capacity)
            for slot in rules.slots
        ]
        return SlotsShown(office, day, now, None, slots)


def office_with_rules(offices: Offices, office_id: str) -> tuple[Office, BookingRules]:
    """The office and its booking rules, or ``OfficeUnknown`` where it takes no bookings."""
    office = offices.get(office_id)
    if office.rules is None:
        raise OfficeUnknown
    return office, office.rules


def free_places(rules: BookingRules, taken: Iterable[Place], slot: int) -> list[int]:
    """The numbers of the free places in a slot."""
    held = {place.number for place in taken if place.slot == slot}
    return [number for number in range(1, rules.capacity + 1) if number not in held]
