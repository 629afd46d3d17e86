"""Asking every couple that was served, by mail, on the evening of its visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chalicelib.domain.bookings import Booking
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingStore, Clock, Offices

# After the last slot, and early enough to be read the same evening.
ASK_AT = time(17, 0)


@dataclass(frozen=True)
class Invitations:
    """Leaves an invitation to the survey for each couple that was served and gave an address."""

    offices: Offices
    store: BookingStore
    outbox: Outbox
    clock: Clock

    def ask(self) -> int:
        """From 17:00 on, ask today's couples, and yesterday's whose times were entered since.

        Calling it again is harmless: a visit is asked about once. How many were asked by this
        call.
        """
        now = self.clock.now()
        if now < datetime.combine(now.date(), ASK_AT, now.tzinfo):
            return 0
        return sum(self._ask_about(now.date() - timedelta(days=ago)) for ago in (0, 1))

    def _ask_about(self, day: date) -> int:
        return sum(
            self._invite(booking)
            for office in self.offices.all()
            if office.rules
            for booking in self.store.bookings_on(office.id, day)
        )

    def _invite(self, booking: Booking) -> int:
        if booking.email is None or booking.service.finished_at is None:
            return 0
        now = self.clock.now()
        entry = OutboxEntry(booking.reference, "survey", booking.sequence, due=now)
        return self.outbox.leave_once([entry], now)
