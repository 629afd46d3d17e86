"""What the use cases need from the outside world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.offices import Holidays, Office


class ReferenceTaken(Exception):
    """The write found a booking under this reference; ``booking`` is the one that is there."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.reference)
        self.booking = booking


class PlaceTaken(Exception):
    """The write found another couple in this place."""


class Clock(Protocol):
    """The only source of the present moment."""

    def now(self) -> datetime:
        """The present moment in Asia/Bangkok."""


class Offices(Protocol):
    """The 50 district offices and the calendar they share."""

    def all(self) -> Sequence[Office]: ...

    def get(self, office_id: str) -> Office:
        """The office, or ``OfficeUnknown``."""

    def holidays(self) -> Holidays: ...


class BookingStore(Protocol):
    """Bookings and the places they hold."""

    def add(self, booking: Booking) -> None:
        """Store the booking and take its place, both or neither.

        Raises ``ReferenceTaken`` (first) or ``PlaceTaken``, as the write itself found it, and
        ``TryAgain`` when the database could not say.
        """

    def find(self, reference: str) -> Booking | None:
        """The booking, as the last write left it."""

    def taken_places(self, office_id: str, first: date, last: date) -> list[Place]:
        """Taken places of the days given, possibly a moment old: good for showing, not judging."""

    def taken_places_now(self, office_id: str, day: date) -> list[Place]:
        """Taken places of one day, as the last write left them."""

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        """The day's bookings in the order of their places, as the last write left them."""

    def ping(self) -> None:
        """Reach the table, or raise ``TryAgain``."""
