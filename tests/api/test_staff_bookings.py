"""Bookings that staff enter, find and change for a couple."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Person
from chalicelib.services import Services
from tests.api.desk_client import Officer, make_officer
from tests.builders import A_MONDAY, NOW, make_body, make_office, make_rules, make_stored
from tests.fakes import FrozenClock, SomeOffices

KEY = "an-officers-own-key-01"


@pytest.fixture
def officer(api: Client, services: Services) -> Officer:
    return make_officer(api, services, "office", NOW.date())


def enter(officer: Officer, key: str = KEY, **values: Any) -> HTTPResponse:
    body = make_body(**{"channel": "phone"} | values)
    return officer.post("/staff/bookings", body, **{"Idempotency-Key": key})


def find(officer: Officer, query: str) -> list[str]:
    answer = officer.post("/staff/bookings/find", {"q": query})
    assert answer.status_code == 200, answer.json_body
    return [booking["reference"] for booking in answer.json_body["bookings"]]


def keep_for_counter(services: Services, slot: int, kept: int, capacity: int = 1) -> None:
    """Let an office keep places of one slot for the counter."""
    slots = tuple(
        replace(each, kept=kept) if each.number == slot else each for each in make_rules().slots
    )
    services.offices = SomeOffices([make_office(slots=slots, capacity=capacity)])
    for part in ("bookings", "availability", "counter"):
        services.__dict__.pop(part, None)


@pytest.mark.parametrize("channel", ["facebook", "line", "phone", "counter"])
def test_a_request_that_came_another_way_is_entered_with_its_channel(
    officer: Officer, services: Services, channel: str
) -> None:
    entered = enter(officer, channel=channel)

    assert entered.status_code == 201
    assert entered.json_body["manage_url"]
    booking = services.store.find(entered.json_body["reference"])
    assert booking
    assert booking.channel == channel


def test_entered_twice_it_is_one_booking(officer: Officer) -> None:
    first, again = enter(officer), enter(officer)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json_body == first.json_body


def test_the_channel_must_be_said(officer: Officer) -> None:
    assert enter(officer, channel=None).json_body["errors"][0]["field"] == "channel"


def test_couples_themselves_cannot_claim_to_have_come_to_the_counter(api: Client) -> None:
    answer = api.http.post(
        "/offices/bang-rak/bookings",
        headers={"Content-Type": "application/json", "Idempotency-Key": KEY},
        body=json.dumps(make_body(channel="counter")).encode(),
    )

    assert answer.json_body["errors"][0]["field"] == "channel"


def test_today_can_be_entered_until_the_slot_has_ended(
    officer: Officer, clock: FrozenClock
) -> None:
    clock.moment = datetime(2026, 12, 1, 8, 29, tzinfo=BANGKOK)
    assert enter(officer, date="2026-12-01", slot=1).status_code == 201
    clock.moment = datetime(2026, 12, 1, 9, 0, tzinfo=BANGKOK)

    late = enter(officer, "another-key-of-officer", date="2026-12-01", slot=2, phone="0812345679")

    assert (late.status_code, late.json_body["code"]) == (422, "slot_past")


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-11-30", "day_past"), ("2026-12-05", "day_closed"), ("2027-04-01", "outside_window")],
)
def test_the_rules_of_the_days_hold_for_staff_too(officer: Officer, day: str, code: str) -> None:
    assert enter(officer, date=day).json_body["code"] == code


def test_what_staff_enter_is_not_counted_against_the_phone(
    officer: Officer, services: Services
) -> None:
    for number in range(5):
        entered = enter(officer, f"an-officers-own-key-{number:02}")
        assert entered.status_code == 201
        officer.post(f"/staff/bookings/{entered.json_body['reference']}/cancel")


def test_a_phone_still_has_one_open_booking_only(officer: Officer) -> None:
    enter(officer)

    assert enter(officer, "an-officers-own-key-02", slot=2).json_body["code"] == (
        "open_booking_exists"
    )


def test_a_place_kept_for_the_counter_is_offered_to_staff_alone(
    api: Client, services: Services, officer: Officer
) -> None:
    keep_for_counter(services, slot=3, kept=1)

    shown = api.http.get("/offices/bang-rak/days/2026-12-14").json_body["slots"][2]
    listed = api.http.get("/offices/bang-rak/days?from=2026-12-14&to=2026-12-14").json_body
    online = api.http.post(
        "/offices/bang-rak/bookings",
        headers={"Content-Type": "application/json", "Idempotency-Key": KEY},
        body=json.dumps(make_body(slot=3)).encode(),
    )
    entered = enter(officer, slot=3)

    assert (shown["capacity"], shown["free"]) == (0, 0)
    assert (listed["days"][0]["free"], listed["days"][0]["capacity"]) == (14, 14)
    assert (online.status_code, online.json_body["code"]) == (409, "slot_taken")
    assert 3 not in online.json_body["free_slots"]
    assert entered.status_code == 201


def test_staff_take_a_kept_place_first_and_then_an_open_one(
    services: Services, officer: Officer
) -> None:
    keep_for_counter(services, slot=3, kept=1, capacity=2)

    first = enter(officer, "an-officers-own-key-01", slot=3, phone="0812345670").json_body
    second = enter(officer, "an-officers-own-key-02", slot=3, phone="0812345671").json_body
    third = enter(officer, "an-officers-own-key-03", slot=3, phone="0812345672").json_body

    assert (first["place"], second["place"], third["code"]) == (2, 1, "slot_taken")


@pytest.mark.parametrize(
    "query",
    [
        "ABCD-2345",
        "abcd 2345",
        "มะลิ",
        "nguyen thi anh",
        "NGUYỄN",
        "081 234 5678",
        "+66812345678",
        "5678",
        "๐๘๑๒๓๔",
    ],
)
def test_a_couple_is_found_by_reference_name_or_phone(
    officer: Officer, services: Services, query: str
) -> None:
    make_stored(services.store)
    make_stored(
        services.store,
        reference="WXYZ-6789",
        slot=2,
        couple=(Person("สมหญิง ใจดี", "TH"), Person("王小明", "CN")),
        phone="+66899999999",
    )

    assert find(officer, query) == ["ABCD-2345"]


def test_what_is_found_comes_with_the_titles_of_its_papers(
    officer: Officer, services: Services
) -> None:
    booking = make_stored(services.store)

    answer = officer.post("/staff/bookings/find", {"q": booking.reference}).json_body

    assert booking.documents
    assert answer["papers"].keys() == set(booking.documents)
    assert all(title["th"] and title["en"] for title in answer["papers"].values())


def test_nothing_found_is_an_empty_list(officer: Officer) -> None:
    assert find(officer, "ไม่มี") == []


@pytest.mark.parametrize("query", ["", "x", "x" * 121])
def test_a_search_for_nothing_is_refused(officer: Officer, query: str) -> None:
    answer = officer.post("/staff/bookings/find", {"q": query})

    assert answer.json_body["errors"][0]["code"] == "q_empty"


def test_a_link_finds_its_own_days_only(api: Client, services: Services) -> None:
    make_stored(services.store)
    tuesday = make_officer(api, services, "desk", date(2026, 12, 15))

    assert find(tuesday, "มะลิ") == find(tuesday, "ABCD-2345") == []


def test_a_couple_that_calls_too_late_is_still_moved(
    officer: Officer, services: Services, clock: FrozenClock, api: Client
) -> None:
    booking = make_stored(services.store)
    clock.moment = datetime(2026, 12, 14, 8, 20, tzinfo=BANGKOK)
    desk = make_officer(api, services, "office", A_MONDAY)

    moved = desk.post("/staff/bookings/ABCD-2345/move", {"date": "2026-12-14", "slot": 9})

    assert (moved.status_code, moved.json_body["slot"]) == (200, 9)
    there = services.store.find(booking.reference)
    assert there
    assert there.history[-1].by == "staff"


def test_who_is_served_is_moved_and_cancelled_no_more(
    services: Services, clock: FrozenClock, api: Client
) -> None:
    make_stored(services.store)
    clock.moment = datetime(2026, 12, 14, 8, 20, tzinfo=BANGKOK)
    desk = make_officer(api, services, "office", A_MONDAY)
    desk.press("start")

    moved = desk.post("/staff/bookings/ABCD-2345/move", {"date": "2026-12-15", "slot": 9})

    assert moved.json_body["code"] == "not_changeable"
    assert desk.post("/staff/bookings/ABCD-2345/cancel").status_code == 409


def test_a_moved_couple_begins_a_record_of_its_own(
    services: Services, clock: FrozenClock, api: Client
) -> None:
    make_stored(services.store)
    clock.moment = datetime(2026, 12, 14, 8, 40, tzinfo=BANGKOK)
    desk = make_officer(api, services, "office", A_MONDAY)
    desk.press("no-show")

    desk.post("/staff/bookings/ABCD-2345/move", {"date": "2026-12-14", "slot": 9})

    booking = services.store.find("ABCD-2345")
    assert booking
    assert booking.service.state == "waiting"


def test_a_new_link_ends_the_old_one(officer: Officer, services: Services, api: Client) -> None:
    old = services.bookings.manage_token(make_stored(services.store))

    renewed = officer.post("/staff/bookings/ABCD-2345/link").json_body

    def status(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return int(api.http.get("/bookings/ABCD-2345", headers=headers).status_code)

    assert (status(old), status(renewed["manage_token"])) == (404, 200)


def test_a_cancelled_booking_gets_no_new_link(officer: Officer, services: Services) -> None:
    services.bookings.cancel(make_stored(services.store))

    assert officer.post("/staff/bookings/ABCD-2345/link").json_body["code"] == "not_changeable"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/staff/bookings", make_body(channel="phone")),
        ("/staff/bookings/find", {"q": "มะลิ"}),
        ("/staff/bookings/ABCD-2345/cancel", None),
        ("/staff/bookings/ABCD-2345/move", {"date": "2026-12-14", "slot": 2}),
        ("/staff/bookings/ABCD-2345/link", None),
    ],
)
@pytest.mark.parametrize("scope", ["day-list", "report"])
def test_a_link_that_only_reads_changes_nothing(
    api: Client, services: Services, path: str, body: object, scope: Any
) -> None:
    make_stored(services.store)
    reader = make_officer(api, services, scope)

    answer = reader.post(path, body, **{"Idempotency-Key": KEY})

    assert (answer.status_code, answer.json_body["code"]) == (403, "link_invalid")


def test_the_day_moved_to_must_be_the_links_own(api: Client, services: Services) -> None:
    make_stored(services.store)
    monday = make_officer(api, services, "desk")

    answer = monday.post("/staff/bookings/ABCD-2345/move", {"date": "2026-12-15", "slot": 2})

    assert answer.json_body["code"] == "link_invalid"
