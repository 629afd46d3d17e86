"""A couple's booking: what they ask for, and what they are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from chalicelib.domain.text import Language

Channel = Literal["web", "facebook", "line", "other"]
Status = Literal["booked"]

CHANNELS: tuple[Channel, ...] = ("web", "facebook", "line", "other")
STATELESS = "stateless"


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
class Booking:
    """A place that belongs to one couple.

    ``start`` and ``end`` are kept with the booking, so that a later change of the office's table
    does not move anybody. ``token_version`` goes up to revoke the manage links made before.
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
    language: Language
    channel: Channel
    email: str | None
    documents: tuple[str, ...]
    made_at: datetime
    key: str
    body: str
    status: Status = "booked"
    token_version: int = 1

    @property
    def held_place(self) -> Place:
        return Place(self.date, self.slot, self.place)

    def arrive_by(self, minutes_early: int) -> time:
        """When the couple should be at the counter."""
        return (datetime.combine(self.date, self.start) - timedelta(minutes=minutes_early)).time()
