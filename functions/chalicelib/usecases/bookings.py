"""Making a booking, finding it again, moving it, giving it up."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta

from chalicelib.domain.bookings import Actor, Booking, BookingRequest, Place, Submission
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.days import Closure, Schedule
from chalicelib.domain.errors import (
    BookingUnknown,
    IdempotencyKeyReused,
    OfficeUnknown,
    OpenBookingExists,
    SlotPast,
    SlotTaken,
    TooManyRequests,
    TryAgain,
    Unbookable,
)
from chalicelib.domain.messages import told
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import (
    BookingChanged,
    BookingStore,
    Clock,
    Offices,
    PhoneBookedTooOften,
    PhoneHasOpenBooking,
    PlaceTaken,
    ReferenceTaken,
)
from chalicelib.domain.rush import Rush
from chalicelib.domain.secrets import Secrets
from chalicelib.usecases.offices import calendar_at, must_take_bookings

# How often a change is tried again after somebody else changed the same booking in between.
_CHANGE_TRIES = 5


def at_once() -> timedelta:
    """No rest for a place that was given up."""
    return timedelta()


def nothing_sent(_: Booking) -> None:
    """Where no papers are taken there are none to delete."""


@dataclass(frozen=True)
class Booked:
    """A booking, and whether this very request made it or an earlier copy of it."""

    booking: Booking
    made_now: bool
    venue: Venue


@dataclass(frozen=True)
class _Wanted:
    """A slot that somebody asks for."""

    office_id: str
    schedule: Schedule
    slot: Slot
    by: Actor

    @property
    def places(self) -> list[Place]:
        """The places of it that are offered to them, in the order they are tried."""
        offered = self.schedule.places_for(self.by)
        return [place for place in offered if place.slot == self.slot.number]


@dataclass(frozen=True)
class Bookings:
    """What a couple can do with a booking.

    ``rest`` says how long a place of a full day that was cancelled or moved away from rests before
    it can be booked again: a random short while, so that nobody can hand a place to a buyer by
    giving it up at his side.
    ``forget_papers`` deletes what the couple sent, as soon as its visit is cancelled.
    """

    offices: Offices
    checklist: Checklist
    store: BookingStore
    secrets: Secrets
    clock: Clock
    rest: Callable[[], timedelta] = field(default=at_once)
    rush: Rush = field(default_factory=Rush)
    forget_papers: Callable[[Booking], None] = field(default=nothing_sent)

    def book(self, request: BookingRequest, idempotency_key: str, by: Actor = "couple") -> Booked:
        """Give the couple the slot they chose, or raise the reason it cannot be theirs.

        Staff also book today, and the places kept for the counter; what they enter is not counted
        against the couple.

        The same key with the same request finds the booking made before, even when the day has
        been closed or sold out meanwhile: a couple whose answer was lost must learn that they
        have a place.
        """
        submission = self._submission(request, idempotency_key)
        try:
            return self._book(request, submission, by)
        except (Unbookable, OfficeUnknown, SlotTaken):
            earlier = self._made_before(submission)
            if earlier is None:
                raise
            return Booked(earlier, made_now=False, venue=self.venue(earlier))

    def look_up(self, reference: str, manage_token: str) -> Booking:
        """The booking of this reference, for whoever holds its token; else ``BookingUnknown``."""
        booking = self.store.find(reference)
        version = booking.token_version if booking else 0
        # The token is checked even when there is no booking: both refusals take the same time.
        if not self.secrets.is_manage_token(manage_token, reference, version) or booking is None:
            raise BookingUnknown
        return booking

    def cancel(self, booking: Booking, by: Actor = "couple") -> Booking:
        """Give the place back, or raise ``NotChangeable`` once the slot has started."""
        for _ in range(_CHANGE_TRIES):
            now = self.clock.now()
            booking.must_be_cancellable(by, now)
            cancelled = booking.cancelled(by, now)
            try:
                self.store.cancel(
                    booking,
                    cancelled,
                    told(cancelled, "cancelled", now),
                    free_again_at=self._free_again_at(booking, now),
                )
            except BookingChanged:
                booking = self._reread(booking)
            else:
                self.forget_papers(cancelled)
                return cancelled
        raise TryAgain

    def move(self, booking: Booking, day: date, slot: int, by: Actor = "couple") -> Booking:
        """Take another place and give this one back, both or neither.

        Raises ``NotChangeable`` after 16:00 of the day before, ``SlotTaken`` (the old place is
        still held), or what makes the new day unbookable.
        """
        for _ in range(_CHANGE_TRIES):
            now = self.clock.now()
            booking.must_be_movable(by, now)
            if (booking.date, booking.slot) == (day, slot):
                return booking
            schedule = self._schedule(booking.office_id, day, by, now)
            try:
                return self._move(booking, schedule, slot, by, now)
            except BookingChanged:
                booking = self._reread(booking)
        raise TryAgain

    def venue(self, booking: Booking) -> Venue:
        """Where the couple goes, which staff may have changed since the booking was made."""
        return self._calendar_of(booking).schedule(booking.date).venue

    def still_holds(self, booking: Booking) -> bool:
        """Whether its day still has its place at its time."""
        return self._calendar_of(booking).holds(booking)

    def manage_token(self, booking: Booking) -> str:
        """The key to the booking that its couple is given."""
        return self.secrets.manage_token(booking.reference, booking.token_version)

    def _book(self, request: BookingRequest, submission: Submission, by: Actor) -> Booked:
        now = self.clock.now()
        schedule = self._schedule(request.office_id, request.date, by, now)
        slot = _slot_to_come(schedule, request.slot, now)
        wanted = _Wanted(request.office_id, schedule, slot, by)
        if by == "couple":
            self.rush.must_have_room(request.office_id, schedule, slot.number, now)
        wish = Booking(
            reference=submission.references[0],
            office_id=request.office_id,
            date=request.date,
            slot=slot.number,
            start=slot.start,
            end=slot.end,
            place=self._first_try(wanted, submission.key, now).number,
            couple=request.couple,
            phone=request.phone,
            phone_key=self.secrets.phone_key(request.phone),
            language=request.language,
            channel=request.channel,
            email=request.email,
            documents=self._documents(request),
            made_at=now,
            key=submission.key,
            body=submission.body,
        )
        return self._take_a_place(wish, submission, wanted)

    def _take_a_place(self, wish: Booking, submission: Submission, wanted: _Wanted) -> Booked:
        """Write until a place is ours or none is left.

        The write is the judge. What is read here only says which place to try next, so each
        round either ends or has seen somebody else win.
        """
        now = wish.made_at
        references = list(submission.references)
        for _ in range(wanted.schedule.capacity + len(references)):
            try:
                self.store.add(wish, told(wish, "booked", now), counted=wanted.by == "couple")
                return Booked(wish, made_now=True, venue=wanted.schedule.venue)
            except ReferenceTaken as found:
                if found.booking.key == submission.key:
                    same = _same_request(found.booking, submission)
                    return Booked(same, made_now=False, venue=self.venue(same))
                references.remove(wish.reference)
                if not references:
                    raise TryAgain from found
                wish = replace(wish, reference=references[0])
            except PhoneHasOpenBooking as refused:
                raise OpenBookingExists from refused
            except PhoneBookedTooOften as refused:
                wait = math.ceil((refused.until - now).total_seconds())
                raise TooManyRequests(retry_after=max(wait, 1)) from refused
            except PlaceTaken:
                place = self._another_place(wanted, submission.key, now)
                wish = replace(wish, place=place.number)
        raise TryAgain

    def _move(
        self, booking: Booking, schedule: Schedule, number: int, by: Actor, now: datetime
    ) -> Booking:
        slot = _slot_to_come(schedule, number, now)
        wanted = _Wanted(booking.office_id, schedule, slot, by)
        place = self._first_try(wanted, booking.key, now)
        free_again_at = self._free_again_at(booking, now)
        for _ in range(schedule.capacity + 1):
            moved = booking.moved(slot, place, by, now)
            try:
                self.store.move(
                    booking, moved, told(moved, "moved", now), free_again_at=free_again_at
                )
            except PlaceTaken:
                place = self._another_place(wanted, booking.key, now)
            else:
                return moved
        raise TryAgain

    def _first_try(self, wanted: _Wanted, key: str, now: datetime) -> Place:
        places = wanted.places
        if not places:
            # All are kept for the counter, and this couple is not there.
            return self._another_place(wanted, key, now)
        return _one_of(places, wanted, key)

    def _another_place(self, wanted: _Wanted, key: str, now: datetime) -> Place:
        day = wanted.schedule.date
        taken = self.store.day_now(wanted.office_id, day, now).taken_on(day)
        offered = wanted.schedule.places_for(wanted.by)
        free_slots = {place.slot for place in offered if place not in taken}
        if wanted.by == "couple":
            self.rush.saw(wanted.office_id, wanted.schedule, free_slots, now)
        if free := [place for place in wanted.places if place not in taken]:
            return _one_of(free, wanted, key)
        raise SlotTaken(sorted(free_slots))

    def _schedule(self, office_id: str, day: date, by: Actor, now: datetime) -> Schedule:
        """The day's schedule if it can be booked; else the reason why not is raised."""
        # Asked first, so that an office that takes no bookings costs no read.
        must_take_bookings(self.offices, office_id)
        calendar = calendar_at(self.offices, office_id, now, {})
        change = self.store.change_of(office_id, day)
        changes = {day: change} if change else {}
        return replace(calendar, changes=changes).must_be_bookable(day, by)

    def _calendar_of(self, booking: Booking) -> Calendar:
        change = self.store.change_of(booking.office_id, booking.date)
        changes = {booking.date: change} if change else {}
        return calendar_at(self.offices, booking.office_id, self.clock.now(), changes)

    def _free_again_at(self, booking: Booking, now: datetime) -> datetime | None:
        """When a place given up can be booked again: at once, unless the day was full."""
        lines = self.store.day_now(booking.office_id, booking.date, now)
        change = lines.changes.get(booking.date)
        if isinstance(change, Closure):
            return booking.ends_at
        changes = {booking.date: change} if change else {}
        calendar = calendar_at(self.offices, booking.office_id, now, changes)
        places = calendar.schedule(booking.date).places_online
        is_full = not set(places) - lines.taken_on(booking.date)
        return now + self.rest() if is_full else None

    def _reread(self, booking: Booking) -> Booking:
        there = self.store.find(booking.reference)
        if there is None:
            raise BookingUnknown
        return there

    def _made_before(self, submission: Submission) -> Booking | None:
        for reference in submission.references:
            booking = self.store.find(reference)
            if booking is None:
                return None
            if booking.key == submission.key:
                return _same_request(booking, submission)
        return None

    def _documents(self, request: BookingRequest) -> tuple[str, ...]:
        if request.documents is not None:
            return request.documents
        return self.checklist.ids_for(request.couple)

    def _submission(self, request: BookingRequest, idempotency_key: str) -> Submission:
        return Submission(
            references=self.secrets.references(idempotency_key),
            key=self.secrets.fingerprint("key", idempotency_key),
            body=self.secrets.fingerprint("body", _canonical(request)),
        )


def _one_of(places: list[Place], wanted: _Wanted, key: str) -> Place:
    """The place to try: for staff the first, as those kept for the counter stand first.

    Couples who press together try different ones, the first time and after each lost write, so
    that a slot of many places fills quickly.
    """
    if wanted.by == "staff" and wanted.slot.kept:
        return places[0]
    return places[int.from_bytes(key.encode(), "big") % len(places)]


def _same_request(booking: Booking, submission: Submission) -> Booking:
    if booking.body != submission.body:
        raise IdempotencyKeyReused
    return booking


def _slot_to_come(schedule: Schedule, number: int, now: datetime) -> Slot:
    slot = schedule.slot(number)
    if now >= datetime.combine(schedule.date, slot.end, now.tzinfo):
        raise SlotPast
    return slot


def _canonical(request: BookingRequest) -> str:
    return json.dumps(asdict(request), default=date.isoformat, sort_keys=True)
