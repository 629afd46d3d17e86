"""Totals on the table: one small item a day and one a month, so that a year is one Query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import busy_means_try_again
from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.histograms import Histogram
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_HISTOGRAMS = frozenset({"by_register", "by_desk", "minutes", "leads"})
_COUNTS = frozenset({"channels", "slots"})


@dataclass
class DynamoTotalsStore:
    """``TotalsStore`` on the table it is given."""

    client: DynamoDBClient
    table: str

    def span(self, office_id: str) -> KeptSpan | None:
        """See ``TotalsStore.span``."""
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table, Key=items.to_wire(dict(keys.kept_span(office_id)))
            )
        if "Item" not in answer:
            return None
        values = items.from_wire(answer["Item"])
        return KeptSpan(date.fromisoformat(values["first"]), date.fromisoformat(values["last"]))

    def set_span(self, office_id: str, span: KeptSpan) -> None:
        """See ``TotalsStore.set_span``."""
        self._put(
            {
                **keys.kept_span(office_id),
                "first": span.first.isoformat(),
                "last": span.last.isoformat(),
            }
        )

    def days(self, office_id: str, first: date, last: date) -> dict[date, DayTotals]:
        """See ``TotalsStore.days``."""
        low, high = keys.kept_day(office_id, first)["sk"], keys.kept_day(office_id, last)["sk"]
        lines = self._lines(office_id, low, high)
        return {keys.kept_day_of(line["sk"]): _totals(line) for line in lines}

    def keep_day(self, office_id: str, day: date, totals: DayTotals) -> None:
        """See ``TotalsStore.keep_day``."""
        key = keys.kept_day(office_id, day)
        if totals.is_empty:
            with busy_means_try_again():
                self.client.delete_item(TableName=self.table, Key=items.to_wire(dict(key)))
            return
        self._put({**key, **_values(totals)})

    def months(self, office_id: str, first: Month, last: Month) -> dict[Month, Tally]:
        """See ``TotalsStore.months``."""
        low, high = keys.kept_month(office_id, first)["sk"], keys.kept_month(office_id, last)["sk"]
        return {
            keys.kept_month_of(line["sk"]): Tally(
                int(line["couples"]),
                {question: _histogram(levels) for question, levels in line["levels"].items()},
            )
            for line in self._lines(office_id, low, high)
        }

    def keep_month(self, office_id: str, month: Month, tally: Tally) -> None:
        """See ``TotalsStore.keep_month``."""
        levels = {question: _spelled(each) for question, each in tally.levels.items()}
        key = keys.kept_month(office_id, month)
        self._put({**key, "couples": tally.couples, "levels": levels})

    def _put(self, values: Mapping[str, Any]) -> None:
        with busy_means_try_again():
            self.client.put_item(TableName=self.table, Item=items.to_wire(values))

    def _lines(self, office_id: str, low: str, high: str) -> Iterator[items.Item]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues=items.to_wire(
                {":pk": keys.totals_of(office_id), ":low": low, ":high": high}
            ),
        )
        with busy_means_try_again():
            for page in pages:
                yield from map(items.from_wire, page["Items"])


def _values(totals: DayTotals) -> dict[str, Any]:
    """All that is not nothing: an ordinary day is then a few hundred bytes."""
    values = {each.name: getattr(totals, each.name) for each in fields(totals)}
    return {
        name: _spelled(value) if name in _HISTOGRAMS else value
        for name, value in values.items()
        if value
    }


def _totals(line: Mapping[str, Any]) -> DayTotals:
    values: dict[str, Any] = {}
    for name, value in line.items():
        if name in _HISTOGRAMS:
            values[name] = _histogram(value)
        elif name in _COUNTS:
            values[name] = {key: int(times) for key, times in value.items()}
        elif name not in {"pk", "sk"}:
            values[name] = int(value)
    return DayTotals(**values)


def _spelled(histogram: Histogram) -> dict[str, int]:
    # The names in a map are text.
    return {str(value): times for value, times in histogram.items()}


def _histogram(values: Mapping[str, Any]) -> Histogram:
    return {int(value): int(times) for value, times in values.items()}
