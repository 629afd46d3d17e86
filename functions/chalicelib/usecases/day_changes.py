"""Closing a day, opening a special one, or neither any more: looked at first, then done.

Who is touched is told by mail where there is an address; the others are the office's to call. A
booking that no longer fits stays until its couple has another one: nobody loses a place by a press.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from chalicelib.domain import proposals
from chalicelib.domain.bookings import Booking
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.days import Closure, DayChange, Opening, Schedule
from chalicelib.domain.errors import DayPast
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import MessageKind, OutboxEntry
from chalicelib.domain.ports import BookingStore, CalendarLines, Clock, Offices
from chalicelib.domain.proposals import FreeSlot
from chalicelib.domain.staff_links import WORKS_AT_THE_DESK, StaffLink
from chalicelib.domain.text import Text
from chalicelib.usecases.days import Days
from chalicelib.usecases.offices import calendar_at

# The day is closed; their place or its time is no more; they go elsewhere; they may come after all.
Because = Literal["closed", "no_place", "venue", "reopened"]

_TOLD_BY: Mapping[Because, MessageKind] = {
    "closed": "closed",
    "no_place": "closed",
    "venue": "venue",
    "reopened": "venue",
}


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
    """What a change makes of a day: done, or only looked at."""

    date: date
    change: DayChange | None
    calendar: Calendar
    touched: list[Touched]
    preview: bool

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

    offices: Offices
    store: BookingStore
    outbox: Outbox
    days: Days
    clock: Clock

    def decide(
        self, link: StaffLink, day: date, change: DayChange | None, *, preview: bool
    ) -> Decision:
        """Change a day, or show what that would do. ``change`` None makes it ordinary again."""
        link.must_cover(WORKS_AT_THE_DESK, link.office_id, day)
        now = self.clock.now()
        if day < now.date():
            raise DayPast
        was = self._calendar(link.office_id, day, self.store.change_of(link.office_id, day), now)
        if not preview:
            self.days.change(link.office_id, day, change)
        decision = self._decision(was, day, change, preview=preview)
        if not preview:
            self._tell(decision, now)
        return decision

    def touched_now(self, office_id: str, day: date) -> list[Booking]:
        """The bookings of a day that do not fit what it is now."""
        change = self.store.change_of(office_id, day)
        calendar = self._calendar(office_id, day, change, self.clock.now())
        held = self.store.bookings_on(office_id, day)
        return [booking for booking in held if not _fits(booking, calendar)]

    def _decision(
        self, was: Calendar, day: date, change: DayChange | None, *, preview: bool
    ) -> Decision:
        office_id, now = was.office.id, was.now
        window = was.window
        lines = self.store.calendar(office_id, window.first, window.last, now)
        changes = dict(lines.changes)
        changes.pop(day, None)
        if change:
            changes[day] = change
        calendar = calendar_at(self.offices, office_id, now, changes)
        reasons = {
            booking: because
            for booking in self.store.bookings_on(office_id, day)
            if (because := _because(booking, was, calendar))
        }
        proposed = proposals.for_all(list(reasons), _free(calendar, lines))
        touched = [
            Touched(booking, because, proposed[booking.reference] if _moves(because) else [])
            for booking, because in reasons.items()
        ]
        return Decision(day, change, calendar, touched, preview)

    def _tell(self, decision: Decision, now: datetime) -> None:
        for touched in decision.touched:
            if touched.by_mail:
                booking, kind = touched.booking, _TOLD_BY[touched.because]
                entry = OutboxEntry(booking.reference, kind, booking.sequence, due=now)
                self.outbox.remind(entry, now)

    def _calendar(
        self, office_id: str, day: date, change: DayChange | None, now: datetime
    ) -> Calendar:
        return calendar_at(self.offices, office_id, now, {day: change} if change else {})


def _because(booking: Booking, was: Calendar, now: Calendar) -> Because | None:
    day = booking.date
    if not _fits(booking, now):
        return "closed" if isinstance(now.changes.get(day), Closure) else "no_place"
    if not _fits(booking, was):
        return "reopened"
    return "venue" if was.schedule(day).venue != now.schedule(day).venue else None


def _fits(booking: Booking, calendar: Calendar) -> bool:
    """Whether the day still has the booking's place at its time."""
    if isinstance(calendar.changes.get(booking.date), Closure):
        return False
    schedule = calendar.schedule(booking.date)
    times = {slot.number: (slot.start, slot.end) for slot in schedule.slots}
    in_time = times.get(booking.slot) == (booking.start, booking.end)
    return in_time and booking.place <= schedule.capacity


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
