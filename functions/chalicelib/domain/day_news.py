"""What a decision about a day means for a booking, and whether its couple has to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from chalicelib.domain.bookings import Booking
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.days import Closure, DayDecision
from chalicelib.domain.messages import MessageKind, last_told

# The day is closed; their place or its time is no more; they go elsewhere; they may come after all.
Because = Literal["closed", "no_place", "venue", "reopened"]

TOLD_BY: Mapping[Because, MessageKind] = {
    "closed": "closed",
    "no_place": "closed",
    "venue": "venue",
    "reopened": "venue",
}


@dataclass(frozen=True)
class DayNews:
    """A decision about a day of ``calendar``, beside the calendars that couples may still go by."""

    decision: DayDecision
    calendar: Calendar
    heard: Sequence[Calendar]

    def touches(self, booking: Booking) -> Because | None:
        """How it touches a booking of that day, whether its couple knows already or not."""
        day = booking.date
        if not self.calendar.holds(booking):
            is_closed = isinstance(self.calendar.changes.get(day), Closure)
            return "closed" if is_closed else "no_place"
        if self._knows(booking):
            return None
        if not all(heard.holds(booking) for heard in self.heard):
            return "reopened"
        venue = self.calendar.schedule(day).venue
        elsewhere = any(heard.schedule(day).venue != venue for heard in self.heard)
        return "venue" if elsewhere else None

    def is_to_tell(self, booking: Booking) -> bool:
        """Whether this is the decision by which its couple hears of it."""
        if self.touches(booking) is None or booking.email is None:
            return False
        if self.calendar.holds(booking):
            return True
        # Who needs another time since an earlier decision was told by that one.
        return self._knows(booking) or any(heard.holds(booking) for heard in self.heard)

    def _knows(self, booking: Booking) -> bool:
        """Whether it was made or moved when the day was this already."""
        return self.decision.at is not None and last_told(booking) > self.decision.at
