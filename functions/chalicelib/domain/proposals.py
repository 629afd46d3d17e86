"""Which free slots to propose to couples whose own can no longer be."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.bookings import Booking
from chalicelib.domain.offices import Slot

EACH = 3


@dataclass(frozen=True)
class FreeSlot:
    """A slot of a day with places left."""

    date: date
    slot: Slot
    free: int


def nearest(booking: Booking, free: Sequence[FreeSlot]) -> list[FreeSlot]:
    """The free slots nearest to the booking's own: by days first, then by the time of day."""
    return heapq.nsmallest(EACH, free, key=lambda each: _distance(booking, each))


def for_all(bookings: Sequence[Booking], free: Sequence[FreeSlot]) -> dict[str, list[FreeSlot]]:
    """Proposals for each reference; no place is the first proposal of two couples."""
    left = Counter({(each.date, each.slot.number): each.free for each in free})
    proposals = {}
    for booking in bookings:
        still = [each for each in free if left[each.date, each.slot.number] > 0]
        mine = nearest(booking, still)
        if mine:
            left[mine[0].date, mine[0].slot.number] -= 1
        proposals[booking.reference] = mine
    return proposals


def _distance(booking: Booking, free: FreeSlot) -> tuple[int, int, date]:
    minutes = free.slot.start.hour * 60 + free.slot.start.minute
    own = booking.start.hour * 60 + booking.start.minute
    return abs((free.date - booking.date).days), abs(minutes - own), free.date
