"""What officers do with the papers that couples sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import PaperUnknown
from chalicelib.domain.messages import MessageKind, OutboxEntry
from chalicelib.domain.sent_papers import Decision, PaperFolder
from chalicelib.domain.staff_links import WORKS_AT_THE_DESK, StaffLink
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.sent_papers import SentPapers

# Papers are reviewed one after the other: one message tells of all of one span, at the end of the
# next one.
TOLD_TOGETHER = timedelta(minutes=5)


@dataclass(frozen=True)
class PaperReviews:
    """A link's own office and days, and no others."""

    sent: SentPapers
    desk: Desk

    def waiting(self, link: StaffLink) -> list[tuple[Booking, PaperFolder]]:
        """Couples with papers to be looked at, the oldest appointment first."""
        link.must_cover(WORKS_AT_THE_DESK, link.office_id, link.day)
        found = [
            (booking, folder)
            for folder in self.sent.papers.folders(link.office_id)
            if folder.is_to_be_reviewed
            and (booking := self.sent.bookings.find(folder.reference))
            and booking.status == "booked"
            and link.first <= booking.date <= link.last
        ]
        return sorted(found, key=lambda each: each[0].held_place)

    def of(self, link: StaffLink, reference: str) -> tuple[Booking, PaperFolder]:
        """One couple's papers."""
        booking = self.desk.booking(link, reference)
        return booking, self.sent.folder(booking)

    def page(self, link: StaffLink, reference: str, id_: str, number: int) -> bytes:
        """A picture of a page, drawn anew from what was sent."""
        booking, folder = self.of(link, reference)
        folder.paper(id_)
        content = self.sent.files.page(booking.reference, id_, number)
        if content is None:
            raise PaperUnknown
        return content

    def review(
        self, link: StaffLink, reference: str, id_: str, decision: Decision, message: str | None
    ) -> tuple[Booking, PaperFolder]:
        """Accept a paper, or ask for it again with a sentence that the couple reads."""
        booking = self.desk.booking(link, reference)
        folder = self.sent.change(
            booking, lambda folder: folder.reviewed(id_, decision, message), _told
        )
        return booking, folder


def _told(booking: Booking, folder: PaperFolder, now: datetime) -> OutboxEntry | None:
    """The message when the last paper was looked at: all is in order, or something is needed.

    Whichever is no longer so when it is sent is not sent.
    """
    if folder.is_to_be_reviewed or booking.email is None:
        return None
    asked = any(paper.state == "needs_attention" for paper in folder.papers)
    kind: MessageKind = "papers_asked" if asked else "papers_accepted"
    return OutboxEntry(booking.reference, kind, booking.sequence, due=_together(now))


def _together(now: datetime) -> datetime:
    """One moment for all reviews of a span, so that those of a kind are one entry."""
    since_midnight = now - now.replace(hour=0, minute=0, second=0, microsecond=0)
    return now - since_midnight % TOLD_TOGETHER + 2 * TOLD_TOGETHER
