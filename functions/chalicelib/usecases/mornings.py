"""The message each office gets on the morning of a working day: its link, and how many come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from chalicelib.domain.message_ports import StaffNotices
from chalicelib.domain.messages import MorningNotice
from chalicelib.domain.offices import Office
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.usecases.offices import calendar_at

SEND_AT = time(7, 0)


@dataclass(frozen=True)
class Mornings:
    """Says good morning; ``make_link`` gives the address of an office's link for a day."""

    offices: Offices
    store: BookingStore
    clock: Clock
    make_link: Callable[[str, date], str]
    notices: StaffNotices | None = None

    def send(self) -> int:
        """From 07:00 on, to every office that works today; how many were sent.

        Called twice, it sends a second link, which opens the same.
        """
        now = self.clock.now()
        if self.notices is None or now < datetime.combine(now.date(), SEND_AT, now.tzinfo):
            return 0
        at_work = [office for office in self.offices.all() if self._works_today(office, now)]
        for office in at_work:
            self.notices.good_morning(self._notice(office, now.date()))
        return len(at_work)

    def _notice(self, office: Office, today: date) -> MorningNotice:
        couples = len(self.store.bookings_on(office.id, today))
        return MorningNotice(office, today, couples, self.make_link(office.id, today))

    def _works_today(self, office: Office, now: datetime) -> bool:
        if office.rules is None:
            return False
        change = self.store.change_of(office.id, now.date())
        changes = {now.date(): change} if change else {}
        return calendar_at(self.offices, office.id, now, changes).day_off(now.date()) is None
