"""Papers that a couple sends before the visit, and their end."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import (
    BookingUnknown,
    FieldError,
    PapersClosed,
    PaperUnknown,
    TryAgain,
    ValidationFailed,
)
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingChanged, BookingStore, Clock, Offices, Unfinished
from chalicelib.domain.sent_papers import (
    Finding,
    NotAwaited,
    PaperCheck,
    PaperFolder,
    SentPaper,
    UploadForm,
    kept_until,
    must_be_open,
)

if TYPE_CHECKING:
    # Named here only; a container starts without it.
    from chalicelib.domain.paper_ports import PaperFiles, PaperStore

_log = logging.getLogger(__name__)

# How often a change is tried again after somebody else changed the same folder in between.
_TRIES = 5


@dataclass(frozen=True)
class UploadWish:
    """The file a couple wants to send, as its browser describes it."""

    kind: str
    content_type: str
    size: int


@dataclass(frozen=True)
class SentPapers:
    """One booking's papers: asked for, listed, looked at when they come, deleted."""

    bookings: BookingStore
    papers: PaperStore
    files: PaperFiles
    offices: Offices
    check: PaperCheck
    clock: Clock
    new_id: Callable[[], str]

    def folder(self, booking: Booking) -> PaperFolder:
        """What the couple has sent."""
        return self.papers.folder(booking)

    def ask(self, booking: Booking, wish: UploadWish) -> tuple[SentPaper, UploadForm]:
        """Make room for a file and say where it goes.

        Raises ``PapersClosed``, ``TooManyPapers``, or ``ValidationFailed`` for a paper that is
        not on the couple's list or is not to be sent.
        """
        now = self.clock.now()
        must_be_open(booking, now)
        if wish.kind not in self.check.wanted(booking):
            raise ValidationFailed([FieldError("kind", "kind_not_sent")])
        paper = SentPaper(self.new_id(), wish.kind, wish.content_type, wish.size, asked_at=now)
        self.change(booking, lambda folder: folder.with_new(paper))
        return paper, self.files.form(booking.reference, paper)

    def delete(self, booking: Booking, id_: str) -> PaperFolder:
        """Delete one file and its pictures at once, or raise ``PaperUnknown``."""
        self.papers.folder(booking).paper(id_)
        self.files.delete(booking.reference, id_)
        return self.change(booking, lambda folder: folder.without(id_))

    def take_in(self, reference: str, id_: str, inspect: Callable[[bytes], Finding]) -> None:
        """Look at a file that came, keep its pictures, and delete the file itself.

        One that nobody waits for (deleted, cancelled, sent twice) is deleted unseen, and so are
        the pictures of one that was deleted or cancelled while it was looked at.
        """
        content = self.files.original(reference, id_)
        booking = self.bookings.find(reference)
        if content is not None and booking and self._is_awaited(booking, id_):
            finding = inspect(content)
            self.files.keep_pages(reference, id_, finding.pages)
            try:
                self.change(booking, lambda folder: folder.inspected(id_, finding))
            except (BookingUnknown, PaperUnknown, PapersClosed):
                self.files.delete(reference, id_)
            except NotAwaited:
                # Its coming was told twice, and the other was faster: the pictures are the same.
                pass
        self.files.delete_original(reference, id_)

    def forget(self, booking: Booking) -> None:
        """Delete everything the couple sent; whatever keeps it from being deleted is raised.

        The folder goes when the files are gone: without it nobody would find them again.
        """
        self.files.delete(booking.reference)
        self.papers.forget(booking)

    def forget_or_leave(self, booking: Booking) -> None:
        """Delete everything the couple sent; what cannot be deleted now is when it is swept."""
        try:
            self.forget(booking)
        except Exception as error:  # noqa: BLE001  (the cancelling itself must not fail for it)
            _log.warning("papers not deleted yet: %s", type(error).__name__)

    def sweep(self) -> int:
        """Delete what is past its time; of how many couples.

        Once a day is enough, and more often does no harm. A couple whose papers cannot be deleted
        keeps no other's: ``Unfinished`` is raised at the end.
        """
        done: Counter[str] = Counter()
        for office in self.offices.all():
            for folder in self.papers.folders(office.id) if office.rules else ():
                try:
                    done["papers"] += self._forget_if_due(office.id, folder.reference)
                except Exception as error:  # noqa: BLE001  (the others' time has come as well)
                    _log.warning("papers not deleted: %s", type(error).__name__)
                    done["failed"] += 1
        if done["failed"]:
            raise Unfinished(done)
        return done["papers"]

    def change(
        self,
        booking: Booking,
        deed: Callable[[PaperFolder], PaperFolder],
        message: Callable[[Booking, PaperFolder, datetime], OutboxEntry | None] | None = None,
    ) -> PaperFolder:
        """Change a folder as it is by now, with the state that the booking shows of it."""
        for _ in range(_TRIES):
            folder = deed(self.papers.folder(booking))
            wanted = self.check.wanted(booking)
            state, count = folder.state(wanted), folder.count(wanted)
            entry = message(booking, folder, self.clock.now()) if message else None
            try:
                self.papers.save(booking, folder, state, count, entry)
            except BookingChanged:
                there = self.bookings.find(booking.reference)
                if there is None:
                    raise BookingUnknown from None
                must_be_open(there, self.clock.now())
                booking = there
            else:
                return folder
        raise TryAgain

    def _forget_if_due(self, office_id: str, reference: str) -> bool:
        booking = self.bookings.find(reference)
        if booking is None:
            # The table removed the booking itself, months after nobody could delete its papers.
            self.files.delete(reference)
            self.papers.drop(office_id, reference)
            return True
        due = kept_until(booking) <= self.clock.now().date()
        if due:
            self.forget(booking)
        return due

    def _is_awaited(self, booking: Booking, id_: str) -> bool:
        papers = self.papers.folder(booking).papers
        return booking.status == "booked" and any(
            paper.id == id_ and paper.state == "waiting" for paper in papers
        )
