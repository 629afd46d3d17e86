"""Writing many things that have nothing to do with each other in few requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from chalicelib.adapters.dynamodb.calls import ConditionsFailed, transact
from chalicelib.adapters.dynamodb.writes import Write

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# DynamoDB takes a hundred writes in a transaction, and no thing of ours has more than three. Fewer
# collide less with couples who book.
_AT_ONCE = 25

T = TypeVar("T")


def write_each(
    client: DynamoDBClient, things: Sequence[T], writes_of: Callable[[T], list[Write]]
) -> list[T]:
    """Write each thing whose conditions hold, all of its writes or none; those that were written.

    Things share a transaction. When a condition fails, it is sent again without the things it
    belongs to, so each of the others is judged as if it were alone.
    """
    portions = (things[start : start + _AT_ONCE] for start in range(0, len(things), _AT_ONCE))
    return [thing for portion in portions for thing in _write_together(client, portion, writes_of)]


def _write_together(
    client: DynamoDBClient, things: Sequence[T], writes_of: Callable[[T], list[Write]]
) -> Sequence[T]:
    while things:
        owners = [(thing, write) for thing in things for write in writes_of(thing)]
        try:
            transact(
                lambda: client.transact_write_items(TransactItems=[write for _, write in owners])  # type: ignore[misc]  # noqa: B023
            )
        except ConditionsFailed as failed:
            refused = [
                thing
                for (thing, _), old in zip(owners, failed.old_items, strict=True)
                if old is not None
            ]
            things = [thing for thing in things if thing not in refused]
        else:
            return things
    return []
