"""The calendar file and the QR code through the API: who may have them, and what they open."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.domain.secrets import Secrets
from tests.api.test_bookings import post
from tests.builders import make_body
from tests.conftest import KEYS

FILES = ["calendar.ics", "qr.svg"]


@pytest.fixture
def booked(api: Client) -> dict[str, Any]:
    body: dict[str, Any] = post(api, make_body(slot=2)).json_body
    return body


def get(api: Client, url: str, token: str | None = None) -> HTTPResponse:
    """What a browser gets; the API's own paths begin after ``/api``."""
    parts = urlsplit(url)
    path = f"{parts.path.removeprefix('/api')}?{parts.query}".rstrip("?")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return api.http.get(path, headers=headers)


def test_the_addresses_of_both_files_are_in_the_booking(booked: dict[str, Any]) -> None:
    start = f"http://natrak.test/api/bookings/{booked['reference']}"

    assert booked["calendar_url"].startswith(f"{start}/calendar.ics?token=")
    assert booked["qr_url"].startswith(f"{start}/qr.svg?token=")
    assert booked["manage_token"] not in booked["calendar_url"] + booked["qr_url"]


def test_the_calendar_file_is_had_by_its_address(api: Client, booked: dict[str, Any]) -> None:
    answer = get(api, booked["calendar_url"])

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = icalendar.Calendar.from_ical(answer.body).events
    assert event.start.isoformat() == "2026-12-14T08:31:00+07:00"
    assert booked["manage_token"].encode() not in answer.body.replace(b"\r\n ", b"")


def test_the_code_is_had_by_its_address(api: Client, booked: dict[str, Any]) -> None:
    answer = get(api, booked["qr_url"])

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.body.startswith(b"<svg")


@pytest.mark.parametrize("file", FILES)
def test_the_bearer_of_the_manage_token_has_them_too(
    api: Client, booked: dict[str, Any], file: str
) -> None:
    path = f"/bookings/{booked['reference'].lower()}/{file}"

    assert get(api, path, booked["manage_token"]).status_code == 200


@pytest.mark.parametrize("file", FILES)
def test_anything_else_looks_like_an_unknown_booking(
    api: Client, booked: dict[str, Any], file: str
) -> None:
    path = f"/bookings/{booked['reference']}/{file}"
    ticket = booked["calendar_url"].partition("token=")[2]
    refused = [
        get(api, path),
        get(api, f"{path}?token="),
        get(api, f"{path}?token=x"),
        get(api, f"{path}?token=%E0%B8%81"),
        get(api, path, "x"),
        # The manage token must never get into an address, the other one never into a header.
        get(api, f"{path}?token={booked['manage_token']}"),
        get(api, path, ticket),
        get(api, f"/bookings/ABCD-2345/{file}?token={ticket}"),
        get(api, f"/bookings/nothing/{file}?token={ticket}"),
    ]

    assert {answer.status_code for answer in refused} == {404}
    assert {answer.json_body["code"] for answer in refused} == {"booking_unknown"}
    assert len({answer.body for answer in refused}) == 1


def test_the_token_of_the_files_opens_nothing_else(api: Client, booked: dict[str, Any]) -> None:
    ticket = booked["calendar_url"].partition("token=")[2]
    path = f"/bookings/{booked['reference']}"
    headers = {"Authorization": f"Bearer {ticket}", "Content-Type": "application/json"}
    move = b'{"date": "2026-12-15", "slot": 1}'

    tried = [
        api.http.get(path, headers=headers),
        api.http.get(f"{path}?token={ticket}"),
        api.http.post(f"{path}/cancel", headers=headers),
        api.http.post(f"{path}/cancel?token={ticket}"),
        api.http.post(f"{path}/move", headers=headers, body=move),
        api.http.post(f"{path}/move?token={ticket}", headers=headers, body=move),
    ]

    assert {answer.status_code for answer in tried} == {404}
    assert api.http.get(f"/staff/day-list?token={ticket}").status_code == 403
    shown = api.http.get(path, headers={"Authorization": f"Bearer {booked['manage_token']}"})
    assert shown.json_body == booked


def test_a_new_manage_link_ends_the_addresses_before_it() -> None:
    secrets = Secrets(KEYS.hash_key)
    old = secrets.ticket_token("ABCD-2345", 1)

    assert secrets.is_ticket_token(old, "ABCD-2345", 1)
    assert not secrets.is_ticket_token(old, "ABCD-2345", 2)
    assert not secrets.is_manage_token(old, "ABCD-2345", 1)


def test_the_file_of_a_cancelled_booking_takes_it_out_of_the_calendar(
    api: Client, booked: dict[str, Any]
) -> None:
    path = f"/bookings/{booked['reference']}/cancel"
    api.http.post(path, headers={"Authorization": f"Bearer {booked['manage_token']}"})

    answer = get(api, booked["calendar_url"])

    calendar = icalendar.Calendar.from_ical(answer.body)
    assert (calendar["METHOD"], calendar.events[0]["SEQUENCE"]) == ("CANCEL", 1)
    assert answer.headers["Content-Type"].endswith("method=CANCEL")
