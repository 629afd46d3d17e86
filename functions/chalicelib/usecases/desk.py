"""What officers press at the desk while couples come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import BookingUnknown, TimeInFuture, TimeNeeded, TryAgain
from chalicelib.domain.ports import BookingChanged, BookingStore, Clock
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.service_records import Press, PressDeed
from chalicelib.domain.staff_links import WORKS_AT_THE_DESK, StaffLink

# How often a press is tried again after somebody else pressed in between.
_TRIES = 5


@dataclass(frozen=True)
class PressWish:
    """What an officer pressed: the times of a paper list are given, those of now are not.

    ``key`` is the request's Idempotency-Key, ``version`` the record's version that an undo was
    pressed on.
    """

    deed: PressDeed
    at: time | None = None
    officer: str | None = None
    remark: str | None = None
    registered_at: time | None = None
    key: str | None = None
    version: int | None = None


@dataclass(frozen=True)
class Desk:
    """Presses, each noted once whatever the network does.

    ``entered_late`` is told the office and day of a press about a day that is over.
    """

    store: BookingStore
    secrets: Secrets
    clock: Clock
    entered_late: Callable[[str, date], None] | None = None

    def booking(self, link: StaffLink, reference: str) -> Booking:
        """The booking, if the link may work on it; else ``BookingUnknown`` or ``LinkInvalid``."""
        booking = self.store.find(reference)
        if booking is None:
            raise BookingUnknown
        link.must_cover(WORKS_AT_THE_DESK, booking.office_id, booking.date)
        return booking

    def press(self, link: StaffLink, reference: str, wish: PressWish) -> Booking:
        """Note a press; the same press sent again finds itself noted.

        Raises the ``PressRefused`` that says why it does not fit the record.
        """
        for _ in range(_TRIES):
            booking = self.booking(link, reference)
            press = self._press(booking, link, wish)
            if booking.service.repeats(press):
                return booking
            after = booking.pressed(press, wish.version)
            _must_be_timely(press, booking, wish)
            try:
                self.store.note_press(booking, after)
            except BookingChanged:
                continue
            if self.entered_late and press.pressed_at.date() > booking.date:
                self.entered_late(booking.office_id, booking.date)
            return after
        raise TryAgain

    def tick(self, link: StaffLink, reference: str, paper: str, *, seen: bool) -> Booking:
        """Tick a paper of a couple, or take the tick away; done twice it is done once."""
        for _ in range(_TRIES):
            booking = self.booking(link, reference)
            after = booking.ticked(paper, seen=seen)
            if after == booking:
                return booking
            try:
                self.store.note_ticks(booking, after)
            except BookingChanged:
                continue
            return after
        raise TryAgain

    def _press(self, booking: Booking, link: StaffLink, wish: PressWish) -> Press:
        now = self.clock.now().replace(microsecond=0)
        return Press(
            deed=wish.deed,
            at=_on_the_day(booking, wish.at) or now,
            pressed_at=now,
            link=link.id,
            officer=wish.officer,
            remark=wish.remark,
            registered_at=_on_the_day(booking, wish.registered_at),
            key=self.secrets.fingerprint("press", wish.key) if wish.key else None,
        )


def _must_be_timely(press: Press, booking: Booking, wish: PressWish) -> None:
    """Refuse a time that cannot be.

    Without a time it is now, which is right on the couple's own day only; that they did not come,
    or that a press was a mistake, can be noted on any later day.
    """
    record = booking.service.as_json()
    if max(press.at, press.registered_at or press.at) > press.pressed_at:
        raise TimeInFuture(record)
    not_today = press.pressed_at.date() != booking.date
    if wish.at is None and not_today and press.deed in {"arrive", "start", "finish"}:
        raise TimeNeeded(record)


def _on_the_day(booking: Booking, at: time | None) -> datetime | None:
    return datetime.combine(booking.date, at, booking.starts_at.tzinfo) if at else None
