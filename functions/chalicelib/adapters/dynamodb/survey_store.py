"""Survey answers on the table: the pass is used up and the answer kept in one transaction.

The items of one transaction have nothing in common: no id, no time, no day. An answer and its
comment lie under two ids drawn at random, in a partition that is sorted by them, so neither the
order nor the neighbours tell when they came. What is left of a used pass is its end, which is that
of a month, and so is the end of a comment.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.calls import ConditionsFailed, busy_means_try_again, transact
from chalicelib.adapters.dynamodb.writes import Write
from chalicelib.domain.errors import AlreadyAnswered
from chalicelib.domain.months import Month
from chalicelib.domain.survey import Levels, SurveyAnswer, SurveyPass
from chalicelib.domain.survey_tokens import last_day

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The rule, by its name.
NOT_ANSWERED_YET = "attribute_not_exists(pk)"


def _random_id() -> str:
    return secrets.token_hex(16)


@dataclass
class DynamoSurveyStore:
    """``SurveyStore`` on the table it is given."""

    client: DynamoDBClient
    table: str
    random_id: Callable[[], str] = field(default=_random_id)

    def add(self, granted: SurveyPass, answer: SurveyAnswer) -> None:
        """See ``SurveyStore.add``."""
        writes = [self._use_up(granted), *self._keep(answer)]
        try:
            transact(lambda: self.client.transact_write_items(TransactItems=writes))  # type: ignore[arg-type]
        except ConditionsFailed as failed:
            raise AlreadyAnswered from failed

    def is_answered(self, granted: SurveyPass) -> bool:
        """See ``SurveyStore.is_answered``."""
        with busy_means_try_again():
            answer = self.client.get_item(
                TableName=self.table,
                Key=items.to_wire(dict(keys.surveyed(granted.id))),
                ConsistentRead=True,
            )
        return "Item" in answer

    def levels(self, office_id: str, month: Month) -> list[Levels]:
        """See ``SurveyStore.levels``."""
        return [
            {question: int(level) for question, level in line["levels"].items()}
            for line in self._lines(office_id, month, keys.ANSWER)
        ]

    def comments(self, office_id: str, month: Month) -> list[str]:
        """See ``SurveyStore.comments``."""
        return [line["comment"] for line in self._lines(office_id, month, keys.COMMENT)]

    def _use_up(self, granted: SurveyPass) -> Write:
        # The database removes it some time after the token itself is no longer good.
        end = _start_of(last_day(granted.month) + timedelta(days=1))
        item = {**keys.surveyed(granted.id), "expires_at": end}
        return self._put(items.to_wire(item), ConditionExpression=NOT_ANSWERED_YET)

    def _keep(self, answer: SurveyAnswer) -> Iterator[Write]:
        where = answer.office_id, answer.month
        if answer.levels:
            key = keys.survey_answer(*where, self.random_id())
            yield self._put(items.to_wire({**key, "levels": dict(answer.levels)}))
        if answer.comment:
            yield self._put(comment_item(*where, self.random_id(), answer.comment))

    def _put(self, item: items.Item, **condition: str) -> Write:
        return {"Put": {"TableName": self.table, "Item": item, **condition}}

    def _lines(self, office_id: str, month: Month, kind: str) -> Iterator[items.Item]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :kind)",
            ExpressionAttributeValues=items.to_wire(
                {":pk": keys.survey_of(office_id, month), ":kind": kind}
            ),
        )
        with busy_means_try_again():
            for page in pages:
                yield from map(items.from_wire, page["Items"])


def comment_item(office_id: str, month: Month, random_id: str, comment: str) -> items.Item:
    """What somebody wrote about a visit; all of a month have the same end."""
    key = keys.survey_comment(office_id, month, random_id)
    end = _start_of(data_files.retention().comments_gone_on(month))
    return items.to_wire({**key, "comment": comment, "expires_at": end})


def _start_of(day: date) -> int:
    return items.seconds(datetime.combine(day, time(), BANGKOK))
