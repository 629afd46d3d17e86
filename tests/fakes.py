"""Stand-ins that keep the same contracts as the real thing (see ``adapters/``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.domain.offices import Holidays, Office
from chalicelib.domain.ports import PlaceTaken, ReferenceTaken
from tests.builders import NOW


@dataclass
class FrozenClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class InMemoryBookingStore:
    """``BookingStore`` in two dictionaries."""

    bookings: dict[str, Booking] = field(default_factory=dict)
    places: dict[tuple[str, Place], str] = field(default_factory=dict)

    def add(self, booking: Booking) -> None:
        place = (booking.office_id, booking.held_place)
        if booking.reference in self.bookings:
            raise ReferenceTaken(self.bookings[booking.reference])
        if place in self.places:
            raise PlaceTaken
        self.bookings[booking.reference] = booking
        self.places[place] = booking.reference

    def find(self, reference: str) -> Booking | None:
        return self.bookings.get(reference)

    def taken_places(self, office_id: str, first: date, last: date) -> list[Place]:
        return sorted(
            place
            for office, place in self.places
            if office == office_id and first <= place.date <= last
        )

    def taken_places_now(self, office_id: str, day: date) -> list[Place]:
        return self.taken_places(office_id, day, day)

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        return [
            self.bookings[self.places[office_id, place]]
            for place in self.taken_places_now(office_id, day)
        ]

    def ping(self) -> None:
        pass


@dataclass
class SomeOffices:
    """``Offices`` of a test's own making, under the real holidays."""

    offices: list[Office]

    def all(self) -> list[Office]:
        return self.offices

    def get(self, office_id: str) -> Office:
        for office in self.offices:
            if office.id == office_id:
                return office
        raise OfficeUnknown

    def holidays(self) -> Holidays:
        return data_files.holidays()
