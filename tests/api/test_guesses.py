"""Guessing references is slowed down, on the routes that ask for a key."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.test import Client

from chalicelib.domain.guesses import WRONG_KEYS_A_MINUTE
from chalicelib.routes import requests
from tests.api.test_bookings import post
from tests.builders import make_body
from tests.fakes import FrozenClock


def read(api: Client, path: str, token: str = "a-guess", **headers: str) -> Any:
    return api.http.get(path, headers={"Authorization": f"Bearer {token}", **headers})


@pytest.mark.parametrize("path", ["", "/calendar.ics", "/qr.svg"])
def test_guesses_are_answered_429_after_a_while_and_a_right_key_waits_a_minute(
    api: Client, clock: FrozenClock, path: str
) -> None:
    booked = post(api, make_body()).json_body
    for _ in range(WRONG_KEYS_A_MINUTE):
        assert read(api, f"/bookings/ABCD-2345{path}").status_code == 404

    refused = read(api, f"/bookings/ABCD-2345{path}")
    own = f"/bookings/{booked['reference']}"

    assert refused.status_code == 429
    assert refused.json_body["code"] == "too_many_requests"
    assert int(refused.headers["Retry-After"]) >= 1
    assert read(api, own, booked["manage_token"]).status_code == 429
    clock.moment += timedelta(minutes=1)
    assert read(api, own, booked["manage_token"]).status_code == 200


def test_behind_cloudfront_the_couple_is_told_from_its_neighbour(api: Client) -> None:
    guesser = {"CloudFront-Viewer-Address": "192.0.2.7:40001"}
    for _ in range(WRONG_KEYS_A_MINUTE):
        read(api, "/bookings/ABCD-2345", **guesser)

    assert read(api, "/bookings/ABCD-2345", **guesser).status_code == 429
    neighbour = {"CloudFront-Viewer-Address": "192.0.2.8:40001"}
    assert read(api, "/bookings/ABCD-2345", **neighbour).status_code == 404


def test_booking_is_never_counted_by_address(api: Client) -> None:
    for _ in range(WRONG_KEYS_A_MINUTE + 1):
        read(api, "/bookings/ABCD-2345")

    assert post(api, make_body()).status_code == 201


def test_an_ipv6_address_keeps_its_colons() -> None:
    asked: Any = SimpleNamespace(headers={"cloudfront-viewer-address": "2001:db8::7:443"})

    assert requests.caller(asked) == "2001:db8::7"
