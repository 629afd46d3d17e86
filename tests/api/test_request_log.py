"""What the log knows of a request, and what it must never know."""

from __future__ import annotations

import json
import logging

import pytest
from chalice.test import Client

from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.services import Services
from tests.builders import A_MONDAY, NOW, make_body

KEY = "a-key-of-sixteen-or-more"


def post(api: Client, body: object) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}
    answer = api.http.post(
        "/offices/bang-rak/bookings", headers=headers, body=json.dumps(body).encode()
    )
    return dict(answer.json_body)


def test_each_request_leaves_one_line(api: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        post(api, make_body())
        post(api, make_body(slot=2))

    first, second = (json.loads(record.message) for record in caplog.records)
    assert first["request_id"] != second["request_id"]
    assert first["ms"] > 0
    assert {**first, "request_id": 0, "ms": 0} == {
        "request_id": 0,
        "method": "POST",
        "route": "/offices/{office}/bookings",
        "status": 201,
        "code": None,
        "ms": 0,
    }
    assert (second["status"], second["code"]) == (422, "idempotency_key_reused")


def test_nothing_about_a_person_or_a_link_is_logged(
    api: Client,
    services: Services,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    links = services.staff_links
    staff = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "day-list", NOW))
    with caplog.at_level(logging.DEBUG, logger="natrak"):
        booked = post(api, make_body(email="mali@example.com"))
        bearer = {"Authorization": f"Bearer {booked['manage_token']}"}
        reference = booked["reference"]
        api.http.get(f"/bookings/{reference}", headers=bearer)
        api.http.get(booked["calendar_url"].partition("/api")[2])
        api.http.get(f"/staff/day-list?token={staff}&format=csv")
        api.http.get("/staff/day-list?token=wrong", headers={"Accept": "text/html"})
        post(api, make_body(couple=[{"name": "มะลิ", "nationality": "XX"}]))
        api.http.post(f"/bookings/{reference}/cancel", headers=bearer)

    logged = caplog.text + "".join(capfd.readouterr())
    for secret in (
        "มะลิ",
        "Nguyễn",
        "812345678",
        "081-234",
        "mali@",
        booked["manage_token"],
        booked["calendar_url"].rpartition("token=")[2],
        staff,
        reference,
        KEY,
    ):
        assert secret not in logged
    assert "/bookings/{reference}" in logged


def test_a_fault_over_a_stored_booking_does_not_log_it(
    api: Client,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The race's old item rides on the error; its text must not."""
    post(api, make_body())

    def broken(item: object) -> None:
        raise KeyError("sequence")

    monkeypatch.setattr("chalicelib.adapters.dynamodb.items.booking_from", broken)
    with caplog.at_level(logging.DEBUG, logger="natrak"):
        answer = post(api, make_body())

    assert answer["code"] == "internal_error"
    assert isinstance(services.store, DynamoBookingStore)
    assert "มะลิ" not in caplog.text
    assert "812345678" not in caplog.text
