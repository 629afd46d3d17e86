"""What the use cases need from the outside world: the time, offices, bookings, a place for figures.

What only papers, messages or the survey need stands in `paper_ports`, `message_ports` and
`survey_ports`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.days import DayChange, DayDecision, DayErrand
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.offices import Holidays, Office

if TYPE_CHECKING:
    from chalicelib.domain.figures import Figures
    from chalicelib.domain.months import Month


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


class Unfinished(Exception):
    """A job did all it could and left some undone; ``numbers`` says how much of each."""

    def __init__(self, numbers: Counter[str]) -> None:
        super().__init__(dict(numbers))
        self.numbers = numbers


class DayChanged(Exception):
    """The write found another decision about the day than was read."""


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


class Memory(Protocol):
    """All that is known of couples, wherever it lies. Every method may raise ``TryAgain``."""

    def forget_before(self, day: date, month: Month) -> Counter[str]:
        """Forget the couples of all appointments before ``day``; what was looked at and done.

        With them goes what was written in surveys about visits before ``month``. What cannot be
        forgotten keeps nobody else from being forgotten: ``Unfinished`` is raised at the end, with
        the number of those that ``failed``.
        """

    def forget(self, reference: str) -> int:
        """Forget one couple now; how many items were changed or removed.

        What it sent stays listed until ``SentPapers`` has deleted the files themselves.
        """

    def known_of(self, phone_key: str) -> list[dict[str, object]]:
        """Every item about whoever has this phone, as stored."""


class FigureShelf(Protocol):
    """Where the public figures are put for everybody."""

    def put(self, figures: Figures) -> None:
        """Replace the figures of an office; any error may pass."""


class Pulse(Protocol):
    """What desks watch to learn that something has changed on a day."""

    def beat(self, office_id: str, day: date) -> None:
        """Let every desk that watches this day ask what is new; any error may pass."""
