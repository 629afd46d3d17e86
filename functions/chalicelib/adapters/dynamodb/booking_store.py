"""Bookings in one DynamoDB table, where the write settles every race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import (
    ConditionsFailed,
    busy_means_try_again,
    refused_write,
    transact,
)
from chalicelib.adapters.dynamodb.writes import (
    LIMIT_SPAN,
    NO_COUPLE_IN_IT,
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

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_BATCH = 100


@dataclass
class DynamoBookingStore:
    """``BookingStore`` on the table it is given."""

    client: DynamoDBClient
    table: str

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
        self._change(writes, self.writes.prolong_phone(after))

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

    def change_of(self, office_id: str, day: date) -> DayChange | None:
        """See ``BookingStore.change_of``."""
        item = self._get(keys.day(office_id, day), consistent=False)
        return items.change_from(items.from_wire(item)) if item else None

    def set_change(self, office_id: str, day: date, change: DayChange | None) -> None:
        """See ``BookingStore.set_change``."""
        key = items.to_wire(dict(keys.day(office_id, day)))
        with busy_means_try_again():
            if change is None:
                self.client.delete_item(TableName=self.table, Key=key)
            else:
                item = items.change_item(office_id, day, change)
                self.client.put_item(TableName=self.table, Item=item)

    def close_places(self, office_id: str, places: Sequence[Place]) -> list[Place]:
        """See ``BookingStore.close_places``."""
        return [place for place in places if not self._close(office_id, place)]

    def open_places(self, office_id: str, places: Sequence[Place]) -> None:
        """See ``BookingStore.open_places``."""
        for place in places:
            try:
                with refused_write():
                    self.client.delete_item(
                        TableName=self.table,
                        Key=items.to_wire(dict(keys.place(office_id, place))),
                        ConditionExpression=NO_COUPLE_IN_IT,
                        ExpressionAttributeNames={"#reference": "reference"},
                    )
            except ConditionsFailed:
                continue

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

    def _transact(self, *writes: Write) -> None:
        transact(lambda: self.client.transact_write_items(TransactItems=[*writes]))  # type: ignore[list-item]

    def _close(self, office_id: str, place: Place) -> bool:
        try:
            with refused_write():
                self.client.put_item(
                    TableName=self.table,
                    Item=items.closed_place_item(office_id, place),
                    ConditionExpression=NO_COUPLE_IN_IT,
                    ExpressionAttributeNames={"#reference": "reference"},
                )
        except ConditionsFailed:
            return False
        return True

    def _get(self, key: keys.Key, *, consistent: bool) -> Mapping[str, Any] | None:
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table, Key=items.to_wire(dict(key)), ConsistentRead=consistent
            )
        return answer.get("Item")

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

    def _lines(
        self, office_id: str, first: date, last: date, *, consistent: bool
    ) -> Iterator[items.Item]:
        low, high = keys.days(first, last)
        return self._query(
            "pk = :pk AND sk BETWEEN :low AND :high",
            {":pk": keys.office(office_id), ":low": low, ":high": high},
            consistent=consistent,
        )

    def _query(
        self, condition: str, values: Mapping[str, str], *, consistent: bool
    ) -> Iterator[items.Item]:
        asked: Any = {
            "TableName": self.table,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": items.to_wire(values),
            "ConsistentRead": consistent,
        }
        # Botocore's paginator would take an eighth of a day's read for what is one page nearly
        # always.
        while asked:
            with busy_means_try_again():
                page = self.client.query(**asked)
            yield from map(items.from_wire, page["Items"])
            after = page.get("LastEvaluatedKey")
            asked = {**asked, "ExclusiveStartKey": after} if after else None

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
