"""What officers do for a couple that calls, writes, or stands at the counter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.bookings import Booking, BookingRequest
from chalicelib.domain.errors import NotChangeable, TryAgain
from chalicelib.domain.ports import BookingChanged, BookingStore
from chalicelib.domain.search import matches
from chalicelib.domain.secrets import normal_reference
from chalicelib.domain.staff_links import WORKS_AT_THE_DESK, StaffLink
from chalicelib.usecases.bookings import Booked, Bookings
from chalicelib.usecases.desk import Desk

# More than anybody reads through; a longer name finds fewer.
MOST_FOUND = 20
_TRIES = 5


@dataclass(frozen=True)
class Counter:
    """A link's own days, and no others."""

    bookings: Bookings
    desk: Desk
    store: BookingStore

    def book(self, link: StaffLink, request: BookingRequest, idempotency_key: str) -> Booked:
        """Enter a request that came another way, see ``Bookings.book``."""
        link.must_cover(WORKS_AT_THE_DESK, request.office_id, request.date)
        return self.bookings.book(request, idempotency_key, by="staff")

    def find(self, link: StaffLink, query: str) -> list[Booking]:
        """Bookings by reference, by part of a name or by digits of a phone; soonest first."""
        link.must_cover(WORKS_AT_THE_DESK, link.office_id, link.day)
        if named := self._named(link, query):
            return [named]
        held = self.store.bookings_between(link.office_id, link.first, link.last)
        return [booking for booking in held if matches(booking, query)][:MOST_FOUND]

    def cancel(self, link: StaffLink, reference: str) -> Booking:
        """Give the couple's place back, see ``Bookings.cancel``."""
        return self.bookings.cancel(self.desk.booking(link, reference), by="staff")

    def move(self, link: StaffLink, reference: str, day: date, slot: int) -> Booking:
        """Give the couple another place, see ``Bookings.move``."""
        booking = self.desk.booking(link, reference)
        link.must_cover(WORKS_AT_THE_DESK, booking.office_id, day)
        return self.bookings.move(booking, day, slot, by="staff")

    def renew_link(self, link: StaffLink, reference: str) -> Booking:
        """The booking with a new manage link; the one before opens nothing any more."""
        for _ in range(_TRIES):
            booking = self.desk.booking(link, reference)
            if booking.status != "booked":
                raise NotChangeable
            renewed = replace(booking, token_version=booking.token_version + 1)
            try:
                self.store.renew_link(booking, renewed)
            except BookingChanged:
                continue
            return renewed
        raise TryAgain

    def _named(self, link: StaffLink, query: str) -> Booking | None:
        reference = normal_reference(query)
        booking = self.store.find(reference) if reference else None
        if booking is None or booking.office_id != link.office_id:
            return None
        return booking if link.first <= booking.date <= link.last else None
