"""The canary, on the API itself: it sees what a couple would see."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.request import Request

import pytest
from chalice.test import Client

from app import app
from chalicelib.adapters import data_files
from chalicelib.adapters.canary import Canary, CanaryFailed
from chalicelib.domain.offices import TEST_OFFICE
from chalicelib.services import Services
from tests.fakes import FrozenClock

SITE = "https://natrak.test"


def through_the_app(request: Request) -> bytes:
    """A request of the canary, answered by the Chalice app."""
    path = request.full_url.removeprefix(SITE)
    if path == "/":
        return b"<html></html>"
    data = request.data if isinstance(request.data, bytes) else b""
    with Client(app, project_dir="functions") as client:
        answer = client.http.request(
            method=request.get_method(),
            path=path.removeprefix("/api"),
            headers=dict(request.header_items()),
            body=data,
        )
    if answer.status_code >= 400:
        raise OSError(answer.status_code)
    return bytes(answer.body)


def test_it_reads_and_books_and_cancels_every_hour_of_the_day(
    services: Services, clock: FrozenClock
) -> None:
    canary = Canary(SITE, clock, through_the_app)

    assert canary.read()["days"] == 30
    for _ in range(26):
        assert canary.book_and_cancel() == {"booked": 1}
        clock.moment += timedelta(hours=1)


def test_an_old_calendar_is_a_failure(services: Services, clock: FrozenClock) -> None:
    later = FrozenClock(clock.moment + timedelta(minutes=2))

    with pytest.raises(CanaryFailed, match="120 s old"):
        Canary(SITE, later, through_the_app).read()


def test_half_a_page_is_a_failure(clock: FrozenClock) -> None:
    with pytest.raises(CanaryFailed, match="no page"):
        Canary(SITE, clock, lambda _: b"<html>").read()


def test_a_full_test_office_is_a_failure(clock: FrozenClock) -> None:
    def nothing_open(_: Request) -> bytes:
        return json.dumps({"days": [{"date": "2026-12-14", "open": False}]}).encode()

    with pytest.raises(CanaryFailed, match="no day"):
        Canary(SITE, clock, nothing_open).book_and_cancel()


def test_the_test_office_is_in_no_list_and_wakes_no_staff(services: Services) -> None:
    assert TEST_OFFICE not in {office.id for office in data_files.offices().all()}
    assert data_files.offices().get(TEST_OFFICE).takes_bookings
