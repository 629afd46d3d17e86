"""A couple's booking: what they ask for, what they are given, and until when it can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple

from chalicelib.domain.errors import (
    BookingCancelled,
    FieldError,
    NotChangeable,
    ValidationFailed,
)
from chalicelib.domain.offices import Slot
from chalicelib.domain.service_records import Press, ServiceRecord
from chalicelib.domain.text import Language

Channel = Literal["web", "facebook", "line", "other", "phone", "counter"]
Status = Literal["booked", "cancelled"]
Deed = Literal["booked", "moved", "cancelled"]
Actor = Literal["couple", "staff"]
# How far the papers sent before the visit have been looked through.
PapersState = Literal["none", "waiting", "needs_attention", "complete"]

CHANNELS: tuple[Channel, ...] = ("web", "facebook", "line", "other")
# Only staff enter a request that came by these.
STAFF_CHANNELS: tuple[Channel, ...] = (*CHANNELS, "phone", "counter")
STATELESS = "stateless"
# The rule of the checklist by which a couple brings an interpreter.
INTERPRETER = "R17"

# A couple may move until the office closes on the day before.
LAST_MOVE = time(16, 0)


@dataclass(frozen=True)
class Person:
    """One of the two: the name as it will be called, and ISO 3166-1 alpha-2 or ``stateless``."""

    name: str
    nationality: str


Couple = tuple[Person, Person]


class Place(NamedTuple):
    """The one thing that two couples may want at once: place 1…capacity of a slot on a day."""

    date: date
    slot: int
    number: int


@dataclass(frozen=True)
class BookingRequest:
    """What a couple asked for, already checked field by field.

    ``phone`` is E.164. ``documents`` are ids of papers, or None for the list their nationalities
    imply.
    """

    office_id: str
    date: date
    slot: int
    couple: Couple
    phone: str
    language: Language
    channel: Channel = "web"
    email: str | None = None
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Submission:
    """Who is asking, for a request that may arrive twice.

    ``references`` are the references this Idempotency-Key stands for, in the order they are to be
    tried; ``key`` and ``body`` are keyed fingerprints of the header and of the request.
    """

    references: Sequence[str]
    key: str
    body: str


@dataclass(frozen=True)
class PapersCount:
    """What stands behind ``papers_state``, all 0 where nothing was sent before the visit.

    ``accepted`` of the ``wanted`` papers that may be sent were accepted; ``to_check`` files wait
    for an officer.
    """

    accepted: int = 0
    wanted: int = 0
    to_check: int = 0

    @property
    def is_partly(self) -> bool:
        """Whether all that came was looked at, and not all of the list has come."""
        return 0 < self.accepted < self.wanted and self.to_check == 0


@dataclass(frozen=True)
class Event:
    """A line of a booking's history: who did what to it, and when. Never a name or a number."""

    at: datetime
    by: Actor
    deed: Deed
    place: Place


@dataclass(frozen=True)
class Booking:
    """A place that belongs to one couple, or did.

    ``start`` and ``end`` are kept with the booking, so that a later change of the office's table
    does not move anybody. ``token_version`` goes up to revoke the manage links made before;
    ``sequence`` goes up with each change, as calendar files want it. ``phone_key`` is a keyed
    fingerprint of the number: the number itself is never a key. ``papers_seen`` are the ids among
    ``documents`` that officers ticked at the desk; another time begins without ticks.
    """

    reference: str
    office_id: str
    date: date
    slot: int
    start: time
    end: time
    place: int
    couple: Couple
    phone: str
    phone_key: str
    language: Language
    channel: Channel
    email: str | None
    documents: tuple[str, ...]
    made_at: datetime
    key: str
    body: str
    status: Status = "booked"
    token_version: int = 1
    sequence: int = 0
    history: tuple[Event, ...] = ()
    papers_state: PapersState = "none"
    papers_count: PapersCount = field(default_factory=PapersCount)
    service: ServiceRecord = field(default_factory=ServiceRecord)
    papers_seen: frozenset[str] = frozenset()

    @property
    def is_forgotten(self) -> bool:
        """Whether the couple's time has come: what is left are figures."""
        return not self.phone

    @property
    def held_place(self) -> Place:
        """The place it holds, or held before it was cancelled."""
        return Place(self.date, self.slot, self.place)

    @property
    def starts_at(self) -> datetime:
        """The beginning of its slot."""
        return datetime.combine(self.date, self.start, self._zone)

    @property
    def ends_at(self) -> datetime:
        """The end of its slot; from then on the phone may book again."""
        return datetime.combine(self.date, self.end, self._zone)

    @property
    def _zone(self) -> tzinfo | None:
        return self.made_at.tzinfo

    def arrive_by(self, minutes_early: int) -> time:
        """When the couple should be at the counter."""
        return (self.starts_at - timedelta(minutes=minutes_early)).time()

    def must_be_cancellable(self, by: Actor, now: datetime) -> None:
        """``can_cancel``, or ``NotChangeable``."""
        if not self.can_cancel(by, now):
            raise NotChangeable

    def must_be_movable(self, by: Actor, now: datetime) -> None:
        """``can_move``, or ``NotChangeable``."""
        if not self.can_move(by, now):
            raise NotChangeable

    def can_cancel(self, by: Actor, now: datetime) -> bool:
        """Until the slot starts, so that nobody is forced into not turning up."""
        in_time = self._is_open_to_staff(now) if by == "staff" else now < self.starts_at
        return in_time and self._is_awaited

    def can_move(self, by: Actor, now: datetime) -> bool:
        """Until 16:00 of the day before."""
        the_day_before = self.date - timedelta(days=1)
        last_moment = datetime.combine(the_day_before, LAST_MOVE, self._zone)
        in_time = self._is_open_to_staff(now) if by == "staff" else now < last_moment
        return in_time and self._is_awaited

    @property
    def _is_awaited(self) -> bool:
        """Neither given back nor being served."""
        return self.status == "booked" and not self.service.has_begun

    def _is_open_to_staff(self, now: datetime) -> bool:
        """Until its day is over: who calls too late is helped as well."""
        return now.date() <= self.date

    @property
    def brings_interpreter(self) -> bool:
        """Whether the couple said so, by the papers on its list; False is "not known"."""
        return INTERPRETER in self.documents

    def late_from(self, late_after_minutes: int) -> datetime:
        """From when a couple that is not here is late by the office's rule."""
        return self.starts_at + timedelta(minutes=late_after_minutes)

    def is_late(self, late_after_minutes: int, now: datetime) -> bool:
        """Whether the couple is awaited, and is late by the office's rule."""
        awaited = self.status == "booked" and self.service.state == "waiting"
        return awaited and now >= self.late_from(late_after_minutes)

    def pressed(self, press: Press, seen: int | None = None) -> Booking:
        """The same booking after a press at the desk, see ``ServiceRecord.with_press``."""
        if self.status != "booked":
            raise BookingCancelled(self.service.as_json())
        record = self.service.with_press(press, slot_starts=self.starts_at, seen=seen)
        return replace(self, service=record)

    def ticked(self, paper: str, *, seen: bool) -> Booking:
        """The same booking after an officer ticked one of its papers, or took the tick away.

        Raises ``BookingCancelled``, or ``ValidationFailed`` for a paper that is not on its list.
        """
        if self.status != "booked":
            raise BookingCancelled(self.service.as_json())
        if paper not in self.documents:
            raise ValidationFailed([FieldError("paper", "document_unknown")])
        others = self.papers_seen - {paper}
        return replace(self, papers_seen=others | {paper} if seen else others)

    def cancelled(self, by: Actor, now: datetime) -> Booking:
        """The same booking without its place."""
        return _with_event(replace(self, status="cancelled"), by, "cancelled", now)

    def moved(self, slot: Slot, place: Place, by: Actor, now: datetime) -> Booking:
        """The same booking in another place, where its record begins anew."""
        there = replace(
            self,
            service=ServiceRecord(),
            date=place.date,
            slot=slot.number,
            start=slot.start,
            end=slot.end,
            place=place.number,
        )
        return _with_event(there, by, "moved", now)


def _with_event(booking: Booking, by: Actor, deed: Deed, now: datetime) -> Booking:
    event = Event(now, by, deed, booking.held_place)
    return replace(
        booking,
        sequence=booking.sequence + 1,
        history=(*booking.history, event),
        papers_seen=frozenset(),
    )
