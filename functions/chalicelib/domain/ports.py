"""What the use cases need from the outside world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.bookings import Booking, PapersCount, PapersState, Place
from chalicelib.domain.days import DayChange, DayDecision, DayErrand
from chalicelib.domain.messages import Letter, MorningNotice, Notice, OutboxEntry, Outcome
from chalicelib.domain.offices import Holidays, Office
from chalicelib.domain.sent_papers import PaperFolder, SentPaper, UploadForm

if TYPE_CHECKING:
    from chalicelib.domain.day_totals import DayTotals
    from chalicelib.domain.figures import Figures
    from chalicelib.domain.kept_totals import KeptSpan
    from chalicelib.domain.months import Month
    from chalicelib.domain.satisfaction import Tally
    from chalicelib.domain.survey import Levels, SurveyAnswer, SurveyPass


class ReferenceTaken(Exception):
    """The write found a booking under this reference; ``booking`` is the one that is there."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.reference)
        self.booking = booking


class PhoneHasOpenBooking(Exception):
    """The write found an open booking of this phone at this office."""


class PhoneBookedTooOften(Exception):
    """The write found as many bookings of this phone as a day allows; ``until`` is when it ends."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class PlaceTaken(Exception):
    """The write found another couple in this place, or the place closed."""


class BookingChanged(Exception):
    """The write found the booking other than it was read: somebody changed it in between."""


class DayChanged(Exception):
    """The write found another decision about the day than was read."""


class CannotBeSent(Exception):
    """No mail service will ever take this message to this address; trying again is no use."""


@dataclass(frozen=True)
class CalendarLines:
    """An office's calendar: places that cannot be had now, and what staff decided about days."""

    taken: Sequence[Place]
    changes: Mapping[date, DayChange]

    def taken_on(self, day: date) -> set[Place]:
        """The places of one day that cannot be had now."""
        return {place for place in self.taken if place.date == day}


class Clock(Protocol):
    """The only source of the present moment."""

    def now(self) -> datetime:
        """The present moment in Asia/Bangkok."""


class Offices(Protocol):
    """The 50 district offices and the calendar they share."""

    def all(self) -> Sequence[Office]: ...

    def get(self, office_id: str) -> Office:
        """The office, or ``OfficeUnknown``."""

    def holidays(self) -> Holidays: ...


class BookingStore(Protocol):
    """Bookings, the places they hold, and the phones they were made with.

    Every method may raise ``TryAgain`` when the database could not say. Writes are one transaction
    each; the exceptions they name are in the order in which they are told when several apply.
    """

    def add(self, booking: Booking, entry: OutboxEntry, *, counted: bool = True) -> None:
        """Store the booking, take its place, note its phone, leave the message: all or nothing.

        One that is not ``counted`` may be one of any number that its phone makes in a day.
        Raises ``ReferenceTaken``, ``PhoneHasOpenBooking``, ``PhoneBookedTooOften``, ``PlaceTaken``.
        """

    def move(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        """Take the new place and give the old one back (at ``free_again_at``, or at once).

        The couple always holds exactly one. Raises ``BookingChanged``, ``PlaceTaken``.
        """

    def cancel(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        """Give the place back (at ``free_again_at``, or at once) and free the phone.

        Raises ``BookingChanged``.
        """

    def renew_link(self, before: Booking, after: Booking) -> None:
        """End the manage link made before, by its token's next version.

        Raises ``BookingChanged``.
        """

    def note_press(self, before: Booking, after: Booking) -> None:
        """Note a press at the desk, unless anything was changed or pressed since it was read.

        Raises ``BookingChanged``.
        """

    def note_ticks(self, before: Booking, after: Booking) -> None:
        """Note the papers that were ticked in between, beside those that others tick meanwhile.

        Raises ``BookingChanged`` when the booking was moved or cancelled since it was read.
        """

    def find(self, reference: str) -> Booking | None:
        """The booking, as the last write left it."""

    def calendar(self, office_id: str, first: date, last: date, now: datetime) -> CalendarLines:
        """The days given, possibly a moment old: good for showing, not for judging."""

    def day_now(self, office_id: str, day: date, now: datetime) -> CalendarLines:
        """One day, as the last write left it."""

    def change_of(self, office_id: str, day: date) -> DayChange | None:
        """What staff decided about a day, possibly a moment old."""

    def set_change(self, office_id: str, day: date, change: DayChange | None) -> None:
        """Write what staff decided about a day, or take it back."""

    def decided(self, office_id: str, day: date) -> DayDecision:
        """What staff decided about a day, as the last write left it."""

    def decide(
        self, office_id: str, day: date, before: DayDecision, after: DayDecision, errand: DayErrand
    ) -> None:
        """Write a decision and what is left to do for it, both or neither.

        Raises ``DayChanged``.
        """

    def errands(self, now: datetime) -> list[DayErrand]:
        """Days whose decision somebody should carry out by now."""

    def finish(self, office_id: str, day: date, decision: DayDecision) -> bool:
        """Note that nothing is left to do for it; False when there is another one by now."""

    def close_places(self, office_id: str, places: Sequence[Place]) -> list[Place]:
        """Close every place that is free; those that a couple holds are left, and returned."""

    def open_places(self, office_id: str, places: Sequence[Place]) -> None:
        """Take the closing of these places back; a couple's place is left alone."""

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        """The day's bookings in the order of their places, as the last write left them."""

    def bookings_between(self, office_id: str, first: date, last: date) -> list[Booking]:
        """The bookings that hold a place on these days, in the order of their places."""

    def day_mark(self, office_id: str, day: date) -> str:
        """A mark of the day that is another one after each booking, change and press of it.

        Reading it costs a small part of reading the day's bookings; it may be a moment old.
        """

    def cancelled_on(self, office_id: str, day: date) -> list[Booking]:
        """The bookings that were cancelled from this day: its history."""

    def ping(self) -> None:
        """Reach the table."""


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
        """Take the folder away, and its state from the booking."""


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

    def keep_pages(self, reference: str, id_: str, pages: Sequence[bytes]) -> None:
        """Keep the pictures of a paper."""

    def delete_original(self, reference: str, id_: str) -> None:
        """Delete what came; its pictures stay."""

    def delete(self, reference: str, id_: str = "") -> None:
        """Delete a file with its pictures; without an id, all of a booking's."""


class Outbox(Protocol):
    """Messages that wait, were sent, or could not be.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def due(self, now: datetime) -> list[OutboxEntry]:
        """Entries whose time has come and that nobody else is sending, some at a time."""

    def claim(self, entry: OutboxEntry, until: datetime, now: datetime) -> bool:
        """Keep other senders away until then; False when one was faster, or it has been sent."""

    def done(
        self,
        entry: OutboxEntry,
        outcome: Outcome,
        now: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """Take it out and note at the booking what became of it; leave another one in its place.

        Nothing happens when somebody else has taken it out.
        """

    def postpone(
        self,
        entry: OutboxEntry,
        due: datetime,
        held_until: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """Let it wait for another try, unless the claim that ends at ``held_until`` was lost."""

    def leave_once(self, entries: Sequence[OutboxEntry], now: datetime) -> int:
        """Leave messages that are told once for a booking as it is; how many had not been left.

        Of the same kind only another ``occasion`` makes another message.
        """

    def offer_link(self, entry: OutboxEntry, now: datetime, *, wanted: bool) -> None:
        """Leave a message with the manage link, at most three an hour for a booking.

        When it is not ``wanted`` the same writes go where nobody looks, so that the time this
        takes tells nothing.
        """


class Memory(Protocol):
    """All that is known of couples, wherever it lies. Every method may raise ``TryAgain``."""

    def forget_before(self, day: date) -> Counter[str]:
        """Forget the couples of all appointments before ``day``; what was looked at and done."""

    def forget(self, reference: str) -> int:
        """Forget one couple now; how many items were changed or removed."""

    def known_of(self, phone_key: str) -> list[dict[str, object]]:
        """Every item about whoever has this phone, as stored."""


class Mailer(Protocol):
    """Messages to couples."""

    def send(self, letter: Letter) -> None:
        """Hand the message over, or raise ``CannotBeSent``; any other error may pass."""


class StaffNotices(Protocol):
    """Messages to the office."""

    def send(self, notice: Notice) -> None:
        """Hand the notice over; any error may pass."""

    def good_morning(self, notice: MorningNotice) -> None:
        """Hand an office its link for the day; any error may pass."""


class SurveyStore(Protocol):
    """What was answered, and which passes are used up; nothing leads from one to the other.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def add(self, granted: SurveyPass, answer: SurveyAnswer) -> None:
        """Use up the pass and keep the answer, both or neither. Raises ``AlreadyAnswered``."""

    def is_answered(self, granted: SurveyPass) -> bool:
        """Whether the pass is used up."""

    def levels(self, office_id: str, month: Month) -> list[Levels]:
        """What was answered about visits of a month, in no order, possibly a moment old."""

    def comments(self, office_id: str, month: Month) -> list[str]:
        """What was written about visits of a month, in no order, possibly a moment old."""


class TotalsStore(Protocol):
    """Totals of days that are over and of months that can no longer be answered about.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def span(self, office_id: str) -> KeptSpan | None:
        """The days that are kept, or None where none ever were."""

    def set_span(self, office_id: str, span: KeptSpan) -> None:
        """Say which days are kept, once they are."""

    def days(self, office_id: str, first: date, last: date) -> dict[date, DayTotals]:
        """The kept days from ``first`` to ``last``; a day without bookings is not among them."""

    def keep_day(self, office_id: str, day: date, totals: DayTotals) -> None:
        """Keep the totals of a day in the place of what was kept of it."""

    def months(self, office_id: str, first: Month, last: Month) -> dict[Month, Tally]:
        """The kept months from ``first`` to ``last``."""

    def keep_month(self, office_id: str, month: Month, tally: Tally) -> None:
        """Keep the answers about a month, counted."""


class FigureShelf(Protocol):
    """Where the public figures are put for everybody."""

    def put(self, figures: Figures) -> None:
        """Replace the figures of an office; any error may pass."""
