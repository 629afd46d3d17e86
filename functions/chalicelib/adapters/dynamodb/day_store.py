"""What staff decided about days, and the places this closes, on the table.

A decision is three items in one transaction: the day itself, which is all that couples' requests
read of it; how it came about; and the errand of carrying it out, which waits until somebody has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import day_items, items, keys
from chalicelib.adapters.dynamodb.calls import (
    ConditionsFailed,
    busy_means_try_again,
    transact,
)
from chalicelib.adapters.dynamodb.together import write_each
from chalicelib.adapters.dynamodb.writes import NO_COUPLE_IN_IT, Write
from chalicelib.domain.bookings import Place
from chalicelib.domain.days import DayChange, DayDecision, DayErrand
from chalicelib.domain.ports import DayChanged

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The rules, each by its name.
NOTHING_WAS_DECIDED = "attribute_not_exists(pk)"
DECISION_IS_AS_READ = "#number = :number"
NO_ERRAND_OR_THIS = "attribute_not_exists(pk) OR #number = :number"


@dataclass
class DynamoDayStore:
    """The days of ``BookingStore``."""

    client: DynamoDBClient
    table: str

    def change_of(self, office_id: str, day: date) -> DayChange | None:
        """See ``BookingStore.change_of``."""
        item = self._get(keys.day(office_id, day), consistent=False)
        return items.change_from(items.from_wire(item)) if item else None

    def set_change(self, office_id: str, day: date, change: DayChange | None) -> None:
        """See ``BookingStore.set_change``."""
        ((deed, write),) = self._day(office_id, day, change).items()
        with busy_means_try_again():
            if deed == "Put":
                self.client.put_item(**write)
            else:
                self.client.delete_item(**write)

    def decided(self, office_id: str, day: date) -> DayDecision:
        """See ``BookingStore.decided``."""
        low, high = keys.day(office_id, day), keys.decision(office_id, day)
        lines = {
            line["sk"]: line
            for line in self._query(
                "pk = :pk AND sk BETWEEN :low AND :high",
                {":pk": low["pk"], ":low": low["sk"], ":high": high["sk"]},
                consistent=True,
            )
        }
        change = items.change_from(lines[low["sk"]]) if low["sk"] in lines else None
        return day_items.decision_from(change, lines.get(high["sk"], {}))

    def decide(
        self, office_id: str, day: date, before: DayDecision, after: DayDecision, errand: DayErrand
    ) -> None:
        """See ``BookingStore.decide``."""
        condition = DECISION_IS_AS_READ if before.number else NOTHING_WAS_DECIDED
        decision = {"Item": day_items.decision_item(office_id, day, after)}
        try:
            self._transact(
                self._day(office_id, day, after.change),
                {"Put": decision | self._numbered(condition, before if before.number else None)},
                {"Put": {"TableName": self.table, "Item": day_items.errand_item(errand, after)}},
            )
        except ConditionsFailed as failed:
            raise DayChanged from failed

    def errands(self, now: datetime) -> list[DayErrand]:
        """See ``BookingStore.errands``."""
        lines = self._query("pk = :pk", {":pk": keys.errands()}, consistent=True)
        found = [day_items.errand_from(line) for line in lines]
        return [errand for errand in found if errand.due <= now]

    def finish(self, office_id: str, day: date, decision: DayDecision) -> bool:
        """See ``BookingStore.finish``."""
        if not decision.number:
            return True
        finished = day_items.finished_item(office_id, day, decision)
        errand = items.to_wire(dict(keys.errand(office_id, day)))
        try:
            self._transact(
                {"Put": {"Item": finished} | self._numbered(DECISION_IS_AS_READ, decision)},
                {"Delete": {"Key": errand} | self._numbered(NO_ERRAND_OR_THIS, decision)},
            )
        except ConditionsFailed:
            return False
        return True

    def close_places(self, office_id: str, places: Sequence[Place]) -> list[Place]:
        """See ``BookingStore.close_places``."""
        lines = self._lines_of(office_id, places)
        held = {place for place, line in lines.items() if "reference" in line}
        closed = {place for place, line in lines.items() if "closed" in line}
        # One that is given up from now on rests or is not offered: its couple saw the decision.
        to_close = [place for place in places if place not in held | closed]
        now_closed = write_each(
            self.client,
            to_close,
            lambda place: [
                {"Put": {"Item": items.closed_place_item(office_id, place)} | self._unless_held()}
            ],
        )
        left = held | (set(to_close) - set(now_closed))
        return [place for place in places if place in left]

    def open_places(self, office_id: str, places: Sequence[Place]) -> None:
        """See ``BookingStore.open_places``."""
        lines = self._lines_of(office_id, places)
        write_each(
            self.client,
            [place for place in places if place in lines and "reference" not in lines[place]],
            lambda place: [
                {
                    "Delete": {"Key": items.to_wire(dict(keys.place(office_id, place)))}
                    | self._unless_held()
                }
            ],
        )

    def _day(self, office_id: str, day: date, change: DayChange | None) -> Write:
        if change is None:
            key = items.to_wire(dict(keys.day(office_id, day)))
            return {"Delete": {"TableName": self.table, "Key": key}}
        item = items.change_item(office_id, day, change)
        return {"Put": {"TableName": self.table, "Item": item}}

    def _numbered(self, condition: str, decision: DayDecision | None) -> dict[str, Any]:
        guarded: dict[str, Any] = {"TableName": self.table, "ConditionExpression": condition}
        if decision:
            guarded["ExpressionAttributeNames"] = {"#number": "number"}
            guarded["ExpressionAttributeValues"] = items.to_wire({":number": decision.number})
        return guarded

    def _unless_held(self) -> dict[str, Any]:
        return {
            "TableName": self.table,
            "ConditionExpression": NO_COUPLE_IN_IT,
            "ExpressionAttributeNames": {"#reference": "reference"},
        }

    def _lines_of(self, office_id: str, places: Sequence[Place]) -> dict[Place, items.Item]:
        """What keeps people out of the places of these days."""
        if not places:
            return {}
        days = [place.date for place in places]
        lines = self._lines(office_id, min(days), max(days), consistent=True)
        return {keys.place_of(line["sk"]): line for line in lines if keys.is_place(line["sk"])}

    def _transact(self, *writes: Write) -> None:
        transact(lambda: self.client.transact_write_items(TransactItems=[*writes]))  # type: ignore[list-item]

    def _get(self, key: keys.Key, *, consistent: bool) -> Mapping[str, Any] | None:
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table, Key=items.to_wire(dict(key)), ConsistentRead=consistent
            )
        return answer.get("Item")

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
