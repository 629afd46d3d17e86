"""The day list: the office's own table of one day, every place of it, free ones empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.days import Schedule
from chalicelib.domain.offices import BookingRules, Office, Slot, Venue
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.domain.text import Text
from chalicelib.usecases.offices import calendar_at


@dataclass(frozen=True)
class Row:
    """A line of the table: ``order`` is ลำดับที่, ``booking`` None where the place is free."""

    order: int
    slot: Slot
    place: int
    booking: Booking | None


@dataclass(frozen=True)
class DayList:
    """The table of one day, as it was at ``made_at``, and who gave a place of it back.

    ``closed`` says why nobody is served that day, if so.
    """

    office: Office
    rules: BookingRules
    date: date
    made_at: datetime
    venue: Venue
    closed: Text | None
    rows: list[Row]
    cancelled: list[Booking]

    @property
    def bookings(self) -> int:
        """How many places are taken."""
        return sum(row.booking is not None for row in self.rows)


def day_list(
    office_id: str, day: date, *, offices: Offices, store: BookingStore, clock: Clock
) -> DayList:
    """The list of one day: a day without bookings is an empty table, not an error."""
    now = clock.now()
    change = store.change_of(office_id, day)
    calendar = calendar_at(offices, office_id, now, {day: change} if change else {})
    schedule = calendar.schedule(day)
    bookings = {booking.held_place: booking for booking in store.bookings_on(office_id, day)}
    # A booking keeps its place and time when the office's table changes after it was made.
    kept = {place: Slot(place.slot, b.start, b.end) for place, b in bookings.items()}
    lines = sorted((_places(schedule) | kept).items(), key=lambda line: (line[1].start, line[0]))
    rows = [
        Row(order, slot, place.number, bookings.get(place))
        for order, (place, slot) in enumerate(lines, start=1)
    ]
    cancelled = store.cancelled_on(office_id, day)
    return DayList(
        calendar.office,
        calendar.rules,
        day,
        now,
        schedule.venue,
        calendar.day_off(day),
        rows,
        cancelled,
    )


def _places(schedule: Schedule) -> dict[Place, Slot]:
    return {place: slot for slot in schedule.slots for place in schedule.places_of(slot.number)}
