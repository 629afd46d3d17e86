"""Making a booking, and finding it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from chalicelib.domain.bookings import Booking, BookingRequest, Place, Submission
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.errors import (
    BookingUnknown,
    IdempotencyKeyReused,
    OfficeUnknown,
    SlotTaken,
    TryAgain,
    Unbookable,
)
from chalicelib.domain.offices import BookingRules
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import BookingStore, Clock, Offices, PlaceTaken, ReferenceTaken
from chalicelib.domain.secrets import Secrets
from chalicelib.usecases.availability import free_places, office_with_rules


@dataclass(frozen=True)
class Booked:
    """A booking, and whether this very request made it or an earlier copy of it."""

    booking: Booking
    made_now: bool


@dataclass(frozen=True)
class Bookings:
    """What a couple can do with a booking."""

    offices: Offices
    checklist: Checklist
    store: BookingStore
    secrets: Secrets
    clock: Clock

    def book(self, request: BookingRequest, idempotency_key: str) -> Booked:
        """Give the couple the slot they chose, or raise the reason it cannot be theirs.

        The same key with the same request finds the booking made before, even when the day has
        been closed meanwhile: a couple whose answer was lost must learn that they have a place.
        """
        submission = self._submission(request, idempotency_key)
        try:
            return self._book(request, submission)
        except (Unbookable, OfficeUnknown):
            earlier = self._made_before(submission)
            if earlier is None:
                raise
            return Booked(earlier, made_now=False)

    def look_up(self, reference: str, manage_token: str) -> Booking:
        """The booking of this reference, for whoever holds its token; else ``BookingUnknown``."""
        booking = self.store.find(reference)
        version = booking.token_version if booking else 0
        # The token is checked even when there is no booking: both refusals take the same time.
        if not self.secrets.is_manage_token(manage_token, reference, version) or booking is None:
            raise BookingUnknown
        return booking

    def manage_token(self, booking: Booking) -> str:
        """The key to the booking that its couple is given."""
        return self.secrets.manage_token(booking.reference, booking.token_version)

    def _book(self, request: BookingRequest, submission: Submission) -> Booked:
        _, rules = office_with_rules(self.offices, request.office_id)
        now = self.clock.now()
        Calendar(rules, self.offices.holidays(), now.date()).must_be_bookable(request.date)
        slot = rules.slot(request.slot)
        wish = Booking(
            reference=submission.references[0],
            office_id=request.office_id,
            date=request.date,
            slot=slot.number,
            start=slot.start,
            end=slot.end,
            place=_first_try(submission, rules),
            couple=request.couple,
            phone=request.phone,
            language=request.language,
            channel=request.channel,
            email=request.email,
            documents=self._documents(request),
            made_at=now,
            key=submission.key,
            body=submission.body,
        )
        return self._take_a_place(wish, submission, rules)

    def _take_a_place(self, wish: Booking, submission: Submission, rules: BookingRules) -> Booked:
        """Write until a place is ours or none is left.

        The write is the judge. What is read here only says which place to try next, so each
        round either ends or has seen somebody else win.
        """
        references = list(submission.references)
        for _ in range(rules.capacity + len(references)):
            try:
                self.store.add(wish)
                return Booked(wish, made_now=True)
            except ReferenceTaken as found:
                if found.booking.key == submission.key:
                    return Booked(_same_request(found.booking, submission), made_now=False)
                references.remove(wish.reference)
                if not references:
                    raise TryAgain from found
                wish = replace(wish, reference=references[0])
            except PlaceTaken:
                wish = replace(wish, place=self._another_place(wish, rules))
        raise TryAgain

    def _another_place(self, wish: Booking, rules: BookingRules) -> int:
        taken = self.store.taken_places_now(wish.office_id, wish.date)
        free = free_places(rules, taken, wish.slot)
        if not free:
            raise SlotTaken(_free_slots(rules, taken))
        return free[0]

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


def _same_request(booking: Booking, submission: Submission) -> Booking:
    if booking.body != submission.body:
        raise IdempotencyKeyReused
    return booking


def _first_try(submission: Submission, rules: BookingRules) -> int:
    # Couples who press together start at different places, so that a slot of many fills quickly.
    return int.from_bytes(submission.key.encode(), "big") % rules.capacity + 1


def _free_slots(rules: BookingRules, taken: Sequence[Place]) -> list[int]:
    return [slot.number for slot in rules.slots if free_places(rules, taken, slot.number)]


def _canonical(request: BookingRequest) -> str:
    return json.dumps(asdict(request), default=date.isoformat, sort_keys=True)
