"""The day list: the office's own table of one day, every place of it, free ones empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.offices import BookingRules, Office, Slot
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.usecases.availability import office_with_rules


@dataclass(frozen=True)
class Row:
    """A line of the table: ``order`` is ลำดับที่, ``booking`` None where the place is free."""

    order: int
    slot: Slot
    place: int
    booking: Booking | None


@dataclass(frozen=True)
class DayList:
    """The table of one day, as it was at ``made_at``."""

    office: Office
    date: date
    made_at: datetime
    rows: list[Row]

    @property
    def bookings(self) -> int:
        """How many places are taken."""
        return sum(row.booking is not None for row in self.rows)


def day_list(
    office_id: str, day: date, *, offices: Offices, store: BookingStore, clock: Clock
) -> DayList:
    """The list of one day: a day without bookings is an empty table, not an error."""
    office, rules = office_with_rules(offices, office_id)
    bookings = {booking.held_place: booking for booking in store.bookings_on(office_id, day)}
    # A booking keeps its place and time when the office's table changes after it was made.
    kept = {place: Slot(place.slot, b.start, b.end) for place, b in bookings.items()}
    lines = sorted((_places(rules, day) | kept).items(), key=lambda line: (line[1].start, line[0]))
    rows = [
        Row(order, slot, place.number, bookings.get(place))
        for order, (place, slot) in enumerate(lines, start=1)
    ]
    return DayList(office, day, clock.now(), rows)


def _places(rules: BookingRules, day: date) -> dict[Place, Slot]:
    return {
        Place(day, slot.number, number): slot
        for slot in rules.slots
        for number in range(1, rules.capacity + 1)
    }
