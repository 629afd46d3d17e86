"""Forgetting: looks at every item of the table and takes the persons out of it.

Of a booking the figures stay: its office, day, slot, channel, status and when it was served. What
stays is a list, so that an attribute somebody adds later is forgotten unless it is named here.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import (
    ConditionsFailed,
    busy_means_try_again,
    refused_write,
)
from chalicelib.domain.months import Month
from chalicelib.domain.ports import Unfinished

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_log = logging.getLogger(__name__)

_FIGURES = (
    *("pk", "sk", "format", "office", "status", "date", "slot", "start", "end", "place"),
    *("sequence", "channel", "language", "made_at", "papers_state"),
)
_EVENT_FIGURES = ("at", "by", "deed", "date", "slot", "place")
_PRESS_FIGURES = ("deed", "at", "pressed_at", "link", "registered_at")
_NOBODY = {"name": "", "nationality": ""}

# Items without a person: an office's calendar, a day's history of references, the names of staff
# links, used passes of the survey, totals. What was sent before a visit has a sweep of its own,
# after 30 days, which finds the files by these items, however late it is.
_HAVE_NO_PERSON = frozenset({"OFFICE", "HISTORY", "LINKS", "PAPERS", "SURVEYED", "TOTALS"})

# The rules, each by its name.
NOT_FORGOTTEN = "attribute_not_exists(forgotten)"
BOOKING_IS_AS_READ = "attribute_not_exists(#sequence) OR #sequence = :sequence"
PHONE_IS_AS_READ = "#{name} = :{name}"
PHONE_IS_STILL_WITHOUT = "attribute_not_exists(#{name})"

# When a phone's item was last written: by a couple that booked, by staff that entered a booking.
_PHONE_WRITTEN = ("first", "entered")


@dataclass
class DynamoMemory:
    """``Memory`` on the table it is given."""

    client: DynamoDBClient
    table: str

    def forget_before(self, day: date, month: Month) -> Counter[str]:
        """See ``Memory.forget_before``."""
        done: Counter[str] = Counter()
        for item in self._all():
            done["seen"] += 1
            try:
                self._look_at(item, day, month, done)
            except Exception as error:  # noqa: BLE001  (whoever stands behind it is forgotten too)
                what = keys.kind_of(item["pk"])
                _log.warning("%s not forgotten: %s", what, type(error).__name__)
                done["failed"] += 1
        if done["failed"]:
            raise Unfinished(done)
        return done

    def forget(self, reference: str) -> int:
        """See ``Memory.forget``."""
        partition = list(self._partition(keys.booking(reference)["pk"]))
        for item in partition:
            if not _is_booking(item):
                self._delete(item)
        return len(partition) if any(map(self._scrub, filter(_is_booking, partition))) else 0

    def known_of(self, phone_key: str) -> list[dict[str, object]]:
        """See ``Memory.known_of``."""
        phone = self._partition(keys.phone(phone_key)["pk"])
        bookings = [
            item for item in self._all() if _is_booking(item) and item.get("phone_key") == phone_key
        ]
        about = [
            line
            for booking in bookings
            for line in [*self._partition(booking["pk"]), *self._papers_of(booking)]
        ]
        return [*about, *phone]

    def _look_at(self, item: items.Item, day: date, month: Month, done: Counter[str]) -> None:
        what = keys.kind_of(item["pk"])
        if what == "BOOKING":
            done["bookings"] += self._forget_if_due(item, day)
        elif what == "PHONE":
            done["phones"] += self._drop_phone_if_due(item, day)
        elif what in {"OUTBOX", "DECOY"}:
            done["messages"] += self._drop_if_due(item, day)
        elif what == "SURVEY":
            done["comments"] += self._drop_comment_if_due(item, month)
        elif what not in _HAVE_NO_PERSON:
            # Shows in the sweep's report: somebody added a kind of item and forgot this page.
            done["unknown"] += 1

    def _forget_if_due(self, item: items.Item, day: date) -> int:
        due = _is_booking(item) and "forgotten" not in item and item["date"] < day.isoformat()
        return int(due and self.forget(keys.reference_of(item["pk"])) > 0)

    def _drop_phone_if_due(self, item: items.Item, day: date) -> int:
        ends = [item[name]["until"] for name in keys.open_attributes(item)]
        written = {name: item[name] for name in _PHONE_WRITTEN if name in item}
        if max([0, *written.values(), *ends]) >= _start_of(day):
            return 0
        rules = [
            (PHONE_IS_AS_READ if name in written else PHONE_IS_STILL_WITHOUT).format(name=name)
            for name in _PHONE_WRITTEN
        ]
        names = {f"#{name}": name for name in _PHONE_WRITTEN}
        values = {f":{name}": value for name, value in written.items()}
        return self._delete(item, " AND ".join(rules), names, values)

    def _drop_if_due(self, item: items.Item, day: date) -> int:
        due = item["due"] < day.isoformat() if "due" in item else item["first"] < _start_of(day)
        return self._delete(item) if due else 0

    def _drop_comment_if_due(self, item: items.Item, month: Month) -> int:
        """The levels that were answered are figures and stay."""
        due = keys.is_comment(item["sk"]) and keys.surveyed_month_of(item["pk"]) < month
        return self._delete(item) if due else 0

    def _scrub(self, item: items.Item) -> bool:
        try:
            with refused_write():
                self.client.put_item(
                    TableName=self.table,
                    Item=items.to_wire(figures_of(item)),
                    ConditionExpression=f"{NOT_FORGOTTEN} AND ({BOOKING_IS_AS_READ})",
                    ExpressionAttributeNames={"#sequence": "sequence"},
                    ExpressionAttributeValues=items.to_wire({":sequence": item.get("sequence", 0)}),
                )
        except ConditionsFailed:
            # It was forgotten by somebody else, or changed: the next sweep looks again.
            return False
        return True

    def _delete(
        self,
        item: Mapping[str, Any],
        condition: str = "attribute_exists(pk)",
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> int:
        guarded: dict[str, Any] = {"ConditionExpression": condition}
        if names:
            guarded["ExpressionAttributeNames"] = dict(names)
        if values:
            guarded["ExpressionAttributeValues"] = items.to_wire(values)
        key = items.to_wire({"pk": item["pk"], "sk": item["sk"]})
        try:
            with refused_write():
                self.client.delete_item(TableName=self.table, Key=key, **guarded)
        except ConditionsFailed:
            return 0
        return 1

    def _partition(self, partition_key: str) -> Iterator[items.Item]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=items.to_wire({":pk": partition_key}),
            ConsistentRead=True,
        )
        with busy_means_try_again():
            for page in pages:
                yield from map(items.from_wire, page["Items"])

    def _papers_of(self, booking: items.Item) -> Iterator[items.Item]:
        key = keys.papers(booking["office"], keys.reference_of(booking["pk"]))
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table, Key=items.to_wire(dict(key)), ConsistentRead=True
            )
        if "Item" in answer:
            yield items.from_wire(answer["Item"])

    def _all(self) -> Iterator[items.Item]:
        pages = self.client.get_paginator("scan").paginate(TableName=self.table)
        with busy_means_try_again():
            for page in pages:
                yield from map(items.from_wire, page["Items"])


def figures_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """A booking without its couple: it can still be counted, and its links open nothing."""
    return {
        **{name: item[name] for name in _FIGURES if name in item},
        "history": [_only(_EVENT_FIGURES, event) for event in item.get("history", ())],
        "service": [_only(_PRESS_FIGURES, press) for press in item.get("service", ())],
        "couple": [_NOBODY, _NOBODY],
        **dict.fromkeys(("phone", "phone_key", "key", "body"), ""),
        "documents": [],
        "token_version": item["token_version"] + 1,
        "forgotten": True,
    }


def _only(names: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _is_booking(item: Mapping[str, Any]) -> bool:
    return bool(item["sk"] == keys.booking("")["sk"])


def _start_of(day: date) -> int:
    return items.seconds(datetime.combine(day, time(), BANGKOK))
