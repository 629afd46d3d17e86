"""The survey through the API: what is asked, one answer a token, and what bad input gets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters import data_files
from chalicelib.domain.months import Month
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.services import Services
from tests.builders import make_booking
from tests.fakes import FrozenClock

DECEMBER = Month(2026, 12)


@pytest.fixture
def token(services: Services) -> str:
    return SurveyTokens(services.secrets).token(make_booking())


def get(api: Client, token: str, path: str = "/survey") -> HTTPResponse:
    return api.http.get(path, headers={"Authorization": f"Bearer {token}"})


def post(api: Client, token: str, body: object) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return api.http.post("/survey", headers=headers, body=json.dumps(body).encode())


def wrong_fields(answer: HTTPResponse) -> dict[str, str]:
    assert answer.status_code == 422
    return {error["field"]: error["code"] for error in answer.json_body["errors"]}


def test_six_to_eight_questions_on_five_levels_in_both_languages(api: Client, token: str) -> None:
    shown = get(api, token).json_body

    assert 6 <= len(shown["questions"]) <= 8
    assert [level["value"] for level in shown["levels"]] == [5, 4, 3, 2, 1]
    assert {question["topic"] for question in shown["questions"]} == {
        "process", "staff", "channel", "place", "result", "overall",
    }  # fmt: skip
    texts = [each["text"] for each in [*shown["questions"], *shown["levels"]]]
    assert all(text["th"] and text["en"] for text in [*texts, shown["not_applicable"]])
    assert shown["answered"] is False


def test_an_answer_is_kept_under_its_month_without_what_does_not_apply(
    api: Client, services: Services, token: str
) -> None:
    body = {"answers": {"overall": 5, "staff": 4, "place": None}, "comment": "ดี โทร 0812345678"}

    answer = post(api, token, body)

    assert answer.status_code == 201
    assert services.survey_store.levels("bang-rak", DECEMBER) == [{"overall": 5, "staff": 4}]
    assert services.survey_store.comments("bang-rak", DECEMBER) == ["ดี โทร [•••]"]


def test_a_used_token_is_a_conflict_and_says_so_when_it_is_opened(
    api: Client, services: Services, token: str
) -> None:
    post(api, token, {"answers": {"overall": 5}})

    again = post(api, token, {"answers": {"overall": 1}})

    assert (again.status_code, again.json_body["code"]) == (409, "already_answered")
    assert get(api, token).json_body["answered"] is True
    assert services.survey_store.levels("bang-rak", DECEMBER) == [{"overall": 5}]


def test_opening_uses_nothing_up(api: Client, token: str) -> None:
    for _ in range(3):
        get(api, token)
        get(api, token, "/survey/qr.svg")

    assert post(api, token, {"answers": {"overall": 5}}).status_code == 201


@pytest.mark.parametrize("bad", ["", "x", "bang-rak.2026-12.a.b"])
def test_an_unknown_token_is_not_found(api: Client, bad: str) -> None:
    for answer in (get(api, bad), post(api, bad, {"answers": {"overall": 5}})):
        assert (answer.status_code, answer.json_body["code"]) == (404, "survey_unknown")


def test_an_expired_token_is_refused(api: Client, token: str, clock: FrozenClock) -> None:
    clock.moment = clock.moment.replace(year=2027, month=2)

    for answer in (get(api, token), post(api, token, {"answers": {"overall": 5}})):
        assert (answer.status_code, answer.json_body["code"]) == (401, "survey_expired")


@pytest.mark.parametrize("level", [0, 6, -1, 3.0, "5", True, [], {}])
def test_a_level_outside_one_to_five_is_named(api: Client, token: str, level: Any) -> None:
    answer = post(api, token, {"answers": {"overall": level, "staff": 5}})

    assert wrong_fields(answer) == {"answers.overall": "level_invalid"}


def test_an_unknown_question_is_named(api: Client, token: str) -> None:
    answer = post(api, token, {"answers": {"colour": 5, "staff": 5}})

    assert wrong_fields(answer) == {"answers.colour": "question_unknown"}


@pytest.mark.parametrize(
    "body", [{"answers": {}}, {"answers": {"overall": None}}, {"answers": {}, "comment": "  "}]
)
def test_an_empty_survey_is_refused_and_uses_nothing_up(
    api: Client, token: str, body: object
) -> None:
    assert wrong_fields(post(api, token, body)) == {"answers": "answers_empty"}
    assert get(api, token).json_body["answered"] is False


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"answers": "field_required"}),
        ({"answers": []}, {"answers": "field_invalid"}),
        ({"answers": None}, {"answers": "field_required"}),
        ({"answers": {"staff": 5}, "name": "มะลิ"}, {"name": "field_unknown"}),
        ({"answers": {"staff": 5}, "comment": "ก" * 1001}, {"comment": "comment_too_long"}),
        ({"answers": {"staff": 5}, "comment": 7}, {"comment": "field_invalid"}),
    ],
)
def test_every_wrong_field_is_named(
    api: Client, token: str, body: object, errors: dict[str, str]
) -> None:
    assert wrong_fields(post(api, token, body)) == errors


def test_a_comment_of_a_thousand_signs_is_kept_whole(
    api: Client, services: Services, token: str
) -> None:
    post(api, token, {"answers": {}, "comment": "ก" * 1000})

    assert services.survey_store.comments("bang-rak", DECEMBER) == ["ก" * 1000]
    assert services.survey_store.levels("bang-rak", DECEMBER) == []


def test_the_desks_picture_holds_the_address_of_this_survey(api: Client, token: str) -> None:
    picture = get(api, token, "/survey/qr.svg")

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.body.startswith(b"<svg")
    assert get(api, "x", "/survey/qr.svg").status_code == 404


def test_every_question_belongs_to_a_topic_that_has_a_name() -> None:
    asked = data_files.questionnaire()

    assert {question.topic for question in asked.questions} == set(asked.topics)
