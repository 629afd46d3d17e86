"""The desk over HTTP: each press once, refusals that say why, and what a poll costs."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from chalice.test import Client

from chalicelib.adapters.clock import BANGKOK
from chalicelib.services import Services
from tests.api.desk_client import Officer, make_officer
from tests.builders import A_MONDAY, make_stored
from tests.fakes import FrozenClock

A_TUESDAY = A_MONDAY + timedelta(days=1)
KEY = "a-press-with-its-own-key"
EIGHT = datetime(2026, 12, 14, 8, 0, tzinfo=BANGKOK)


@pytest.fixture
def officer(api: Client, services: Services, clock: FrozenClock) -> Officer:
    """At the desk on that Monday at eight, with one couple in the first slot."""
    made = make_officer(api, services)
    make_stored(services.store)
    clock.moment = EIGHT
    return made


def test_a_couple_comes_is_served_and_goes(officer: Officer, clock: FrozenClock) -> None:
    officer.press("arrive")
    clock.moment = EIGHT.replace(minute=2)
    officer.press("start", officer="สมชาย")
    clock.moment = EIGHT.replace(minute=27)

    done = officer.press("finish", registered_at="08:20", remark="ล่ามมาด้วย")

    assert done.status_code == 200
    assert done.json_body["now"] == "2026-12-14T08:27:00+07:00"
    record = done.json_body["booking"]["service"]
    del record["presses"]
    assert record == {
        "version": 3,
        "state": "finished",
        "arrived_at": "2026-12-14T08:00:00+07:00",
        "started_at": "2026-12-14T08:02:00+07:00",
        "finished_at": "2026-12-14T08:27:00+07:00",
        "registered_at": "2026-12-14T08:20:00+07:00",
        "no_show": False,
        "minutes": 25,
        "officer": "สมชาย",
        "remark": "ล่ามมาด้วย",
    }


def test_the_record_is_kept_with_the_booking(officer: Officer, services: Services) -> None:
    answered = officer.press("start").json_body["booking"]["service"]

    booking = services.store.find("ABCD-2345")

    assert booking
    assert booking.service.as_json() == answered
    assert booking.sequence == 0, "a press is no change that a waiting message would be late for"


def test_the_same_press_sent_again_is_answered_and_noted_once(officer: Officer) -> None:
    first, again = officer.press("start", key=KEY), officer.press("start", key=KEY)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json_body == first.json_body


def test_another_officers_start_is_409_with_who_and_when(officer: Officer) -> None:
    officer.press("start", key=KEY, officer="สมชาย")

    other = officer.press("start", key="another-officers-own-key", officer="สมหญิง")

    assert (other.status_code, other.json_body["code"]) == (409, "already_started")
    assert other.json_body["record"]["officer"] == "สมชาย"
    assert other.json_body["record"]["started_at"] == "2026-12-14T08:00:00+07:00"


def test_a_key_of_one_press_is_refused_for_another(officer: Officer) -> None:
    officer.press("arrive", key=KEY)

    assert officer.press("start", key=KEY).json_body["code"] == "idempotency_key_reused"


def test_paper_times_are_entered_after_the_fact(officer: Officer, clock: FrozenClock) -> None:
    clock.moment = EIGHT.replace(hour=17)

    officer.press("start", at="08:05")
    finished = officer.press("finish", at="08:31").json_body["booking"]["service"]

    assert finished["arrived_at"] == finished["started_at"] == "2026-12-14T08:05:00+07:00"
    assert finished["minutes"] == 26
    assert finished["presses"][0]["pressed_at"] == "2026-12-14T17:00:00+07:00"


def test_on_another_day_the_time_must_be_given(
    api: Client, services: Services, officer: Officer, clock: FrozenClock
) -> None:
    clock.moment = datetime(2026, 12, 15, 9, 0, tzinfo=BANGKOK)
    tomorrow = make_officer(api, services, "office", date(2026, 12, 15))

    assert tomorrow.press("start").json_body["code"] == "time_needed"
    assert tomorrow.press("start", at="08:05").status_code == 200


@pytest.mark.parametrize(
    ("deed", "body", "status", "code"),
    [
        ("finish", {}, 409, "not_started"),
        ("undo", {}, 409, "nothing_to_undo"),
        ("start", {"at": "08:01"}, 422, "time_in_future"),
        ("start", {"at": "8:01"}, 422, "validation_failed"),
        ("start", {"at": None, "officer": ""}, 200, None),
        ("start", {"registered_at": "08:00"}, 422, "validation_failed"),
        ("start", {"officer": "x" * 81}, 422, "validation_failed"),
        ("start", {"remark": "a\nb"}, 422, "validation_failed"),
        ("no-show", {}, 200, None),
    ],
)
def test_what_does_not_fit_has_its_own_code(
    officer: Officer, deed: str, body: dict[str, object], status: int, code: str | None
) -> None:
    answer = officer.press(deed, **body)

    assert (answer.status_code, answer.json_body.get("code")) == (status, code)


def test_the_time_in_the_register_cannot_be_to_come(officer: Officer) -> None:
    officer.press("start")

    assert officer.press("finish", registered_at="08:01").json_body["code"] == "time_in_future"


def test_finish_before_start_is_refused(officer: Officer, clock: FrozenClock) -> None:
    clock.moment = EIGHT.replace(minute=10)
    officer.press("start", at="08:05")

    assert officer.press("finish", at="08:04").json_body["code"] == "finish_before_start"


def test_a_cancelled_booking_takes_no_press(
    officer: Officer, services: Services, clock: FrozenClock
) -> None:
    clock.moment = EIGHT.replace(hour=7)
    booking = services.store.find("ABCD-2345")
    assert booking
    services.bookings.cancel(booking)

    answer = officer.press("arrive")

    assert (answer.status_code, answer.json_body["code"]) == (409, "booking_cancelled")


def test_a_couple_being_served_cannot_cancel(
    officer: Officer, services: Services, clock: FrozenClock, api: Client
) -> None:
    clock.moment = EIGHT.replace(hour=7)
    officer.press("start")
    booking = services.store.find("ABCD-2345")
    assert booking
    token = services.bookings.manage_token(booking)

    answer = api.http.post(
        "/bookings/ABCD-2345/cancel", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.json_body["code"] == "not_changeable"


def test_an_unknown_reference_is_404(officer: Officer) -> None:
    assert officer.press("start", "WXYZ-6789").status_code == 404


def test_a_link_for_another_purpose_day_or_office_presses_nothing(
    api: Client, services: Services, officer: Officer
) -> None:
    strangers = [
        make_officer(api, services, "day-list"),
        make_officer(api, services, "report"),
        make_officer(api, services, "desk", date(2026, 12, 15)),
        make_officer(api, services, "desk", office="pathum-wan"),
        Officer(api, ""),
    ]

    for stranger in strangers:
        answer = stranger.press("start")
        assert (answer.status_code, answer.json_body["code"]) == (403, "link_invalid")
    assert officer.press("start").status_code == 200


def test_a_token_in_the_address_presses_nothing(officer: Officer, api: Client) -> None:
    path = f"/staff/bookings/ABCD-2345/start?token={officer.token}"

    assert api.http.post(path).status_code == 403


def test_the_desk_shows_the_day_its_clock_and_its_rules(officer: Officer) -> None:
    officer.press("start")

    shown = officer.get("/staff/desk").json_body

    assert shown["now"] == "2026-12-14T08:00:00+07:00"
    assert (shown["target_minutes"], shown["late_after_minutes"]) == (30, 15)
    assert shown["link"]["scope"] == "desk"
    assert shown["rows"][0]["booking"]["service"]["state"] == "started"
    assert len(shown["rows"]) == 15
    assert set(shown["papers"]) == {"R01", "R05"}


def test_a_desk_that_has_seen_all_is_told_so(officer: Officer) -> None:
    mark = officer.get("/staff/desk").json_body["mark"]

    nothing_new = officer.get(f"/staff/desk?mark={mark}").json_body
    officer.press("arrive")
    news = officer.get(f"/staff/desk?mark={mark}").json_body

    assert nothing_new == {"now": "2026-12-14T08:00:00+07:00", "mark": mark, "changed": False}
    assert news["changed"]
    assert news["rows"][0]["booking"]["service"]["state"] == "arrived"


def test_a_desk_is_told_where_the_pulse_of_its_day_is(api: Client, services: Services) -> None:
    officer = make_officer(api, services, "office", last=A_TUESDAY)
    colleague = make_officer(api, services, "desk")

    def told(of: Officer, day: date) -> str:
        address: str = of.get(f"/staff/desk?date={day.isoformat()}").json_body["pulse"]
        return address

    assert re.fullmatch(r"/pulse/[\w-]{24}", told(officer, A_MONDAY))
    assert told(officer, A_MONDAY) == told(colleague, A_MONDAY) != told(officer, A_TUESDAY)


def test_a_desk_hears_of_a_new_booking_and_of_one_that_left(
    officer: Officer, services: Services, clock: FrozenClock
) -> None:
    marks = [officer.get("/staff/desk").json_body["mark"]]
    clock.moment = EIGHT.replace(day=11)
    booking = make_stored(services.store, reference="WXYZ-6789", slot=2, start=EIGHT.time())
    marks.append(officer.get("/staff/desk").json_body["mark"])
    services.bookings.move(booking, date(2026, 12, 15), 2)
    services.bookings.cancel(make_stored(services.store, reference="WXYZ-2345", slot=3))
    marks.append(officer.get("/staff/desk").json_body["mark"])

    assert len(set(marks)) == 2
    assert marks[0] == marks[2], "all who came have left again"


def test_a_couple_is_late_by_the_offices_rule_until_it_comes(
    officer: Officer, clock: FrozenClock
) -> None:
    def late() -> bool:
        booking = officer.get("/staff/desk").json_body["rows"][0]["booking"]
        assert booking["late_from"] == "2026-12-14T08:15:00+07:00"
        return bool(booking["late"])

    clock.moment = EIGHT.replace(minute=14)
    assert not late()
    clock.moment = EIGHT.replace(minute=15)
    assert late()
    officer.press("arrive")
    assert not late()


def test_an_undo_says_what_it_saw(officer: Officer) -> None:
    officer.press("arrive")
    officer.press("start")

    assert officer.press("undo", version=1).json_body["code"] == "record_changed"
    assert officer.press("undo", version=2).json_body["booking"]["service"]["state"] == "arrived"


def test_a_paper_ticked_by_one_officer_is_seen_by_the_other(
    officer: Officer, api: Client, services: Services
) -> None:
    mark = officer.get("/staff/desk").json_body["mark"]

    ticked = officer.press("papers", paper="R05", seen=True)

    colleague = make_officer(api, services, "office")
    shown = colleague.get(f"/staff/desk?date=2026-12-14&mark={mark}").json_body
    assert ticked.json_body["booking"]["papers_seen"] == ["R05"]
    assert shown["rows"][0]["booking"]["papers_seen"] == ["R05"]
    assert colleague.press("papers", paper="R05", seen=False).status_code == 200
    assert officer.get("/staff/desk").json_body["rows"][0]["booking"]["papers_seen"] == []


def test_a_tick_sent_again_is_answered_and_stirs_nobody(officer: Officer) -> None:
    first = officer.press("papers", paper="R05", seen=True)
    mark = officer.get("/staff/desk").json_body["mark"]

    again = officer.press("papers", paper="R05", seen=True)

    assert (again.status_code, again.json_body) == (200, first.json_body)
    assert officer.get("/staff/desk").json_body["mark"] == mark


def test_what_a_couple_is_not_asked_for_cannot_be_ticked(officer: Officer) -> None:
    refused = officer.press("papers", paper="R30", seen=True)

    assert refused.status_code == 422
    assert refused.json_body["errors"][0]["code"] == "document_unknown"
    for body in ({"paper": "R05"}, {"seen": True}, {"paper": "R05", "seen": "yes"}):
        assert officer.press("papers", **body).json_body["code"] == "validation_failed"


def test_a_link_that_only_reads_ticks_nothing_and_a_cancelled_booking_takes_no_tick(
    officer: Officer, api: Client, services: Services, clock: FrozenClock
) -> None:
    reader = make_officer(api, services, "day-list")
    assert reader.press("papers", paper="R05", seen=True).json_body["code"] == "link_invalid"
    clock.moment = EIGHT.replace(hour=7)
    booking = services.store.find("ABCD-2345")
    assert booking
    services.bookings.cancel(booking)

    answer = officer.press("papers", paper="R05", seen=True)

    assert (answer.status_code, answer.json_body["code"]) == (409, "booking_cancelled")


def test_an_office_link_covers_the_days_around_its_own(api: Client, services: Services) -> None:
    officer = make_officer(api, services, "office", A_MONDAY)

    assert officer.get("/staff/desk").json_body["date"] == "2026-12-14"
    for day in ("2026-12-07", "2026-12-14", "2027-02-14"):
        assert officer.get(f"/staff/desk?date={day}").status_code == 200
    assert officer.get("/staff/desk?date=2026-12-06").status_code == 403
