"""What staff decide about single days, and what a day then is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.bookings import Actor, Place
from chalicelib.domain.errors import SlotUnknown
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.text import Text


@dataclass(frozen=True)
class Closure:
    """A day on which the office registers nobody, by its own decision."""

    reason: Text


@dataclass(frozen=True)
class Opening:
    """A day with rules of its own: another building, other slots, a minute at which it opens.

    ``slots`` None keeps the office's table, ``opens_at`` None its booking window.
    """

    venue: Venue
    capacity: int
    slots: tuple[Slot, ...] | None = None
    opens_at: datetime | None = None


DayChange = Closure | Opening


@dataclass(frozen=True)
class DayDecision:
    """The last decision of staff about a day; ``change`` None leaves it an ordinary day.

    ``number`` counts the decisions about the day and is 0 where none was noted. ``heard`` is what
    its couples may still go by: what the day was before, and before that as long as not everybody
    had been told. ``finished`` says that its places and messages are as they should be.
    """

    change: DayChange | None = None
    number: int = 0
    at: datetime | None = None
    heard: tuple[DayChange | None, ...] = ()
    finished: bool = True

    def then(self, change: DayChange | None, now: datetime) -> DayDecision:
        """The next decision; the same one said again is no other."""
        if change == self.change:
            return self
        heard = (self.change,) if self.finished else (*self.heard, self.change)
        distinct = tuple(dict.fromkeys(heard))
        return DayDecision(change, self.number + 1, now, distinct, finished=False)


@dataclass(frozen=True)
class DayErrand:
    """A day whose decision is not carried out yet; ``due`` is when somebody should look."""

    office_id: str
    date: date
    due: datetime


@dataclass(frozen=True)
class Schedule:
    """Where and when couples are served on one day."""

    date: date
    venue: Venue
    slots: tuple[Slot, ...]
    capacity: int

    def slot(self, number: int) -> Slot:
        """The slot of this number, or ``SlotUnknown``."""
        for slot in self.slots:
            if slot.number == number:
                return slot
        raise SlotUnknown

    @property
    def places(self) -> list[Place]:
        """Every place of the day, in order."""
        return [
            Place(self.date, slot.number, number)
            for slot in self.slots
            for number in range(1, self.capacity + 1)
        ]

    def places_of(self, slot: int) -> list[Place]:
        """The places of one slot."""
        return [place for place in self.places if place.slot == slot]

    @property
    def places_online(self) -> list[Place]:
        """The places that couples can book by themselves; the last of a slot may be kept."""
        online = {slot.number: self.capacity - slot.kept for slot in self.slots}
        return [place for place in self.places if place.number <= online[place.slot]]

    def places_for(self, by: Actor) -> list[Place]:
        """The places somebody may take; staff take those kept for the counter first."""
        online = self.places_online
        if by == "couple":
            return online
        return [*sorted(set(self.places) - set(online)), *online]
