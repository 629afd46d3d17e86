"""Closing a day, opening a special one, or neither any more: looked at first, then done.

Who is touched is told by mail where there is an address; the others are the office's to call. A
booking that no longer fits stays until its couple has another one: nobody loses a place by a press.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chalicelib.domain import proposals
from chalicelib.domain.bookings import Booking
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.day_news import Because
from chalicelib.domain.days import DayChange, DayDecision, Opening, Schedule
from chalicelib.domain.errors import DayPast
from chalicelib.domain.ports import BookingStore, CalendarLines, Clock
from chalicelib.domain.proposals import FreeSlot
from chalicelib.domain.staff_links import WORKS_AT_THE_DESK, StaffLink
from chalicelib.domain.text import Text
from chalicelib.usecases.day_errands import DayErrands
from chalicelib.usecases.days import Days

# How long the officer waits before the rest is left to the job of each minute. With the reading of
# a day of 999 couples it stays below the 20 seconds that the API's function may take.
FOR_THE_OFFICER = timedelta(seconds=6)


@dataclass(frozen=True)
class Touched:
    """A booking that a change of its day touches, and slots to propose to its couple."""

    booking: Booking
    because: Because
    proposals: list[FreeSlot]

    @property
    def by_mail(self) -> bool:
        """Whether a message goes out; the others must be called."""
        return self.booking.email is not None


@dataclass(frozen=True)
class Decision:
    """What a change makes of a day: done, or only looked at.

    ``already`` says that the day was this before; ``finished`` that every place is closed or open
    and every message written. What is not is done by the job of the next minutes.
    """

    date: date
    change: DayChange | None
    calendar: Calendar
    touched: list[Touched]
    preview: bool
    already: bool
    finished: bool

    @property
    def schedule(self) -> Schedule:
        return self.calendar.schedule(self.date)

    @property
    def closed_because(self) -> Text | None:
        """Why nobody is served that day, if so."""
        return self.calendar.day_off(self.date)

    @property
    def opens_at(self) -> datetime | None:
        """The minute from which a special day can be booked, if it has one."""
        return self.change.opens_at if isinstance(self.change, Opening) else None


@dataclass(frozen=True)
class DayChanges:
    """One action for each."""

    store: BookingStore
    days: Days
    errands: DayErrands
    clock: Clock

    def decide(
        self, link: StaffLink, day: date, change: DayChange | None, *, preview: bool
    ) -> Decision:
        """Change a day, or show what that would do. ``change`` None makes it ordinary again.

        Saying the same again does what an earlier try left undone, and answers like it.
        """
        link.must_cover(WORKS_AT_THE_DESK, link.office_id, day)
        office_id, now = link.office_id, self.clock.now()
        if day < now.date():
            raise DayPast
        before = self.store.decided(office_id, day)
        decided, finished = before.then(change, now), True
        if not preview:
            decided = self.days.decide(office_id, day, change)
            finished = self.errands.run(office_id, day, now + FOR_THE_OFFICER)
        lines, calendar = self._window(office_id, day, change)
        return Decision(
            date=day,
            change=change,
            calendar=calendar,
            touched=self._touched(lines, calendar, day, decided),
            preview=preview,
            already=before.change == change,
            finished=finished,
        )

    def touched_now(self, office_id: str, day: date) -> list[Booking]:
        """The bookings of a day that do not fit what it is now."""
        calendar = self.days.calendar(office_id, day, self.store.change_of(office_id, day))
        held = self.store.bookings_on(office_id, day)
        return [booking for booking in held if not calendar.holds(booking)]

    def _window(
        self, office_id: str, day: date, change: DayChange | None
    ) -> tuple[CalendarLines, Calendar]:
        """The booking window as it would be with this change, whether it is written or not."""
        ordinary = self.days.calendar(office_id, day, None)
        window = ordinary.window
        lines = self.store.calendar(office_id, window.first, window.last, ordinary.now)
        changes = {each: other for each, other in lines.changes.items() if each != day}
        changes |= {day: change} if change else {}
        return lines, replace(ordinary, changes=changes)

    def _touched(
        self, lines: CalendarLines, calendar: Calendar, day: date, decided: DayDecision
    ) -> list[Touched]:
        office_id = calendar.office.id
        news = self.errands.news(office_id, day, decided)
        reasons = {
            booking: because
            for booking in self.store.bookings_on(office_id, day)
            if (because := news.touches(booking))
        }
        proposed = proposals.for_all(list(reasons), _free(calendar, lines))
        return [
            Touched(booking, because, proposed[booking.reference] if _moves(because) else [])
            for booking, because in reasons.items()
        ]


def _moves(because: Because) -> bool:
    return because in {"closed", "no_place"}


def _free(calendar: Calendar, lines: CalendarLines) -> list[FreeSlot]:
    """Every slot of the booking window that a couple could book now."""
    window = calendar.window
    taken = set(lines.taken)
    return [
        FreeSlot(day, slot, free[slot.number])
        for day in days_between(window.first, window.last)
        if calendar.closed_because(day) is None
        for schedule in [calendar.schedule(day)]
        for free in [Counter(p.slot for p in schedule.places_online if p not in taken)]
        for slot in schedule.slots
        if free[slot.number]
    ]
