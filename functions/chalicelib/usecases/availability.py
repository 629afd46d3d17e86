"""What a couple can choose from: days of an office, and slots of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.bookings import Place
from chalicelib.domain.calendar import Calendar, Reason, days_between
from chalicelib.domain.days import Schedule
from chalicelib.domain.errors import FieldError, ValidationFailed
from chalicelib.domain.offices import Office, Slot, Venue
from chalicelib.domain.ports import BookingStore, CalendarLines, Clock, Offices
from chalicelib.usecases.offices import calendar_at, must_take_bookings

LONGEST_SPAN_DAYS = 92

# How far ahead a special day is announced; without one, there is nothing behind the window to read.
ANNOUNCED_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class DayShown:
    """A day of the calendar: its free places, or the reason it is closed.

    ``opens_at`` is the minute a special day opens for booking, while that is to come.
    """

    date: date
    free: int
    capacity: int
    closed: Reason | None
    opens_at: datetime | None


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
    opens_at: datetime | None
    venue: Venue
    slots: list[SlotShown]


@dataclass(frozen=True)
class Availability:
    """Answers "when could we come?"; only the write of a booking answers "is it ours?"."""

    offices: Offices
    store: BookingStore
    clock: Clock

    def days(self, office_id: str, first: date | None, last: date | None) -> DaysShown:
        """The days from ``first`` to ``last``.

        Without them: the whole booking window, and the special days behind it that can be booked
        already or have a minute at which they open.

        Raises ``ValidationFailed`` for a span that runs backwards or is longer than 92 days.
        """
        must_take_bookings(self.offices, office_id)
        now = self.clock.now()
        calendar = calendar_at(self.offices, office_id, now, {})
        asked_for_the_window = first is None and last is None
        first, last = _span(calendar, first, last)
        horizon = calendar.today + ANNOUNCED_AHEAD if asked_for_the_window else last
        lines = self.store.calendar(office_id, first, horizon, now)
        calendar = calendar_at(self.offices, office_id, now, lines.changes)
        shown = [_day(calendar, lines, day) for day in days_between(first, last)]
        behind = [_day(calendar, lines, day) for day in sorted(lines.changes) if day > last]
        shown += [day for day in behind if day.closed is None or day.opens_at]
        return DaysShown(calendar.office, now, shown)

    def slots(self, office_id: str, day: date) -> SlotsShown:
        """The slots of one day; a closed day has none."""
        must_take_bookings(self.offices, office_id)
        now = self.clock.now()
        lines = self.store.calendar(office_id, day, day, now)
        calendar = calendar_at(self.offices, office_id, now, lines.changes)
        closed, schedule = calendar.closed_because(day), calendar.schedule(day)
        taken = lines.taken_on(day)
        return SlotsShown(
            office=calendar.office,
            date=day,
            as_of=now,
            closed=closed,
            opens_at=calendar.opens_at(day),
            venue=schedule.venue,
            slots=[] if closed else _slots(schedule, taken),
        )


def _span(calendar: Calendar, first: date | None, last: date | None) -> tuple[date, date]:
    window = calendar.window
    first, last = (
        first or min(window.first, last or window.first),
        last or max(window.last, first or window.first),
    )
    if not 0 <= (last - first).days < LONGEST_SPAN_DAYS:
        raise ValidationFailed([FieldError("to", "range_invalid")])
    return first, last


def _day(calendar: Calendar, lines: CalendarLines, day: date) -> DayShown:
    places = calendar.schedule(day).places_online
    return DayShown(
        date=day,
        free=len(set(places) - lines.taken_on(day)),
        capacity=len(places),
        closed=calendar.closed_because(day),
        opens_at=calendar.opens_at(day),
    )


def _slots(schedule: Schedule, taken: AbstractSet[Place]) -> list[SlotShown]:
    free = Counter(place.slot for place in schedule.places_online if place not in taken)
    return [
        SlotShown(slot, free[slot.number], schedule.capacity - slot.kept) for slot in schedule.slots
    ]
