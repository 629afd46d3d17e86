"""What staff decide about single days: closing one, opening a special one, taking it back.

The decision is written first, so that pages show it at once; then every place it takes away is
closed one by one by a conditional write. Whoever booked in between keeps the booking and is named
in the answer, for staff to call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.bookings import Booking
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.domain.text import Text
from chalicelib.usecases.offices import calendar_at


@dataclass(frozen=True)
class Days:
    """What staff can do with a day."""

    offices: Offices
    store: BookingStore
    clock: Clock

    def close(self, office_id: str, day: date, reason: Text) -> list[Booking]:
        """Register nobody that day; the bookings it touches are returned."""
        return self.change(office_id, day, Closure(reason))

    def open(self, office_id: str, day: date, opening: Opening) -> list[Booking]:
        """Give a day rules of its own; the bookings that no longer fit are returned."""
        return self.change(office_id, day, opening)

    def undo(self, office_id: str, day: date) -> list[Booking]:
        """Make it an ordinary day again; the bookings that no longer fit are returned."""
        return self.change(office_id, day, None)

    def change(self, office_id: str, day: date, change: DayChange | None) -> list[Booking]:
        """One of the three; None makes it an ordinary day."""
        before = self._calendar(office_id, day, self.store.change_of(office_id, day))
        after = self._calendar(office_id, day, change)
        self.store.set_change(office_id, day, change)
        offered = set() if isinstance(change, Closure) else set(after.schedule(day).places)
        withdrawn = sorted(set(before.schedule(day).places) - offered)
        self.store.close_places(office_id, withdrawn)
        self.store.open_places(office_id, sorted(offered))
        bookings = self.store.bookings_on(office_id, day)
        return [booking for booking in bookings if booking.held_place not in offered]

    def _calendar(self, office_id: str, day: date, change: DayChange | None) -> Calendar:
        changes = {day: change} if change else {}
        return calendar_at(self.offices, office_id, self.clock.now(), changes)
