"""Refusals outside any view, and what an unforeseen fault looks like."""

from __future__ import annotations

import base64
import json
import logging

import pytest
from botocore.exceptions import EndpointConnectionError
from chalice.test import Client, HTTPResponse

from app import app
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.errors import TryAgain
from chalicelib.routes import problems
from chalicelib.routes.application import NatRakApp
from chalicelib.services import Services
from tests.builders import make_body


def is_a_problem(answer: HTTPResponse) -> bool:
    members = {"type", "title", "status", "code", "message"}
    return (
        answer.headers["Content-Type"] == "application/problem+json"
        and members <= set(answer.json_body)
        and answer.json_body["status"] == answer.status_code
        and set(answer.json_body["message"]) == {"th", "en"}
    )


def test_a_wrong_method_is_405_and_says_which_are_right(api: Client) -> None:
    answer = api.http.delete("/offices")

    assert is_a_problem(answer)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize(
    ("path", "status"), [("/health", 200), ("/offices", 200), ("/offices/atlantis", 404)]
)
def test_head_is_answered_like_get_without_a_body(api: Client, path: str, status: int) -> None:
    get, head = api.http.get(path), api.http.request("HEAD", path)

    assert (get.status_code, head.status_code) == (status, status)
    assert (head.body, head.headers) == (b"", get.headers)


def test_head_of_what_is_only_posted_is_405(api: Client) -> None:
    answer = api.http.request("HEAD", "/bookings/resend")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_a_client_without_an_accept_header_is_answered(api: Client) -> None:
    assert api.http.get("/offices", headers={}).status_code == 200


def test_a_table_out_of_reach_is_503_with_retry_after(
    api: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="")

    monkeypatch.setattr(services.store.client, "get_item", unreachable)  # type: ignore[attr-defined]

    answer = api.http.get("/health")

    assert is_a_problem(answer)
    assert answer.json_body["code"] == TryAgain.code
    assert int(answer.headers["Retry-After"]) >= 1


def test_an_unforeseen_fault_is_500_and_tells_nothing_of_itself(
    api: Client,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    del services
    monkeypatch.setattr(DynamoBookingStore, "ping", broken)

    with caplog.at_level(logging.CRITICAL):
        answer = api.http.get("/health")

    assert is_a_problem(answer)
    assert (answer.status_code, answer.json_body["code"]) == (500, "internal_error")
    assert b"secret of the inside" not in answer.body


def test_an_event_with_a_base64_body_is_read_as_on_aws(services: Services) -> None:
    del services
    event = {
        "requestContext": {
            "httpMethod": "POST",
            "resourcePath": "/offices/{office}/bookings",
        },
        "headers": {"Content-Type": "application/json", "Idempotency-Key": "k" * 16},
        "pathParameters": {"office": "bang-rak"},
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": base64.b64encode(json.dumps(make_body()).encode()).decode(),
        "isBase64Encoded": True,
    }
    assert isinstance(app, NatRakApp)

    answer = app(event, None)

    assert answer["statusCode"] == 201
    assert answer["isBase64Encoded"]
    assert json.loads(base64.b64decode(answer["body"]))["status"] == "booked"


def test_couples_that_came_together_are_not_sent_back_together() -> None:
    waits = {problems.headers(TryAgain())["Retry-After"] for _ in range(200)}

    assert waits == {"1", "2", "3", "4", "5"}
