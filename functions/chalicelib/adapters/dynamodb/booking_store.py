"""Bookings in one DynamoDB table, where the write settles every race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import ConditionsFailed, busy_means_try_again, transact
from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.ports import PlaceTaken, ReferenceTaken

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The rules of a booking, each by its name.
PLACE_IS_FREE = "attribute_not_exists(pk)"
REFERENCE_IS_NEW = "attribute_not_exists(pk)"

_BATCH = 100


@dataclass(frozen=True)
class DynamoBookingStore:
    """``BookingStore`` on the table it is given."""

    client: DynamoDBClient
    table: str

    def add(self, booking: Booking) -> None:
        """See ``BookingStore.add``: one transaction, two conditions."""
        writes = [
            self._put(items.booking_item(booking), only_if=REFERENCE_IS_NEW),
            self._put(items.place_item(booking), only_if=PLACE_IS_FREE),
        ]
        try:
            transact(lambda: self.client.transact_write_items(TransactItems=writes))
        except ConditionsFailed as failed:
            same_reference, same_place = failed.old_items
            if same_reference is not None:
                raise ReferenceTaken(items.booking_from(same_reference)) from failed
            if same_place is not None:
                raise PlaceTaken from failed
            raise

    def find(self, reference: str) -> Booking | None:
        """See ``BookingStore.find``."""
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table,
                Key=items.to_wire(keys.booking(reference)),
                ConsistentRead=True,
            )
        item = answer.get("Item")
        return items.booking_from(item) if item else None

    def taken_places(self, office_id: str, first: date, last: date) -> list[Place]:
        """See ``BookingStore.taken_places``."""
        return [place for place, _ in self._calendar(office_id, first, last, consistent=False)]

    def taken_places_now(self, office_id: str, day: date) -> list[Place]:
        """See ``BookingStore.taken_places_now``."""
        return [place for place, _ in self._calendar(office_id, day, day, consistent=True)]

    def bookings_on(self, office_id: str, day: date) -> list[Booking]:
        """See ``BookingStore.bookings_on``."""
        lines = list(self._calendar(office_id, day, day, consistent=True))
        found = {
            booking.reference: booking
            for start in range(0, len(lines), _BATCH)
            for booking in self._bookings([ref for _, ref in lines[start : start + _BATCH]])
        }
        # A booking that moved between the two reads is on its new day's list, not on this one.
        return [
            found[reference]
            for place, reference in lines
            if reference in found and found[reference].held_place == place
        ]

    def ping(self) -> None:
        """See ``BookingStore.ping``."""
        with busy_means_try_again():
            self.client.get_item(TableName=self.table, Key=items.to_wire(keys.health()))

    def _calendar(
        self, office_id: str, first: date, last: date, *, consistent: bool
    ) -> Iterator[tuple[Place, str]]:
        """Taken places in order, each with the reference of its booking."""
        low, high = keys.days(first, last)
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :office AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues=items.to_wire(
                {":office": keys.office(office_id), ":low": low, ":high": high}
            ),
            ConsistentRead=consistent,
        )
        with busy_means_try_again():
            for page in pages:
                for line in page["Items"]:
                    values = items.from_wire(line)
                    yield keys.place_of(values["sk"]), values["reference"]

    def _bookings(self, references: list[str]) -> Iterator[Booking]:
        wanted: Any = {
            self.table: {
                "Keys": [items.to_wire(keys.booking(reference)) for reference in references],
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

    def _put(self, item: Mapping[str, Any], *, only_if: str) -> Any:
        return {
            "Put": {
                "TableName": self.table,
                "Item": item,
                "ConditionExpression": only_if,
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }
