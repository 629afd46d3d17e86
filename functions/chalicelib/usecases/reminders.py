"""Reminding couples of tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chalicelib.domain.bookings import Booking
from chalicelib.domain.days import Closure
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import OutboxEntry, last_told
from chalicelib.domain.ports import BookingStore, Clock, Offices

REMIND_AT = time(9, 0)


@dataclass(frozen=True)
class Reminders:
    """Leaves a reminder for every couple that comes tomorrow."""

    offices: Offices
    store: BookingStore
    outbox: Outbox
    clock: Clock

    def remind_of_tomorrow(self) -> int:
        """From 09:00 on, remind of the next day; how many reminders were left by this call.

        Calling it again is harmless: a booking is reminded of once, for as long as it stays as
        it is.
        """
        now = self.clock.now()
        if now < datetime.combine(now.date(), REMIND_AT, now.tzinfo):
            return 0
        return self.remind(now.date() + timedelta(days=1))

    def remind(self, day: date) -> int:
        """Leave a reminder of this day for each couple with an e-mail address."""
        return sum(
            self._remind(booking, day)
            for office in self.offices.all()
            if office.rules and not self._is_closed(office.id, day)
            for booking in self.store.bookings_on(office.id, day)
        )

    def _remind(self, booking: Booking, day: date) -> int:
        remind_at = datetime.combine(day - timedelta(days=1), REMIND_AT, booking.made_at.tzinfo)
        # Who booked or moved after the hour of reminders has just been told.
        if booking.email is None or last_told(booking) >= remind_at:
            return 0
        entry = OutboxEntry(booking.reference, "reminder", booking.sequence, due=remind_at)
        return self.outbox.leave_once([entry], self.clock.now())

    def _is_closed(self, office_id: str, day: date) -> bool:
        # Staff call the couples of a day they close; a reminder would bring them to a shut door.
        return isinstance(self.store.change_of(office_id, day), Closure)
