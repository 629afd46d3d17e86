"""Offices, days and slots through the API."""

from __future__ import annotations

import pytest
from chalice.test import Client


def test_all_fifty_offices_are_listed(api: Client) -> None:
    offices = api.http.get("/offices").json_body["offices"]

    assert len(offices) == 50
    assert {
        "id": "bang-rak",
        "code": "1004",
        "name": {"th": "สำนักงานเขตบางรัก", "en": "Bang Rak District Office"},
        "booking": True,
    } in offices


def test_an_office_shows_where_it_is_and_its_table(api: Client) -> None:
    office = api.http.get("/offices/bang-rak").json_body

    assert office["phone"] == "+6622361395"
    assert office["arrive_minutes_early"] == 5
    assert office["slots"][1] == {
        "slot": 2,
        "start": "08:31",
        "end": "09:00",
        "label": {"th": "๐๘.๓๑–๐๙.๐๐ น.", "en": "08:31–09:00"},
        "capacity": 1,
    }


def test_an_office_without_bookings_is_shown_all_the_same(api: Client) -> None:
    assert api.http.get("/offices/dusit").json_body["booking"] is False


def test_days_are_open_with_their_places_or_closed_with_a_reason(api: Client) -> None:
    answer = api.http.get("/offices/bang-rak/days?from=2026-12-04&to=2026-12-08").json_body

    assert answer["office"] == "bang-rak"
    assert answer["as_of"] == "2026-12-01T09:00:00+07:00"
    friday, saturday, _, monday, tuesday = answer["days"]
    assert friday == {"date": "2026-12-04", "open": True, "free": 15, "capacity": 15}
    assert saturday["reason"]["code"] == "weekend"
    assert monday["reason"]["code"] == "holiday"
    assert "Father's Day" in monday["reason"]["en"]
    assert tuesday["open"]


def test_a_closed_day_has_no_slots(api: Client) -> None:
    day = api.http.get("/offices/bang-rak/days/2026-12-05").json_body

    assert (day["open"], day["slots"], day["reason"]["code"]) == (False, [], "weekend")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("to=2026-13-01", "to"),
        ("from=2026-12-10&to=2026-12-01", "to"),
        ("from=2026-12-01&to=2027-12-01", "to"),
    ],
)
def test_a_wrong_span_is_named(api: Client, query: str, field: str) -> None:
    answer = api.http.get(f"/offices/bang-rak/days?{query}")

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json_body["errors"]] == [field]


def test_a_day_that_is_no_date_is_named(api: Client) -> None:
    answer = api.http.get("/offices/bang-rak/days/soon")

    assert answer.status_code == 422
    assert answer.json_body["errors"][0]["field"] == "date"


@pytest.mark.parametrize("path", ["", "/days", "/days/2026-12-14"])
def test_an_unknown_office_is_404(api: Client, path: str) -> None:
    answer = api.http.get(f"/offices/nowhere{path}")

    assert (answer.status_code, answer.json_body["code"]) == (404, "office_unknown")
