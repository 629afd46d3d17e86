"""Stand-ins that keep the same contracts as the real thing (see ``adapters/``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Booking, PapersCount, PapersState, Place
from chalicelib.domain.days import DayChange, DayDecision, DayErrand
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.domain.messages import Letter, Notice, OutboxEntry
from chalicelib.domain.offices import Holidays, Office
from chalicelib.domain.ports import (
    BookingChanged,
    CalendarLines,
    DayChanged,
    PhoneBookedTooOften,
    PhoneHasOpenBooking,
    PlaceTaken,
    ReferenceTaken,
)
from chalicelib.domain.sent_papers import PaperFolder
from tests.builders import NOW

A_DAY = timedelta(hours=24)
LONG_AGO = datetime.min.replace(tzinfo=NOW.tzinfo)


@dataclass
class FrozenClock:
    """A clock that stands still until a test moves it."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Line:
    """A place that cannot be had: a couple's, closed, or resting until ``free_at``."""

    reference: str | None = None
    free_at: datetime | None = None


@dataclass
class Phone:
    """A phone's open booking at each office, and when it booked, latest last."""

    open: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    booked_at: list[datetime] = field(default_factory=list)


@dataclass
class InMemoryBookingStore:
    """``BookingStore`` in dictionaries."""

    bookings: dict[str, Booking] = field(default_factory=dict)
    lines: dict[tuple[str, Place], Line] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    changes: dict[tuple[str, date], DayChange] = field(default_factory=dict)
    decisions: dict[tuple[str, date], DayDecision] = field(default_factory=dict)
    waiting_days: dict[tuple[str, date], DayErrand] = field(default_factory=dict)
    history: list[tuple[str, date, str]] = field(default_factory=list)
    entries: list[OutboxEntry] = field(default_factory=list)
    stirs: int = 0

    def add(self, booking: Booking, entry: OutboxEntry, *, counted: bool = True) -> None:
        now = booking.made_at
        if booking.reference in self.bookings:
            raise ReferenceTaken(self.bookings[booking.reference])
        phone = self.phones.setdefault(booking.phone_key, Phone())
        _, until = phone.open.get(booking.office_id, ("", LONG_AGO))
        if until > now:
            raise PhoneHasOpenBooking
        third = phone.booked_at[-3] if len(phone.booked_at) >= 3 else LONG_AGO
        if counted and third > now - A_DAY:
            raise PhoneBookedTooOften(third + A_DAY)
        self._take(booking, now)
        phone.open[booking.office_id] = (booking.reference, booking.ends_at)
        if counted:
            phone.booked_at.append(now)
        self.bookings[booking.reference] = booking
        self.entries.append(entry)

    def move(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        self._must_be_as_read(before)
        self._take(after, after.history[-1].at)
        self._give_back(before, free_again_at)
        phone = self.phones[before.phone_key]
        if phone.open.get(before.office_id, ("",))[0] == before.reference:
            phone.open[after.office_id] = (after.reference, after.ends_at)
        self.bookings[after.reference] = after
        self.entries.append(entry)

    def cancel(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        self._must_be_as_read(before)
        self._give_back(before, free_again_at)
        phone = self.phones[before.phone_key]
        if phone.open.get(before.office_id, ("",))[0] == before.reference:
            del phone.open[before.office_id]
        self.bookings[after.reference] = after
        self.history.append((before.office_id, before.date, before.reference))
        self.entries.append(entry)

    def renew_link(self, before: Booking, after: Booking) -> None:
        there = self.bookings[before.reference]
        if (there.status, there.token_version) != ("booked", before.token_version):
            raise BookingChanged
        self.bookings[after.reference] = replace(there, token_version=after.token_version)

    def note_press(self, before: Booking, after: Booking) -> None:
        self._must_be_as_read(before)
        there = self.bookings[before.reference]
        self.bookings[after.reference] = replace(there, service=after.service)

    def note_ticks(self, before: Booking, after: Booking) -> None:
        there = self.bookings[before.reference]
        if (there.status, there.sequence) != ("booked", before.sequence):
            raise BookingChanged
        seen = (there.papers_seen - before.papers_seen) | after.papers_seen
        self.bookings[after.reference] = replace(there, papers_seen=seen)

    def find(self, reference: str) -> Booking | None:
        return self.bookings.get(reference)

    def calendar(self, office_id: str, first: date, last: date, now: datetime) -> CalendarLines:
        taken = sorted(
            place
            for (office, place), line in self.lines.items()
            if office == office_id
            and first <= place.date <= last
            and not (line.free_at and line.free_at <= now)
        )
        changes = {
            day: change
            for (office, day), change in self.changes.items()
            if office == office_id and first <= day <= last
        }
        return CalendarLines(taken, changes)

    def day_now(self, office_id: str, day: date, now: datetime) -> CalendarLines:
        return self.calendar(office_id, day, day, now)

    def change_of(self, office_id: str, day: date) -> DayChange | None:
        return self.changes.get((office_id, day))

    def set_change(self, office_id: str, day: date, change: DayChange | None) -> None:
        self.changes.pop((office_id, day), None)
        if change:
            self.changes[office_id, day] = change

    def decided(self, office_id: str, day: date) -> DayDecision:
        decision = self.decisions.get((office_id, day), DayDecision())
        return replace(decision, change=self.change_of(office_id, day))

    def decide(
        self, office_id: str, day: date, before: DayDecision, after: DayDecision, errand: DayErrand
    ) -> None:
        if self.decided(office_id, day).number != before.number:
            raise DayChanged
        self.decisions[office_id, day] = after
        self.waiting_days[office_id, day] = errand
        self.set_change(office_id, day, after.change)

    def errands(self, now: datetime) -> list[DayErrand]:
        return [errand for errand in self.waiting_days.values() if errand.due <= now]

    def finish(self, office_id: str, day: date, decision: DayDecision) -> bool:
        if self.decided(office_id, day).number != decision.number:
            return False
        if decision.number:
            self.decisions[office_id, day] = replace(decision, finished=True)
            self.waiting_days.pop((office_id, day), None)
        return True

    def close_places(self, office_id: str, places: Sequence[Place]) -> list[Place]:
        left = []
        for place in places:
            line = self.lines.get((office_id, place))
            if line and line.reference:
                left.append(place)
            else:
                self.lines[office_id, place] = Line()
        return left

    def open_places(self, office_id: str, places: Sequence[Place]) -> None:
        for place in places:
            line = self.lines.get((office_id, place))
            if line and not line.reference:
                del self.lines[office_id, place]

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        return [
            self.bookings[line.reference]
            for (office, place), line in sorted(self.lines.items(), key=lambda each: each[0])
            if office == office_id and place.date == day and line.reference
        ]

    def bookings_between(self, office_id: str, first: date, last: date) -> list[Booking]:
        days = sorted({place.date for _, place in self.lines if first <= place.date <= last})
        return [booking for day in days for booking in self.bookings_on(office_id, day)]

    def day_mark(self, office_id: str, day: date) -> str:
        change = self.changes.get((office_id, day))
        listed = self.bookings_on(office_id, day)
        at_the_desk = sum(
            booking.service.version + len(booking.papers_seen) for booking in self.bookings.values()
        )
        return repr((change, [booking.reference for booking in listed], at_the_desk, self.stirs))

    def cancelled_on(self, office_id: str, day: date) -> list[Booking]:
        cancelled = [
            self.bookings[reference]
            for office, date_, reference in self.history
            if (office, date_) == (office_id, day)
        ]
        return sorted(cancelled, key=lambda booking: booking.held_place)

    def ping(self) -> None:
        pass

    def _take(self, booking: Booking, now: datetime) -> None:
        place = (booking.office_id, booking.held_place)
        line = self.lines.get(place)
        if line and not (line.free_at and line.free_at <= now):
            raise PlaceTaken
        self.lines[place] = Line(booking.reference)

    def _give_back(self, before: Booking, free_again_at: datetime | None) -> None:
        place = (before.office_id, before.held_place)
        del self.lines[place]
        if free_again_at:
            self.lines[place] = Line(free_at=free_again_at)

    def _must_be_as_read(self, before: Booking) -> None:
        there = self.bookings[before.reference]
        as_read = ("booked", before.sequence, before.service.version)
        if (there.status, there.sequence, there.service.version) != as_read:
            raise BookingChanged


@dataclass
class InMemoryPaperStore:
    """``PaperStore`` beside an ``InMemoryBookingStore``."""

    store: InMemoryBookingStore
    kept: dict[tuple[str, str], PaperFolder] = field(default_factory=dict)

    def folder(self, booking: Booking) -> PaperFolder:
        key = (booking.office_id, booking.reference)
        return self.kept.get(key, PaperFolder(booking.reference))

    def folders(self, office_id: str) -> list[PaperFolder]:
        return [folder for (office, _), folder in self.kept.items() if office == office_id]

    def save(
        self,
        booking: Booking,
        folder: PaperFolder,
        state: PapersState,
        count: PapersCount,
        entry: OutboxEntry | None = None,
    ) -> None:
        there = self.store.find(booking.reference)
        as_read = ("booked", booking.sequence)
        if there is None or (there.status, there.sequence) != as_read:
            raise BookingChanged
        if self.folder(booking).version != folder.version - 1:
            raise BookingChanged
        self.kept[booking.office_id, booking.reference] = folder
        self._note(replace(there, papers_state=state, papers_count=count))
        if entry:
            self.store.entries.append(entry)

    def forget(self, booking: Booking) -> None:
        there = self.store.find(booking.reference)
        if there is None:
            raise BookingChanged
        self.kept.pop((booking.office_id, booking.reference), None)
        self._note(replace(there, papers_state="none", papers_count=PapersCount()))

    def drop(self, office_id: str, reference: str) -> None:
        self.kept.pop((office_id, reference), None)

    def _note(self, booking: Booking) -> None:
        self.store.bookings[booking.reference] = booking
        self.store.stirs += 1


@dataclass
class SomeOffices:
    """``Offices`` of a test's own making, under the real holidays."""

    offices: list[Office]

    def all(self) -> list[Office]:
        return self.offices

    def get(self, office_id: str) -> Office:
        for office in self.offices:
            if office.id == office_id:
                return office
        raise OfficeUnknown

    def holidays(self) -> Holidays:
        return data_files.holidays()


@dataclass
class InMemoryOutbox:
    """``Outbox`` over the entries that an ``InMemoryBookingStore`` was given.

    ``notes`` has what became of each message: by reference, sequence, kind and audience.
    """

    entries: list[OutboxEntry] = field(default_factory=list)
    leases: dict[OutboxEntry, datetime] = field(default_factory=dict)
    notes: dict[tuple[str, int, str, str], str] = field(default_factory=dict)
    links_at: dict[str, list[datetime]] = field(default_factory=dict)

    def due(self, now: datetime) -> list[OutboxEntry]:
        waiting = [entry for entry in self.entries if entry.due <= now]
        free = [entry for entry in waiting if self.leases.get(entry, LONG_AGO) <= now]
        return sorted(free, key=lambda entry: entry.due)

    def claim(self, entry: OutboxEntry, until: datetime, now: datetime) -> bool:
        if entry not in self.entries or self.leases.get(entry, LONG_AGO) > now:
            return False
        self.leases[entry] = until
        return True

    def done(
        self, entry: OutboxEntry, outcome: str, now: datetime, *, also: OutboxEntry | None = None
    ) -> None:
        if entry in self.entries:
            self.entries.remove(entry)
            self.notes[_what(entry)] = outcome
            self._leave(also)

    def postpone(
        self,
        entry: OutboxEntry,
        due: datetime,
        held_until: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        if entry in self.entries and self.leases.get(entry) == held_until:
            self.entries.remove(entry)
            self._leave(replace(entry, due=due, attempts=entry.attempts + 1))
            self._leave(also)

    def leave_once(self, entries: Sequence[OutboxEntry], now: datetime) -> int:
        left = [entry for entry in entries if _what(entry) not in self.notes]
        for entry in left:
            self.notes[_what(entry)] = "waiting"
            self._leave(entry)
        return len(left)

    def offer_link(self, entry: OutboxEntry, now: datetime, *, wanted: bool) -> None:
        if not wanted:
            return
        asked = self.links_at.setdefault(entry.reference, [])
        if len(asked) < 3 or asked[-3] <= now - timedelta(hours=1):
            asked.append(now)
            self._leave(entry)

    def _leave(self, entry: OutboxEntry | None) -> None:
        if entry:
            self.entries.append(entry)


def _what(entry: OutboxEntry) -> tuple[str, int, str, str]:
    kind = f"{entry.kind}#{entry.occasion}" if entry.occasion else entry.kind
    return entry.reference, entry.sequence, kind, entry.audience


@dataclass
class RecordingMailer:
    """``Mailer`` that keeps the letters; ``fails`` says what goes wrong for a reference."""

    sent: list[Letter] = field(default_factory=list)
    fails: dict[str, Exception] = field(default_factory=dict)

    def send(self, letter: Letter) -> None:
        if error := self.fails.get(letter.booking.reference):
            raise error
        self.sent.append(letter)


@dataclass
class RecordingNotices:
    """``StaffNotices`` that keeps them."""

    sent: list[Notice] = field(default_factory=list)
    fails: Exception | None = None

    def send(self, notice: Notice) -> None:
        if self.fails:
            raise self.fails
        self.sent.append(notice)
