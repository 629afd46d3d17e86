"""What staff decide about single days: closing one, opening a special one, taking it back.

The decision is written first, so that pages show it at once; then every place it takes away is
closed by a conditional write. Whoever booked in between keeps the booking and is named in the
answer, for staff to call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.days import Closure, DayChange, DayDecision, DayErrand, Opening
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.ports import BookingStore, Clock, DayChanged, Offices
from chalicelib.domain.text import Text
from chalicelib.usecases.offices import calendar_at

# How often a decision is tried again after somebody else decided about the same day in between.
_TRIES = 5
# Longer than the request that decided can live: nobody does its work while it still may.
LEFT_ALONE_FOR = timedelta(seconds=30)
# Places between two looks at the time.
_PORTION = 250


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
        """One of the three, places and all; None makes it an ordinary day."""
        decision = self.decide(office_id, day, change)
        self.settle_places(office_id, day, decision)
        calendar = self.calendar(office_id, day, change)
        held = self.store.bookings_on(office_id, day)
        return [booking for booking in held if not calendar.holds(booking)]

    def decide(self, office_id: str, day: date, change: DayChange | None) -> DayDecision:
        """Write the decision alone; its places and messages are left to be carried out."""
        for _ in range(_TRIES):
            now = self.clock.now()
            before = self.store.decided(office_id, day)
            after = before.then(change, now)
            if after is before:
                return before
            errand = DayErrand(office_id, day, due=now + LEFT_ALONE_FOR)
            try:
                self.store.decide(office_id, day, before, after, errand)
            except DayChanged:
                continue
            return after
        raise TryAgain

    def settle_places(
        self, office_id: str, day: date, decision: DayDecision, until: datetime | None = None
    ) -> bool:
        """Close what a decision takes away and open what it offers; False when time was up."""
        offered = self._places(office_id, day, [decision.change])
        withdrawn = self._places(office_id, day, [None, *decision.heard]) - offered
        return self._in_time(
            sorted(withdrawn), lambda places: self.store.close_places(office_id, places), until
        ) and self._in_time(
            sorted(offered), lambda places: self.store.open_places(office_id, places), until
        )

    def calendar(self, office_id: str, day: date, change: DayChange | None) -> Calendar:
        """The office's calendar, were this what staff decided about the day."""
        changes = {day: change} if change else {}
        return calendar_at(self.offices, office_id, self.clock.now(), changes)

    def _places(self, office_id: str, day: date, changes: Iterable[DayChange | None]) -> set[Place]:
        return {
            place
            for change in changes
            if not isinstance(change, Closure)
            for place in self.calendar(office_id, day, change).schedule(day).places
        }

    def _in_time(
        self, places: list[Place], do: Callable[[list[Place]], object], until: datetime | None
    ) -> bool:
        for start in range(0, len(places), _PORTION):
            if until and self.clock.now() >= until:
                return False
            do(places[start : start + _PORTION])
        return True
