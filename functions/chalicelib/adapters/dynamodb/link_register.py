"""Which staff links were made, and which were taken back.

A link is good by its signature alone; here it is only named, so that an office can see what it gave
out and end one of them without touching the others. The token itself is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import busy_means_try_again
from chalicelib.domain.errors import LinkRevoked
from chalicelib.domain.staff_links import Scope, StaffLink

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class NotedLink:
    """A link of the register; ``revoked_at`` is None while it is good.

    One that was taken back without ever having been noted has nothing but its id.
    """

    id: str
    scope: Scope | None
    first: date | None
    last: date | None
    expires_at: datetime | None
    revoked_at: datetime | None
    key_id: str | None = None


@dataclass
class LinkRegister:
    """The register in the table it is given."""

    client: DynamoDBClient
    table: str

    def note(self, link: StaffLink) -> None:
        """Write down that a link was made; it may have been taken back already."""
        self._update(
            keys.link(link.office_id, link.id),
            {
                "scope": link.scope,
                "first": link.first.isoformat(),
                "last": link.last.isoformat(),
                "expires_at": items.seconds(link.expires_at),
                "key_id": link.key_id,
            },
        )

    def revoke(self, office_id: str, link_id: str, now: datetime) -> None:
        """End a link at once, whether it was noted or not."""
        self._update(keys.link(office_id, link_id), {"revoked_at": items.seconds(now)})

    def must_stand(self, link: StaffLink) -> None:
        """Raise ``LinkRevoked`` for one that was taken back."""
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table,
                Key=items.to_wire(dict(keys.link(link.office_id, link.id))),
                ConsistentRead=True,
            )
        if "revoked_at" in answer.get("Item", {}):
            raise LinkRevoked

    def listed(self, office_id: str) -> list[NotedLink]:
        """The links of an office, the one that ends last first."""
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=items.to_wire({":pk": keys.links_of(office_id)}),
            ConsistentRead=True,
        )
        with busy_means_try_again():
            found = [_link(items.from_wire(item)) for page in pages for item in page["Items"]]
        return sorted(found, key=lambda link: str(link.expires_at), reverse=True)

    def _update(self, key: keys.Key, values: Mapping[str, Any]) -> None:
        with busy_means_try_again():
            self.client.update_item(
                TableName=self.table,
                Key=items.to_wire(dict(key)),
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
                ExpressionAttributeNames={f"#{name}": name for name in values},
                ExpressionAttributeValues=items.to_wire(
                    {f":{name}": value for name, value in values.items()}
                ),
            )


def _link(values: Mapping[str, Any]) -> NotedLink:
    def day(name: str) -> date | None:
        return date.fromisoformat(values[name]) if name in values else None

    def instant(name: str) -> datetime | None:
        return items.moment(values[name]) if name in values else None

    return NotedLink(
        id=values["sk"],
        scope=values.get("scope"),
        first=day("first"),
        last=day("last"),
        expires_at=instant("expires_at"),
        revoked_at=instant("revoked_at"),
        key_id=values.get("key_id"),
    )
