"""Asking for a lost link: the answer is the same for everybody."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.services import Services
from tests.api.test_bookings import fields, post
from tests.builders import make_body


@pytest.fixture
def booked(api: Client) -> dict[str, Any]:
    body: dict[str, Any] = post(api, make_body(email="couple@example.com")).json_body
    return body


def ask(api: Client, **body: Any) -> HTTPResponse:
    headers = {"Content-Type": "application/json"}
    return api.http.post("/bookings/resend", headers=headers, body=json.dumps(body).encode())


def links_waiting(services: Services) -> int:
    due = services.outbox.due(services.clock.now())
    return sum(entry.kind == "link" for entry in due)


@pytest.mark.parametrize("phone", ["081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66812345678"])
def test_both_right_leaves_a_message_with_the_link(
    api: Client, services: Services, booked: dict[str, Any], phone: str
) -> None:
    typed = booked["reference"].lower().replace("-", " ")

    assert ask(api, reference=typed, phone=phone).status_code == 202

    assert links_waiting(services) == 1


def test_nobody_can_tell_from_the_answer_whether_they_matched(
    api: Client, services: Services, booked: dict[str, Any]
) -> None:
    reference = booked["reference"]
    answers = [
        ask(api, reference=reference, phone="081-234-5678"),
        ask(api, reference=reference, phone="081-234-5679"),
        ask(api, reference="ABCD-2345", phone="081-234-5678"),
    ]

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.body for answer in answers}) == 1
    assert answers[0].json_body["message"].keys() == {"th", "en"}
    assert links_waiting(services) == 1


def test_whether_they_match_or_not_the_table_is_asked_the_same(
    api: Client, services: Services, booked: dict[str, Any]
) -> None:
    def calls(**body: str) -> list[str]:
        made: list[str] = []
        for part in (services.store, services.outbox):
            client = part.client  # type: ignore[attr-defined]
            client.meta.events.register(
                "before-call.dynamodb.*",
                lambda model, **_: made.append(model.name),
                unique_id="counting",
            )
        ask(api, **body)
        for part in (services.store, services.outbox):
            part.client.meta.events.unregister(  # type: ignore[attr-defined]
                "before-call.dynamodb.*", unique_id="counting"
            )
        return made

    hit = calls(reference=booked["reference"], phone="081-234-5678")
    wrong_phone = calls(reference=booked["reference"], phone="081-234-5679")
    no_booking = calls(reference="ABCD-2345", phone="081-234-5678")

    assert hit == wrong_phone == no_booking == ["GetItem", "TransactWriteItems"]


def test_the_fourth_within_an_hour_is_answered_alike_and_leaves_nothing(
    api: Client, services: Services, booked: dict[str, Any]
) -> None:
    reference = booked["reference"]
    answers = [ask(api, reference=reference, phone="0812345678") for _ in range(5)]

    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.body for answer in answers}) == 1


def test_a_cancelled_booking_and_one_without_an_address_are_answered_alike(
    api: Client, services: Services
) -> None:
    silent = post(api, make_body()).json_body

    answer = ask(api, reference=silent["reference"], phone="081-234-5678")

    assert answer.status_code == 202
    assert links_waiting(services) == 0


def test_what_can_be_no_reference_or_phone_is_named(api: Client) -> None:
    assert fields(ask(api, reference="K7M4", phone="call me")) == {
        "reference": "reference_invalid",
        "phone": "phone_invalid",
    }
    assert fields(ask(api)) == {"reference": "field_required", "phone": "field_required"}
    assert fields(ask(api, reference="K7M4-Q2XW", phone="0812345678", email="me@b.example")) == {
        "email": "field_unknown"
    }
    assert fields(ask(api, reference=7, phone=None)) == {
        "reference": "field_invalid",
        "phone": "field_required",
    }


def test_the_address_of_asking_is_no_booking(api: Client) -> None:
    answer = api.http.get("/bookings/resend")

    assert (answer.status_code, answer.json_body["code"]) == (405, "method_not_allowed")
