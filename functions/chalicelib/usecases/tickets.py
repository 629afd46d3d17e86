"""The files a couple takes along: the calendar file and the QR code."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import BookingUnknown
from chalicelib.domain.ports import BookingStore
from chalicelib.domain.secrets import Secrets


@dataclass(frozen=True)
class Tickets:
    """Finds the booking whose files are asked for."""

    store: BookingStore
    secrets: Secrets

    def look_up(self, reference: str, *, manage_token: str, ticket_token: str) -> Booking:
        """The booking, for whoever holds one of its two tokens; else ``BookingUnknown``.

        A manage token does not count in the place of a ticket token: it must never get into an
        address.
        """
        booking = self.store.find(reference)
        version = booking.token_version if booking else 0
        # Both are checked even when there is no booking: every refusal takes the same time.
        manages = self.secrets.is_manage_token(manage_token, reference, version)
        reads = self.secrets.is_ticket_token(ticket_token, reference, version)
        if booking is None or not (manages or reads):
            raise BookingUnknown
        return booking
