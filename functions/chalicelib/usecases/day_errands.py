"""Carrying out what staff decided about a day: its places closed or opened, its couples told.

It begins within the request that decided, and goes on in the job of each minute where that request
died or ran out of time. Doing any of it again does no harm: a place is closed once, and a couple
is told of a decision once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib.domain.bookings import Booking
from chalicelib.domain.day_news import TOLD_BY, DayNews
from chalicelib.domain.days import DayDecision
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingStore, Clock
from chalicelib.usecases.days import Days

_log = logging.getLogger(__name__)

# How often it begins again because somebody decided anew while it ran.
_TRIES = 3
# What the job of each minute gives to days; the rest of its 55 seconds is for sending.
A_ROUND = timedelta(seconds=20)
# Couples between two looks at the time.
_PORTION = 100


@dataclass(frozen=True)
class DayErrands:
    """What decisions about days still ask for."""

    store: BookingStore
    outbox: Outbox
    days: Days
    clock: Clock

    def run_due(self) -> int:
        """Carry out what was left behind; how many days are not finished yet."""
        now = self.clock.now()
        left = 0
        for errand in self.store.errands(now):
            try:
                left += not self.run(errand.office_id, errand.date, now + A_ROUND)
            except Exception as error:  # noqa: BLE001  (one day must not keep back the others, nor the mails)
                _log.warning("a day was not carried out: %s", type(error).__name__)
                left += 1
        return left

    def run(self, office_id: str, day: date, until: datetime) -> bool:
        """Carry out the last decision about a day; False when the rest is left to the job."""
        try:
            return any(self._run(office_id, day, until) for _ in range(_TRIES))
        except (_TimeIsUp, TryAgain):
            return False

    def news(self, office_id: str, day: date, decision: DayDecision) -> DayNews:
        """What the decision means for bookings of that day."""
        heard = [self.days.calendar(office_id, day, change) for change in decision.heard]
        return DayNews(decision, self.days.calendar(office_id, day, decision.change), heard)

    def _run(self, office_id: str, day: date, until: datetime) -> bool:
        """Whether the decision was still the last one when it was carried out."""
        decision = self.store.decided(office_id, day)
        # Places first: whoever takes one until then is among the bookings that are told.
        if not self.days.settle_places(office_id, day, decision, until):
            raise _TimeIsUp
        news = self.news(office_id, day, decision)
        entries = list(self._entries(news, self.store.bookings_on(office_id, day)))
        left = 0
        for start in range(0, len(entries), _PORTION):
            now = self.clock.now()
            # However long it took to pass those that are told, each round tells some more.
            if left and now >= until:
                raise _TimeIsUp
            left += self.outbox.leave_once(entries[start : start + _PORTION], now)
        return self.store.finish(office_id, day, decision)

    def _entries(self, news: DayNews, bookings: list[Booking]) -> Iterator[OutboxEntry]:
        now, occasion = self.clock.now(), str(news.decision.number)
        for booking in bookings:
            because = news.touches(booking)
            if because and news.is_to_tell(booking):
                kind = TOLD_BY[because]
                yield OutboxEntry(
                    booking.reference, kind, booking.sequence, due=now, occasion=occasion
                )


class _TimeIsUp(Exception):
    """The rest is left to the job."""
