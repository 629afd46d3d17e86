"""Bookings in one DynamoDB table, where the write settles every race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import (
    ConditionsFailed,
    busy_means_try_again,
)
from chalicelib.adapters.dynamodb.day_store import DynamoDayStore
from chalicelib.adapters.dynamodb.writes import (
    LIMIT_SPAN,
    Write,
    Writes,
    floor,
)
from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.days import DayChange
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import (
    BookingChanged,
    CalendarLines,
    PhoneBookedTooOften,
    PhoneHasOpenBooking,
    PlaceTaken,
    ReferenceTaken,
)

_BATCH = 100


@dataclass
class DynamoBookingStore(DynamoDayStore):
    """``BookingStore`` on the table it is given; days are half of it."""

    @cached_property
    def writes(self) -> Writes:
        """What transactions are made of."""
        return Writes(self.table)

    def add(self, booking: Booking, entry: OutboxEntry, *, counted: bool = True) -> None:
        """See ``BookingStore.add``."""
        now = booking.made_at
        try:
            self._transact(
                self.writes.new_booking(booking),
                self.writes.note_phone(booking, now)
                if counted
                else self.writes.note_phone_uncounted(booking, now),
                self.writes.take_place(booking, now),
                self.writes.leave_message(entry),
            )
        except ConditionsFailed as failed:
            same_reference, phone, place, _ = failed.old_items
            if same_reference is not None:
                raise ReferenceTaken(items.booking_from(same_reference)) from failed
            if phone is not None:
                raise _phone_refusal(phone, booking, now) from failed
            if place is not None:
                raise PlaceTaken from failed
            raise

    def move(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        """See ``BookingStore.move``."""
        now = after.history[-1].at
        writes = [
            self.writes.changed_booking(before, after),
            self.writes.take_place(after, now),
            self.writes.give_place_back(before, free_again_at),
            self.writes.leave_message(entry),
        ]
        self._change(writes, self.writes.prolong_phone(after, now))

    def cancel(
        self, before: Booking, after: Booking, entry: OutboxEntry, *, free_again_at: datetime | None
    ) -> None:
        """See ``BookingStore.cancel``."""
        writes = [
            self.writes.changed_booking(before, after),
            self.writes.keep_in_history(after),
            self.writes.give_place_back(before, free_again_at),
            self.writes.leave_message(entry),
        ]
        self._change(writes, self.writes.release_phone(before))

    def renew_link(self, before: Booking, after: Booking) -> None:
        """See ``BookingStore.renew_link``."""
        try:
            self._transact(self.writes.renewed_link(before, after))
        except ConditionsFailed as failed:
            raise BookingChanged from failed

    def note_press(self, before: Booking, after: Booking) -> None:
        """See ``BookingStore.note_press``."""
        self._note(self.writes.note_press(before, after), after)

    def note_ticks(self, before: Booking, after: Booking) -> None:
        """See ``BookingStore.note_ticks``."""
        self._note(self.writes.note_ticks(before, after), after)

    def find(self, reference: str) -> Booking | None:
        """See ``BookingStore.find``."""
        item = self._get(keys.booking(reference), consistent=True)
        return items.booking_from(item) if item else None

    def calendar(self, office_id: str, first: date, last: date, now: datetime) -> CalendarLines:
        """See ``BookingStore.calendar``."""
        return self._calendar(office_id, first, last, now, consistent=False)

    def day_now(self, office_id: str, day: date, now: datetime) -> CalendarLines:
        """See ``BookingStore.day_now``."""
        return self._calendar(office_id, day, day, now, consistent=True)

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        """See ``BookingStore.bookings_on``."""
        lines = [
            (keys.place_of(line["sk"]), line["reference"])
            for line in self._lines(office_id, day, day, consistent=True)
            if "reference" in line
        ]
        found = self._bookings([reference for _, reference in lines])
        # A booking that moved between the two reads is on its new day's list, not on this one.
        return [
            found[reference]
            for place, reference in lines
            if reference in found and found[reference].held_place == place
        ]

    def bookings_between(self, office_id: str, first: date, last: date) -> list[Booking]:
        """See ``BookingStore.bookings_between``."""
        lines = self._lines(office_id, first, last, consistent=True)
        found = self._bookings([line["reference"] for line in lines if "reference" in line])
        return sorted(found.values(), key=lambda booking: booking.held_place)

    def day_mark(self, office_id: str, day: date) -> str:
        """See ``BookingStore.day_mark``."""
        lines = self._lines(office_id, day, day, consistent=False)
        return sha256(repr([sorted(line.items()) for line in lines]).encode()).hexdigest()[:16]

    def cancelled_on(self, office_id: str, day: date) -> list[Booking]:
        """See ``BookingStore.cancelled_on``."""
        lines = self._query("pk = :pk", {":pk": keys.history_of(office_id, day)}, consistent=True)
        found = self._bookings([line["sk"] for line in lines])
        return sorted(found.values(), key=lambda booking: booking.held_place)

    def ping(self) -> None:
        """See ``BookingStore.ping``."""
        self._get(keys.health(), consistent=False)

    def _note(self, write: Write, after: Booking) -> None:
        """What happened at a desk, in sight of the others."""
        try:
            self._transact(write, self.writes.stir_desk(after))
        except ConditionsFailed as failed:
            raise BookingChanged from failed

    def _change(self, writes: list[Write], phone: Write) -> None:
        """A booking, its places, its message and its phone.

        When staff have freed the phone meanwhile it is no longer ours to touch, and the rest
        goes through without it.
        """
        try:
            self._transact(*writes, phone)
        except ConditionsFailed as failed:
            booking, new_place, old_place, _, not_our_phone = failed.old_items
            if booking is not None or old_place is not None:
                raise BookingChanged from failed
            if new_place is not None:
                raise PlaceTaken from failed
            if not_our_phone is None:
                raise
            self._change_without_phone(writes)

    def _change_without_phone(self, writes: list[Write]) -> None:
        try:
            self._transact(*writes)
        except ConditionsFailed as failed:
            booking, new_place, old_place, _ = failed.old_items
            if booking is None and old_place is None and new_place is not None:
                raise PlaceTaken from failed
            raise BookingChanged from failed

    def _calendar(
        self, office_id: str, first: date, last: date, now: datetime, *, consistent: bool
    ) -> CalendarLines:
        taken: list[Place] = []
        changes: dict[date, DayChange] = {}
        for line in self._lines(office_id, first, last, consistent=consistent):
            if keys.is_day(line["sk"]):
                changes[keys.day_of(line["sk"])] = items.change_from(line)
            elif not keys.is_place(line["sk"]):
                continue
            elif "free_at" not in line or line["free_at"] > floor(now):
                taken.append(keys.place_of(line["sk"]))
        return CalendarLines(taken, changes)

    def _bookings(self, references: Sequence[str]) -> dict[str, Booking]:
        return {
            booking.reference: booking
            for start in range(0, len(references), _BATCH)
            for booking in self._batch(references[start : start + _BATCH])
        }

    def _batch(self, references: Sequence[str]) -> Iterator[Booking]:
        wanted: Any = {
            self.table: {
                "Keys": [items.to_wire(dict(keys.booking(reference))) for reference in references],
                "ConsistentRead": True,
            }
        }
        # DynamoDB may answer a batch in parts; each round must bring something, or we stop asking.
        while wanted:
            with busy_means_try_again():
                answer = self.client.batch_get_item(RequestItems=wanted)
            part = answer["Responses"].get(self.table, [])
            yield from map(items.booking_from, part)
            wanted = answer.get("UnprocessedKeys")
            if wanted and not part:
                raise TryAgain


def _phone_refusal(item: Mapping[str, Any], booking: Booking, now: datetime) -> Exception:
    phone = items.from_wire(item)
    open_booking = phone.get(keys.open_attribute(booking.office_id))
    if open_booking and open_booking["until"] > floor(now):
        return PhoneHasOpenBooking()
    return PhoneBookedTooOften(until=items.moment(phone["third"]) + LIMIT_SPAN)
