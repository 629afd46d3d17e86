"""Nothing joins an answer to a visit: tried with everything the table holds."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clients
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.dynamodb.survey_store import DynamoSurveyStore
from chalicelib.domain.errors import AlreadyAnswered
from chalicelib.domain.months import Month
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.survey import SurveyAnswer
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.settings import Settings
from infra.local import table
from tests.builders import NOW, make_stored

SECRETS = Secrets(b"key")
DECEMBER = Month(2026, 12)
VISITS = [f"ABCD-23{first}{second}" for first in "45678" for second in "2345"]
ATTRIBUTES = {"ANSWER": {"levels"}, "COMMENT": {"comment", "expires_at"}}
Rows = list[dict[str, Any]]


@pytest.fixture
def new_table(moto_settings: Settings) -> Callable[[], Settings]:
    """Tables of the same kind, one for each world that is compared."""
    numbers = itertools.count(1)

    def make() -> Settings:
        settings = replace(moto_settings, table=f"{moto_settings.table}-{next(numbers)}")
        table.create_if_absent(clients.dynamodb_client(settings), settings.table)
        return settings

    return make


def a_month(settings: Settings, answers: dict[str, int], order: list[str]) -> Rows:
    """A month of visits, answered about in an order; everything the table then holds."""
    client = clients.dynamodb_client(settings)
    bookings = DynamoBookingStore(client, settings.table)
    surveys, tokens = DynamoSurveyStore(client, settings.table), SurveyTokens(SECRETS)
    visits = {
        reference: make_stored(bookings, reference=reference, slot=number % 15 + 1, place=number)
        for number, reference in enumerate(VISITS)
    }
    for minute, reference in enumerate(order):
        granted = tokens.read(tokens.token(visits[reference]), NOW + timedelta(minutes=minute))
        level = answers[reference]
        answer = SurveyAnswer("bang-rak", DECEMBER, {"overall": level}, f"comment {level}")
        surveys.add(granted, answer)
    return [items.from_wire(item) for item in client.scan(TableName=settings.table)["Items"]]


def is_answer(row: dict[str, Any]) -> bool:
    return str(row["pk"]).startswith("SURVEY#")


def without_random_ids(rows: Rows) -> list[str]:
    """What a table says, once the ids that were drawn at random are taken out."""
    kept = [row | {"sk": row["sk"].partition("#")[0]} if is_answer(row) else row for row in rows]
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in kept)


def test_a_table_in_which_two_couples_answered_the_other_way_round_is_the_same_table(
    new_table: Callable[[], Settings],
) -> None:
    """Whoever could tell who answered what could tell these two tables apart."""
    unhappy, happy = VISITS[3], VISITS[11]
    answers = dict.fromkeys(VISITS, 4) | {unhappy: 1, happy: 5}
    swapped = answers | {unhappy: 5, happy: 1}

    one = a_month(new_table(), answers, VISITS)
    other = a_month(new_table(), swapped, VISITS)
    later = a_month(new_table(), answers, VISITS[::-1])

    assert without_random_ids(one) == without_random_ids(other) == without_random_ids(later)


def test_no_key_id_time_or_word_of_an_answer_is_found_at_a_booking(
    new_table: Callable[[], Settings],
) -> None:
    rows = a_month(new_table(), dict.fromkeys(VISITS, 4), VISITS)
    answers = [row for row in rows if is_answer(row)]
    others = json.dumps([row for row in rows if not is_answer(row)], default=str)

    assert len(answers) == 2 * len(VISITS)
    for answer in answers:
        kind, _, random_id = answer["sk"].partition("#")
        assert set(answer) - {"pk", "sk"} == ATTRIBUTES[kind]
        assert answer["pk"] == "SURVEY#bang-rak#2026-12"
        assert len(random_id) == 32
        assert random_id not in others
    derived = {
        SECRETS.fingerprint(purpose, text)
        for purpose in ("survey pass", "survey token", "survey answer")
        for text in VISITS
    }
    assert not derived & {answer["sk"].partition("#")[2] for answer in answers}


def test_the_order_of_answers_is_not_the_order_of_arrival(
    new_table: Callable[[], Settings],
) -> None:
    orders = set()
    for _ in range(3):
        rows = a_month(new_table(), {ref: n % 5 + 1 for n, ref in enumerate(VISITS)}, VISITS)
        answers = sorted((row["sk"], row["levels"]["overall"]) for row in rows if "levels" in row)
        orders.add(tuple(level for _, level in answers))

    # Twenty answers in the same order by chance: less than one in a million million.
    assert len(orders) == 3


def test_what_is_left_of_a_used_pass_is_the_end_of_a_month(
    new_table: Callable[[], Settings],
) -> None:
    rows = a_month(new_table(), dict.fromkeys(VISITS, 4), VISITS)
    used = [row for row in rows if str(row["pk"]).startswith("SURVEYED#")]

    assert len(used) == len(VISITS)
    assert {tuple(sorted(row)) for row in used} == {("expires_at", "pk", "sk")}
    ends = {items.moment(row["expires_at"]).isoformat() for row in used}
    assert ends == {"2027-02-01T00:00:00+07:00"}


def test_what_was_written_ends_with_its_month_and_tells_no_day(
    new_table: Callable[[], Settings],
) -> None:
    rows = a_month(new_table(), dict.fromkeys(VISITS, 4), VISITS)
    ends = [items.moment(row["expires_at"]).isoformat() for row in rows if "comment" in row]

    assert len(ends) == len(VISITS)
    # Ninety days after 31 December.
    assert set(ends) == {"2027-04-01T00:00:00+07:00"}


@pytest.mark.parametrize("where", ["moto", pytest.param("engine", marks=pytest.mark.engine)])
def test_a_pass_is_used_up_once_and_an_answer_refused_leaves_nothing(
    request: pytest.FixtureRequest, where: str
) -> None:
    settings: Settings = request.getfixturevalue(f"{where}_settings")
    surveys = DynamoSurveyStore(clients.dynamodb_client(settings), settings.table)
    tokens, bookings = SurveyTokens(SECRETS), DynamoBookingStore(surveys.client, settings.table)
    granted = tokens.read(tokens.token(make_stored(bookings)), NOW)

    assert not surveys.is_answered(granted)
    surveys.add(granted, SurveyAnswer("bang-rak", DECEMBER, {"overall": 5}))
    with pytest.raises(AlreadyAnswered):
        surveys.add(granted, SurveyAnswer("bang-rak", DECEMBER, {"overall": 1}, "once more"))

    assert surveys.is_answered(granted)
    assert surveys.levels("bang-rak", DECEMBER) == [{"overall": 5}]
    assert surveys.comments("bang-rak", DECEMBER) == []
    assert keys.surveyed(granted.id)["pk"].startswith("SURVEYED#")
