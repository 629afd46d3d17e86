"""What the use cases need of the outside world for papers sent before the visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.bookings import Booking, PapersCount, PapersState
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.sent_papers import PaperFolder, SentPaper, UploadForm


class FilesLeft(Exception):
    """The bucket said that it did not delete what it was asked to."""


class PaperStore(Protocol):
    """What couples sent before the visit.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def folder(self, booking: Booking) -> PaperFolder:
        """What this couple sent, as the last write left it."""

    def folders(self, office_id: str) -> list[PaperFolder]:
        """What all couples of an office sent."""

    def save(
        self,
        booking: Booking,
        folder: PaperFolder,
        state: PapersState,
        count: PapersCount,
        entry: OutboxEntry | None = None,
    ) -> None:
        """Write a changed folder, its state and numbers at the booking, and leave the message.

        Raises ``BookingChanged`` when either was changed since it was read.
        """

    def forget(self, booking: Booking) -> None:
        """Take the folder away, and its state from the booking.

        It is the only list of the files, so they are deleted before.
        """

    def drop(self, office_id: str, reference: str) -> None:
        """Take the folder of a booking away that is no more."""


class PaperFiles(Protocol):
    """The files themselves."""

    def form(self, reference: str, paper: SentPaper) -> UploadForm:
        """Where a browser may send this one file, for a few minutes."""

    def arrived(self) -> list[tuple[str, str]]:
        """Reference and id of every file that came and was not looked at yet."""

    def original(self, reference: str, id_: str) -> bytes | None:
        """What came."""

    def page(self, reference: str, id_: str, number: int) -> bytes | None:
        """The picture of a page, counted from 1."""

    def kept_of(self, reference: str) -> list[tuple[str, int]]:
        """Id and page of every file of a booking; page 0 is what came, until it is looked at."""

    def keep_pages(self, reference: str, id_: str, pages: Sequence[bytes]) -> None:
        """Keep the pictures of a paper."""

    def delete_original(self, reference: str, id_: str) -> None:
        """Delete what came; its pictures stay."""

    def delete(self, reference: str, id_: str = "") -> None:
        """Delete a file with its pictures; without an id, all of a booking's.

        Raises ``FilesLeft`` unless all are gone.
        """
