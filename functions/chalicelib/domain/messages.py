"""Messages that follow a booking: told in the same write, sent afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from chalicelib.domain.bookings import Booking, Deed
from chalicelib.domain.offices import BookingRules, Office, Slot, Venue
from chalicelib.domain.papers import PaperToBring

# "closed" and "venue" tell of the office's own decisions; "survey" asks how it was.
MessageKind = Literal[
    "booked",
    "moved",
    "cancelled",
    "reminder",
    "link",
    "papers_accepted",
    "papers_asked",
    "closed",
    "venue",
    "survey",
]
Audience = Literal["couple", "staff"]

# What became of a message: it went out; the couple gave no address; the booking has changed, ended
# or gone since, so that it would no longer be true; or no try succeeded.
Outcome = Literal["sent", "no_address", "overtaken", "failed"]


@dataclass(frozen=True)
class OutboxEntry:
    """A message that waits to be sent, no earlier than ``due``.

    It names the booking and never copies from it: a name or an address lives in one place only.
    ``sequence`` is the booking's at the time of writing; when the booking has changed since, a
    later entry tells the newer state and this one is dropped. ``occasion`` tells messages of a
    kind apart that a booking may get more than once without having changed.
    """

    reference: str
    kind: MessageKind
    sequence: int
    due: datetime
    attempts: int = 0
    audience: Audience = "couple"
    occasion: str = ""

    @property
    def tells_of_the_day(self) -> bool:
        """Whether it tells of the office's decision about the day."""
        return self.kind in {"closed", "venue"}

    def is_overtaken_by(self, booking: Booking | None, now: datetime) -> bool:
        """Whether it would tell something that is no longer so.

        A lost link may be asked for at any time; the end of a booking is worth telling even late.
        """
        if booking is None or booking.sequence > self.sequence:
            return True
        if self.kind == "survey":
            # The press that said they were served was taken back.
            return booking.service.finished_at is None
        while_booked = {"closed", "venue", "papers_accepted", "papers_asked"}
        if booking.status == "cancelled" and self.kind in while_booked:
            return True
        if self.kind not in {"cancelled", "link"} and now >= booking.starts_at:
            return True
        return not _papers_are_so(self.kind, booking)


def _papers_are_so(kind: MessageKind, booking: Booking) -> bool:
    """Whether a message about papers tells how they are by now, with none to be looked at."""
    if kind == "papers_asked":
        return booking.papers_state == "needs_attention"
    if kind == "papers_accepted":
        looked_at = booking.papers_state in {"waiting", "complete"}
        return looked_at and booking.papers_count.to_check == 0
    return True


@dataclass(frozen=True)
class Letter:
    """All that a message to a couple says, before it is put into words.

    ``id`` is the same whenever the same entry is sent again, so that a second copy can be known
    for one; it tells nobody anything.
    """

    id: str
    entry: OutboxEntry
    booking: Booking
    office: Office
    rules: BookingRules
    venue: Venue
    papers: tuple[PaperToBring, ...]
    manage_url: str
    book_page: str
    survey_url: str
    written_at: datetime


@dataclass(frozen=True)
class Notice:
    """What staff are told about a booking: never a name, a number or an address."""

    kind: MessageKind
    reference: str
    date: date
    slot: Slot
    office_id: str


@dataclass(frozen=True)
class MorningNotice:
    """What an office is told before it opens; ``url`` is its signed link for the day."""

    office: Office
    date: date
    couples: int
    url: str


def told(booking: Booking, deed: Deed, now: datetime) -> OutboxEntry:
    """The entry that belongs to what was just done to a booking."""
    return OutboxEntry(booking.reference, deed, booking.sequence, due=now)


def last_told(booking: Booking) -> datetime:
    """When its couple was last told where and when it comes."""
    return booking.history[-1].at if booking.history else booking.made_at


def slot_of(booking: Booking) -> Slot:
    """The booking's slot as the couple was told it, whatever the office's table says now."""
    return Slot(booking.slot, booking.start, booking.end)
