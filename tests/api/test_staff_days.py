"""Closing a day, special openings, and who has to be told."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from chalice.test import Client

from chalicelib.domain.days import Closure
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.text import Text
from chalicelib.services import Services
from tests.api.desk_client import Officer, make_officer
from tests.builders import A_MONDAY, NOW, make_stored
from tests.fakes import FrozenClock

PATH = "/staff/days/2026-12-14"
TRAINING = {"th": "อบรมเจ้าหน้าที่", "en": "staff training"}
CLOSED = {"open": False, "reason": TRAINING}
HALL = {
    "name": {"th": "อาคารทดสอบ", "en": "Test Hall"},
    "address": {"th": "ถนนทดสอบ", "en": "1 Test Road"},
}
SPECIAL = {"open": True, "venue": HALL, "capacity": 2}


@pytest.fixture
def officer(api: Client, services: Services) -> Officer:
    """With one couple that gave an address on that Monday, and one that did not."""
    make_stored(services.store, email="mali@example.com")
    make_stored(services.store, reference="WXYZ-6789", slot=2, start=time(8, 31), end=time(9, 0))
    return make_officer(api, services, "office", NOW.date())


def waiting(services: Services) -> list[tuple[str, str]]:
    """The messages of the office's own decisions that wait."""
    kinds = {"closed", "venue"}
    return [(e.reference, e.kind) for e in services.outbox.due(NOW) if e.kind in kinds]


def test_closing_a_day_names_every_couple_and_who_must_be_called(
    officer: Officer, services: Services, api: Client
) -> None:
    closed = officer.put(PATH, CLOSED).json_body

    assert (closed["open"], closed["reason"], closed["places"]) == (False, TRAINING, 0)
    assert [(b["reference"], b["because"], b["told"]) for b in closed["bookings"]] == [
        ("ABCD-2345", "closed", "mail"),
        ("WXYZ-6789", "closed", "phone"),
    ]
    assert (closed["by_mail"], closed["by_phone"]) == (1, 1)
    assert waiting(services) == [("ABCD-2345", "closed")]
    day = api.http.get("/offices/bang-rak/days/2026-12-14").json_body
    assert (day["open"], day["reason"]["en"]) == (False, "staff training")


def test_a_preview_changes_nothing(officer: Officer, services: Services) -> None:
    preview = officer.put(PATH, CLOSED | {"preview": True}).json_body

    assert services.store.change_of("bang-rak", A_MONDAY) is None
    assert waiting(services) == []
    assert preview == officer.put(PATH, CLOSED).json_body | {"preview": True}
    assert services.store.change_of("bang-rak", A_MONDAY) == Closure(Text(**TRAINING))


def test_each_couple_is_proposed_the_nearest_slots_and_no_place_twice(officer: Officer) -> None:
    first, second = officer.put(PATH, CLOSED | {"preview": True}).json_body["bookings"]

    def shown(booking: dict[str, Any]) -> list[tuple[str, str]]:
        return [(each["date"], each["start"]) for each in booking["proposals"]]

    assert shown(first) == [
        ("2026-12-15", "08:00"),
        ("2026-12-15", "08:31"),
        ("2026-12-15", "09:01"),
    ]
    assert shown(second)[0] == ("2026-12-15", "08:31")
    assert shown(first)[0] != shown(second)[0]


def test_closing_twice_tells_the_couple_once(officer: Officer, services: Services) -> None:
    officer.put(PATH, CLOSED)
    officer.put(PATH, CLOSED)

    assert waiting(services) == [("ABCD-2345", "closed")]


def test_each_closing_and_each_opening_again_is_told(officer: Officer, services: Services) -> None:
    for change in (CLOSED, {"normal": True}, CLOSED):
        assert officer.put(PATH, change).json_body["bookings"][0]["told"] == "mail"

    assert sorted(waiting(services)) == [
        ("ABCD-2345", "closed"),
        ("ABCD-2345", "closed"),
        ("ABCD-2345", "venue"),
    ]


def test_each_building_that_a_day_is_moved_to_is_told(officer: Officer, services: Services) -> None:
    for name in ("A", "B", "C"):
        hall = HALL | {"name": {"th": name, "en": name}}
        first, _ = officer.put(PATH, SPECIAL | {"venue": hall}).json_body["bookings"]
        assert (first["because"], first["told"]) == ("venue", "mail")

    assert waiting(services) == [("ABCD-2345", "venue")] * 3


def test_the_answer_says_whether_the_day_was_so_and_whether_all_is_done(
    officer: Officer, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(**body: Any) -> tuple[bool, bool]:
        shown = officer.put(PATH, CLOSED | body).json_body
        return shown["already"], shown["finished"]

    def busy(*_: Any) -> None:
        raise TryAgain

    assert told(preview=True) == (False, True)
    monkeypatch.setattr(services.outbox, "leave_once", busy)
    assert told() == (False, False)
    assert told(preview=True) == (True, True)
    monkeypatch.undo()
    assert told() == (True, True)
    assert waiting(services) == [("ABCD-2345", "closed")]


def test_a_special_opening_at_another_place_tells_who_has_booked(
    officer: Officer, services: Services
) -> None:
    opened = officer.put(PATH, SPECIAL | {"opens_at": "2026-12-02T09:00:00+07:00"}).json_body

    assert (opened["special"], opened["places"], opened["venue"]) == (True, 30, HALL)
    assert opened["opens_at"] == "2026-12-02T09:00:00+07:00"
    assert {booking["because"] for booking in opened["bookings"]} == {"venue"}
    assert waiting(services) == [("ABCD-2345", "venue")]


def test_a_couple_whose_time_is_no_more_needs_another(officer: Officer) -> None:
    slots = [{"start": "08:00", "end": "08:30"}, {"start": "09:00", "end": "09:30"}]

    opened = officer.put(PATH, SPECIAL | {"slots": slots}).json_body

    assert [slot["slot"] for slot in opened["slots"]] == [1, 2]
    assert [booking["because"] for booking in opened["bookings"]] == ["venue", "no_place"]


def test_a_day_made_ordinary_again_names_who_was_told_that_it_is_closed(officer: Officer) -> None:
    officer.put(PATH, CLOSED)

    ordinary = officer.put(PATH, {"normal": True}).json_body

    assert (ordinary["open"], ordinary["special"]) == (True, False)
    assert {booking["because"] for booking in ordinary["bookings"]} == {"reopened"}


def test_a_sunday_can_be_opened_and_is_a_sunday_again_after(officer: Officer, api: Client) -> None:
    path = "/staff/days/2027-02-14"

    officer.put(path, SPECIAL | {"opens_at": "2026-12-01T09:00:00+07:00"})
    assert api.http.get("/offices/bang-rak/days/2027-02-14").json_body["open"]
    ordinary = officer.put(path, {"normal": True}).json_body

    assert (ordinary["open"], ordinary["reason"]["en"]) == (False, "weekend")


def test_a_day_that_is_over_stays_as_it_was(officer: Officer) -> None:
    assert officer.put("/staff/days/2026-11-30", CLOSED).json_body["code"] == "day_past"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "open"),
        ({"open": False}, "reason"),
        ({"open": False, "reason": {"th": "ก"}}, "reason.en"),
        ({"open": False, "reason": {"th": "ก", "en": " "}}, "reason.en"),
        ({"open": True, "capacity": 1}, "venue"),
        ({"open": True, "venue": HALL}, "capacity"),
        (SPECIAL | {"capacity": 0}, "capacity"),
        (SPECIAL | {"capacity": 3001}, "capacity"),
        (SPECIAL | {"reason": TRAINING}, "reason"),
        (SPECIAL | {"opens_at": "2026-12-02T09:00"}, "opens_at"),
        (SPECIAL | {"slots": [{"start": "09:00", "end": "08:00"}]}, "slots"),
        (SPECIAL | {"slots": []}, "slots"),
        (CLOSED | {"venue": HALL}, "venue"),
        ({"normal": True, "reason": TRAINING}, "reason"),
        ({"open": "yes"}, "open"),
    ],
)
def test_a_decision_says_one_thing_and_all_of_it(
    officer: Officer, body: dict[str, Any], field: str
) -> None:
    answer = officer.put(PATH, body)

    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json_body["errors"]]


@pytest.mark.parametrize("scope", ["day-list", "report"])
def test_a_link_that_only_reads_decides_nothing(
    api: Client, services: Services, scope: Any
) -> None:
    answer = make_officer(api, services, scope).put(PATH, CLOSED)

    assert answer.json_body["code"] == "link_invalid"


def test_a_desk_decides_its_own_day_only(api: Client, services: Services) -> None:
    monday = make_officer(api, services, "desk")

    assert monday.put("/staff/days/2026-12-15", CLOSED).json_body["code"] == "link_invalid"
    assert monday.put(PATH, CLOSED).status_code == 200


def test_the_desk_says_that_its_day_is_closed(officer: Officer, clock: FrozenClock) -> None:
    officer.put(PATH, CLOSED)

    shown = officer.get("/staff/desk?date=2026-12-14").json_body

    assert (shown["open"], shown["reason"]) == (False, TRAINING)
    assert date.fromisoformat(shown["date"]) == A_MONDAY
