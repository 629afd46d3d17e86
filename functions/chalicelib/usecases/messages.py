"""Sending what waits in the outbox."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.message_ports import CannotBeSent, Mailer, Outbox, StaffNotices
from chalicelib.domain.messages import Letter, Notice, OutboxEntry, Outcome, slot_of
from chalicelib.domain.offices import TEST_OFFICE, Venue
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.usecases.offices import with_rules

_log = logging.getLogger(__name__)

# Longer than a mail service is given to answer, and short enough that the message of a sender
# that died still comes soon.
LEASE = timedelta(minutes=2)

# Pauses of 1, 4, 16, 64 and 256 minutes, then six hours: in all about half a day.
TRIES = 7
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)

# What staff hear of as well; a reminder or a lost link is the couple's own affair.
TOLD_TO_STAFF = frozenset({"booked", "moved", "cancelled"})


def pause_after(tries: int) -> timedelta:
    """How long a message rests after so many tries that failed."""
    return min(FIRST_PAUSE * int(4 ** (tries - 1)), LONGEST_PAUSE)


@dataclass(frozen=True)
class Deliveries:
    """Sends what is due.

    A message is sent at least once: when the sender dies after sending and before noting it, the
    next one sends a second copy with the same id. ``still_holds`` says whether a booking's day
    still has its place; ``notices`` None means that staff get none.
    """

    offices: Offices
    checklist: Checklist
    store: BookingStore
    outbox: Outbox
    mailer: Mailer
    links: BookingLinks
    venue: Callable[[Booking], Venue]
    still_holds: Callable[[Booking], bool]
    clock: Clock
    notices: StaffNotices | None = None

    def deliver_due(self) -> Counter[str]:
        """Send every message whose time has come; how many came to which end.

        One that cannot be sent never keeps the others waiting. Raises ``TryAgain`` when the
        outbox cannot be read at all.
        """
        ends: Counter[str] = Counter()
        for entry in self.outbox.due(self.clock.now()):
            try:
                ends[self._deliver(entry)] += 1
            except TryAgain:
                # Its claim ends by itself, and it comes up again.
                ends["unknown"] += 1
        return ends

    def _deliver(self, entry: OutboxEntry) -> str:
        now = self.clock.now()
        held_until = now + LEASE
        if not self.outbox.claim(entry, held_until, now):
            return "elsewhere"
        outcome = self._outcome(entry, now)
        also = self._for_staff(entry, outcome, now)
        tries = entry.attempts + 1
        if outcome is None and tries < TRIES:
            self.outbox.postpone(entry, now + pause_after(tries), held_until, also=also)
            return "postponed"
        self.outbox.done(entry, outcome or "failed", now, also=also)
        return outcome or "failed"

    def _outcome(self, entry: OutboxEntry, now: datetime) -> Outcome | None:
        """What became of this try; None when another one may do better."""
        try:
            return self._tell(entry, now)
        except TryAgain:
            raise
        except CannotBeSent as error:
            _note(entry, error)
            return "failed"
        except Exception as error:  # noqa: BLE001  (whatever is wrong with one must not stop all)
            _note(entry, error)
            return None

    def _tell(self, entry: OutboxEntry, now: datetime) -> Outcome:
        booking = self.store.find(entry.reference)
        if booking is None or entry.is_overtaken_by(booking, now):
            return "overtaken"
        if entry.tells_of_the_day and (entry.kind == "closed") == self.still_holds(booking):
            # Staff changed the day again before this was sent; that decision is told by its own.
            return "overtaken"
        if entry.audience == "staff":
            return self._tell_staff(entry, booking)
        if booking.email is None:
            return "no_address"
        self.mailer.send(self._letter(entry, booking, now))
        return "sent"

    def _tell_staff(self, entry: OutboxEntry, booking: Booking) -> Outcome:
        _, rules = with_rules(self.offices, booking.office_id)
        is_for_nobody = booking.office_id == TEST_OFFICE or not rules.tells_staff_of_bookings
        if self.notices is None or is_for_nobody:
            return "no_address"
        notice = Notice(
            entry.kind, booking.reference, booking.date, slot_of(booking), booking.office_id
        )
        self.notices.send(notice)
        return "sent"

    def _for_staff(
        self, entry: OutboxEntry, outcome: Outcome | None, now: datetime
    ) -> OutboxEntry | None:
        """The notice that the first try of a couple's message leaves for staff.

        It is written in the transaction that ends this try, so there is exactly one, and neither
        waits for the other or is sent again because the other failed.
        """
        first_try = entry.audience == "couple" and entry.attempts == 0
        told = entry.kind in TOLD_TO_STAFF and outcome != "overtaken"
        if self.notices is None or not (first_try and told):
            return None
        return OutboxEntry(entry.reference, entry.kind, entry.sequence, due=now, audience="staff")

    def _letter(self, entry: OutboxEntry, booking: Booking, now: datetime) -> Letter:
        office, rules = with_rules(self.offices, booking.office_id)
        what = " ".join(filter(None, [entry.kind, entry.occasion]))
        words = f"{entry.reference} {entry.sequence} {what} {entry.due.isoformat()}"
        return Letter(
            id=self.links.secrets.fingerprint("message", words),
            entry=entry,
            booking=booking,
            office=office,
            rules=rules,
            venue=self.venue(booking),
            papers=tuple(self.checklist.to_bring(booking.documents, booking.couple)),
            manage_url=self.links.manage_url(booking),
            book_page=self.links.book_page(booking.language),
            survey_url=self.links.survey_url(booking),
            written_at=now,
        )


def _note(entry: OutboxEntry, error: Exception) -> None:
    # Only the kind of the error: its words may hold the address it was about.
    _log.warning(
        "message not sent: %s %s to %s, try %d",
        type(error).__name__,
        entry.kind,
        entry.audience,
        entry.attempts + 1,
    )
