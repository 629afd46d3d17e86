"""Mailing a manage link again to a couple that lost it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from chalicelib.domain.bookings import Booking
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingStore, Clock
from chalicelib.domain.secrets import Secrets


@dataclass(frozen=True)
class LostLinks:
    """Sends the link to the address on file, and tells nobody whether there was one."""

    store: BookingStore
    outbox: Outbox
    secrets: Secrets
    clock: Clock

    def ask(self, reference: str, phone: str) -> None:
        """Leave a message with the link if the phone (E.164) is that of the booking.

        Whether it is or not costs one read and one transaction.
        """
        now = self.clock.now()
        booking = self.store.find(reference)
        wanted = self._is_theirs(booking, phone)
        sequence = booking.sequence if booking else 0
        entry = OutboxEntry(reference, "link", sequence, due=now)
        self.outbox.offer_link(entry, now, wanted=wanted)

    def _is_theirs(self, booking: Booking | None, phone: str) -> bool:
        phone_key = self.secrets.phone_key(phone)
        on_file = booking.phone_key if booking else ""
        same = hmac.compare_digest(phone_key.encode(), on_file.encode())
        return same and booking is not None and bool(booking.email) and booking.status == "booked"
