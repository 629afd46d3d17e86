"""What couples sent before the visit, one item for each: a list, an index and a limit at once.

Every change is one transaction with the booking, so that the day list always says what is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import ConditionsFailed, busy_means_try_again, transact
from chalicelib.adapters.dynamodb.writes import Write, Writes
from chalicelib.domain.bookings import Booking, PapersCount, PapersState
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingChanged
from chalicelib.domain.sent_papers import PaperFolder, SentPaper

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The rules, each by its name.
FOLDER_IS_NEW = "attribute_not_exists(pk)"
FOLDER_IS_AS_READ = "#version = :version"
BOOKING_IS_AS_READ = "#status = :booked AND #sequence = :sequence"
BOOKING_IS_THERE = "attribute_exists(pk)"


@dataclass
class DynamoPaperStore:
    """``PaperStore`` on the table it is given."""

    client: DynamoDBClient
    table: str

    def folder(self, booking: Booking) -> PaperFolder:
        """See ``PaperStore.folder``."""
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table, Key=_key(booking), ConsistentRead=True
            )
        return _folder(answer["Item"]) if "Item" in answer else PaperFolder(booking.reference)

    def folders(self, office_id: str) -> list[PaperFolder]:
        """See ``PaperStore.folders``."""
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=items.to_wire({":pk": keys.papers_of(office_id)}),
            ConsistentRead=True,
        )
        with busy_means_try_again():
            return [_folder(item) for page in pages for item in page["Items"]]

    def save(
        self,
        booking: Booking,
        folder: PaperFolder,
        state: PapersState,
        count: PapersCount,
        entry: OutboxEntry | None = None,
    ) -> None:
        """See ``PaperStore.save``."""
        message = [Writes(self.table).leave_message(entry)] if entry else []
        self._transact(
            self._put(booking, folder),
            self._note_state(booking, state, count),
            Writes(self.table).stir_desk(booking),
            *message,
        )

    def forget(self, booking: Booking) -> None:
        """See ``PaperStore.forget``."""
        self._transact(
            {"Delete": {"TableName": self.table, "Key": _key(booking)}},
            {
                "Update": {
                    "TableName": self.table,
                    "Key": items.to_wire(dict(keys.booking(booking.reference))),
                    "UpdateExpression": "REMOVE papers_state, papers_count",
                    "ConditionExpression": BOOKING_IS_THERE,
                }
            },
            Writes(self.table).stir_desk(booking),
        )

    def drop(self, office_id: str, reference: str) -> None:
        """See ``PaperStore.drop``."""
        key = items.to_wire(dict(keys.papers(office_id, reference)))
        with busy_means_try_again():
            self.client.delete_item(TableName=self.table, Key=key)

    def _put(self, booking: Booking, folder: PaperFolder) -> Write:
        item = {
            **keys.papers(booking.office_id, booking.reference),
            "version": folder.version,
            "papers": [_values(paper) for paper in folder.papers],
        }
        put: dict[str, Any] = {"TableName": self.table, "Item": items.to_wire(item)}
        if folder.version == 1:
            return {"Put": put | {"ConditionExpression": FOLDER_IS_NEW}}
        return {
            "Put": put
            | {
                "ConditionExpression": FOLDER_IS_AS_READ,
                "ExpressionAttributeNames": {"#version": "version"},
                "ExpressionAttributeValues": items.to_wire({":version": folder.version - 1}),
            }
        }

    def _note_state(self, booking: Booking, state: PapersState, count: PapersCount) -> Write:
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_wire(dict(keys.booking(booking.reference))),
                "UpdateExpression": "SET papers_state = :state, papers_count = :count",
                "ConditionExpression": BOOKING_IS_AS_READ,
                "ExpressionAttributeNames": {"#status": "status", "#sequence": "sequence"},
                "ExpressionAttributeValues": items.to_wire(
                    {
                        ":state": state,
                        ":count": asdict(count),
                        ":booked": "booked",
                        ":sequence": booking.sequence,
                    }
                ),
            }
        }

    def _transact(self, *writes: Write) -> None:
        try:
            transact(lambda: self.client.transact_write_items(TransactItems=[*writes]))  # type: ignore[list-item]
        except ConditionsFailed as failed:
            raise BookingChanged from failed


def _key(booking: Booking) -> items.Item:
    return items.to_wire(dict(keys.papers(booking.office_id, booking.reference)))


def _folder(item: Mapping[str, Any]) -> PaperFolder:
    values = items.from_wire(item)
    papers = tuple(_paper(paper) for paper in values["papers"])
    return PaperFolder(values["sk"], papers, int(values["version"]))


def _values(paper: SentPaper) -> dict[str, Any]:
    values = {
        "id": paper.id,
        "kind": paper.kind,
        "content_type": paper.content_type,
        "size": paper.size,
        "asked_at": items.seconds(paper.asked_at),
        "state": paper.state,
        "pages": paper.pages,
        "reason": paper.reason,
        "message": paper.message,
    }
    return {name: value for name, value in values.items() if value is not None}


def _paper(values: Mapping[str, Any]) -> SentPaper:
    return SentPaper(
        id=values["id"],
        kind=values["kind"],
        content_type=values["content_type"],
        size=int(values["size"]),
        asked_at=items.moment(values["asked_at"]),
        state=values["state"],
        pages=int(values["pages"]),
        reason=values.get("reason"),
        message=values.get("message"),
    )
