"""The outbox on the table: messages are written with a booking, and taken out one by one.

A sender first claims an entry, by a lease that ends by itself should the sender die. Whoever has
sent it takes it out and leaves a note at the booking, in one transaction. A sender that dies in
between has sent a message that is not noted, and the couple gets a second copy: of "never" and
"twice" a mail can only promise one, and a couple that hears nothing does not come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import (
    ConditionsFailed,
    busy_means_try_again,
    refused_write,
    transact,
)
from chalicelib.adapters.dynamodb.together import write_each
from chalicelib.adapters.dynamodb.writes import Write, floor
from chalicelib.domain.messages import OutboxEntry, Outcome

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The rules, each by its name.
STILL_WAITS = "attribute_exists(pk)"
NOBODY_HAS_IT = "lease <= :now"
CLAIM_IS_OURS = "lease = :held_until"
NOT_LEFT_BEFORE = "attribute_not_exists(pk)"
LINK_SENT_SELDOM = "attribute_not_exists(third) OR third <= :an_hour_ago"

# A couple that does not find its mail asks again; a stranger must not fill its mailbox.
LINKS_SPAN = timedelta(hours=1)

# What one round takes from a partition at most, so that a round ends and says how it went.
_PORTION = 25


@dataclass
class DynamoOutbox:
    """``Outbox`` on the table it is given."""

    client: DynamoDBClient
    table: str

    def due(self, now: datetime) -> list[OutboxEntry]:
        """See ``Outbox.due``."""
        found = [
            items.entry_from(values)
            for shard in range(keys.OUTBOX_SHARDS)
            for values in self._due_in(shard, now)
        ]
        return sorted(found, key=lambda entry: entry.due)

    def claim(self, entry: OutboxEntry, until: datetime, now: datetime) -> bool:
        """See ``Outbox.claim``."""
        try:
            with refused_write():
                self.client.update_item(
                    TableName=self.table,
                    Key=_wire(keys.outbox(entry)),
                    UpdateExpression="SET lease = :until",
                    ConditionExpression=f"{STILL_WAITS} AND {NOBODY_HAS_IT}",
                    ExpressionAttributeValues=items.to_wire(
                        {":until": items.seconds(until), ":now": floor(now)}
                    ),
                )
        except ConditionsFailed:
            return False
        return True

    def done(
        self,
        entry: OutboxEntry,
        outcome: Outcome,
        now: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """See ``Outbox.done``."""
        note = items.message_item(replace(entry, attempts=entry.attempts + 1), outcome, now)
        self._transact(self._take_out(entry, STILL_WAITS), self._put(note), *self._leave(also))

    def postpone(
        self,
        entry: OutboxEntry,
        due: datetime,
        held_until: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """See ``Outbox.postpone``."""
        later = replace(entry, due=due, attempts=entry.attempts + 1)
        held = {":held_until": items.seconds(held_until)}
        self._transact(
            self._take_out(entry, CLAIM_IS_OURS, held), *self._leave(later), *self._leave(also)
        )

    def leave_once(self, entries: Sequence[OutboxEntry], now: datetime) -> int:
        """See ``Outbox.leave_once``.

        The note at the booking says ``waiting`` from the start: it is what a second run finds,
        however often the message itself has been postponed or whether it has been sent.
        """

        def note_and_message(entry: OutboxEntry) -> list[Write]:
            note = items.message_item(entry, "waiting", now)
            return [self._put(note, NOT_LEFT_BEFORE), *self._leave(entry)]

        return len(write_each(self.client, entries, note_and_message))

    def offer_link(self, entry: OutboxEntry, now: datetime, *, wanted: bool) -> None:
        """See ``Outbox.offer_link``."""
        counter, message = keys.links(entry.reference), items.outbox_item(entry)
        if not wanted:
            counter = keys.decoy_links(entry.reference)
            message |= _wire(keys.decoy_message(entry.reference))
        self._transact(self._count_link(counter, now), self._put(message))

    def _due_in(self, shard: int, now: datetime) -> Iterator[items.Item]:
        with busy_means_try_again():
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND sk <= :until",
                FilterExpression=NOBODY_HAS_IT,
                ExpressionAttributeValues=items.to_wire(
                    {
                        ":pk": keys.outbox_shard(shard),
                        ":until": keys.outbox_until(now),
                        ":now": floor(now),
                    }
                ),
                Limit=_PORTION,
            )
        yield from map(items.from_wire, answer["Items"])

    def _count_link(self, counter: keys.Key, now: datetime) -> Write:
        values = {
            ":now": floor(now),
            ":an_hour_ago": floor(now - LINKS_SPAN),
            ":never": 0,
            ":expires": items.expires_after(now.date()),
        }
        return {
            "Update": {
                "TableName": self.table,
                "Key": _wire(counter),
                "UpdateExpression": (
                    "SET third = if_not_exists(#second, :never), "
                    "#second = if_not_exists(#first, :never), #first = :now, expires_at = :expires"
                ),
                "ConditionExpression": LINK_SENT_SELDOM,
                "ExpressionAttributeNames": {"#first": "first", "#second": "second"},
                "ExpressionAttributeValues": items.to_wire(values),
            }
        }

    def _take_out(
        self, entry: OutboxEntry, condition: str, values: Mapping[str, Any] | None = None
    ) -> Write:
        delete: dict[str, Any] = {
            "TableName": self.table,
            "Key": _wire(keys.outbox(entry)),
            "ConditionExpression": condition,
        }
        if values:
            delete["ExpressionAttributeValues"] = items.to_wire(values)
        return {"Delete": delete}

    def _leave(self, entry: OutboxEntry | None) -> list[Write]:
        return [self._put(items.outbox_item(entry))] if entry else []

    def _put(self, item: items.Item, condition: str | None = None) -> Write:
        put: dict[str, Any] = {"TableName": self.table, "Item": item}
        return {"Put": put | ({"ConditionExpression": condition} if condition else {})}

    def _transact(self, *writes: Write) -> bool:
        """Whether the conditions held; when not, somebody else was first and nothing is left."""
        try:
            transact(lambda: self.client.transact_write_items(TransactItems=[*writes]))  # type: ignore[list-item]
        except ConditionsFailed:
            return False
        return True


def _wire(key: keys.Key) -> items.Item:
    return items.to_wire(dict(key))
