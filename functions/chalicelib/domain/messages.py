"""Messages that follow a booking: told in the same write, sent afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from chalicelib.domain.bookings import Booking, Deed

MessageKind = Literal["booked", "moved", "cancelled", "reminder", "link"]


@dataclass(frozen=True)
class OutboxEntry:
    """A message that waits to be sent, no earlier than ``due``.

    It names the booking and never copies from it: a name or an address lives in one place only.
    ``sequence`` is the booking's at the time of writing; when the booking has changed since, a
    later entry tells the newer state and this one is dropped.
    """

    reference: str
    kind: MessageKind
    sequence: int
    due: datetime
    attempts: int = 0


def told(booking: Booking, deed: Deed, now: datetime) -> OutboxEntry:
    """The entry that belongs to what was just done to a booking."""
    return OutboxEntry(booking.reference, deed, booking.sequence, due=now)
