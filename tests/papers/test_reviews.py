"""What officers do with papers, and what everybody is told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.api.desk_client import make_officer
from tests.builders import A_MONDAY, make_stored
from tests.fakes import FrozenClock, RecordingMailer
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.seen import PHOTOGRAPH, state_of


def test_staff_see_the_oldest_appointment_first(couple: Couple) -> None:
    later = make_stored(
        couple.services.store, reference="ZZZZ-2345", slot=5, documents=("R10",), phone_key="other"
    )
    replace(couple, booking=later).sends(PHOTOGRAPH)
    couple.sends(PHOTOGRAPH)
    officer = make_officer(couple.api, couple.services)

    shown = officer.get("/staff/documents").json_body

    assert [each["reference"] for each in shown["couples"]] == ["ABCD-2345", "ZZZZ-2345"]
    assert {ask["code"] for ask in shown["asks"]} == set(couple.services.paper_check.asks)


@pytest.mark.parametrize("scope", ["day-list", "report"])
def test_only_the_desk_reviews(couple: Couple, scope: Any) -> None:
    id_ = couple.sends(PHOTOGRAPH)
    reader = make_officer(couple.api, couple.services, scope)
    path = f"/staff/bookings/ABCD-2345/documents/{id_}"

    assert reader.get("/staff/documents").status_code == 403
    assert reader.get(f"{path}/pages/1").status_code == 403
    assert reader.post(f"{path}/review", {"decision": "accepted"}).status_code == 403


def test_a_page_is_a_file_that_may_run_nothing(couple: Couple) -> None:
    id_ = couple.sends(PHOTOGRAPH)
    officer = make_officer(couple.api, couple.services)

    shown = officer.get(f"/staff/bookings/ABCD-2345/documents/{id_}/pages/1")

    assert shown.body.startswith(b"\xff\xd8\xff")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert shown.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("number", ["0", "2", "-1", "x"])
def test_a_page_that_is_not_there_is_unknown(couple: Couple, number: str) -> None:
    id_ = couple.sends(PHOTOGRAPH)
    officer = make_officer(couple.api, couple.services)

    shown = officer.get(f"/staff/bookings/ABCD-2345/documents/{id_}/pages/{number}")

    assert (shown.status_code, shown.json_body["code"]) == (404, "paper_unknown")


def told(couple: Couple, clock: FrozenClock) -> list[str]:
    """The kinds of the letters that went out ten minutes after the last review."""
    clock.moment += timedelta(minutes=10)
    mailer = couple.services.deliveries.mailer
    assert isinstance(mailer, RecordingMailer)
    couple.services.deliveries.deliver_due()
    return [letter.entry.kind for letter in mailer.sent if letter.entry.kind != "booked"]


@pytest.fixture
def post(couple: Couple) -> RecordingMailer:
    """Keeps what would be mailed."""
    couple.services.mailer = mailer = RecordingMailer()
    return mailer


def test_asked_again_then_accepted_is_told_as_it_is_when_the_mail_goes_out(
    couple: Couple, clock: FrozenClock, post: RecordingMailer
) -> None:
    officer = make_officer(couple.api, couple.services)
    first, other = couple.sends(PHOTOGRAPH), couple.sends(files.pdf(), kind="R12")
    path = "/staff/bookings/ABCD-2345/documents"

    officer.post(f"{path}/{other}/review", {"decision": "accepted"})
    ask = {"decision": "needs_attention", "message": "ภาพไม่ชัด"}
    assert officer.post(f"{path}/{first}/review", ask).status_code == 200

    shown = {each["id"]: each for each in couple.listed()["documents"]}
    assert (shown[first]["state"], shown[first]["message"]) == ("needs_attention", "ภาพไม่ชัด")
    assert state_of(couple) == "needs_attention"
    couple.delete(first)
    again = couple.sends(PHOTOGRAPH)
    officer.post(f"{path}/{again}/review", {"decision": "accepted"})
    assert state_of(couple) == "complete"
    assert told(couple, clock) == ["papers_accepted"]


def test_accepted_then_asked_again_is_told_as_it_is_when_the_mail_goes_out(
    couple: Couple, clock: FrozenClock, post: RecordingMailer
) -> None:
    id_, path = couple.sends(PHOTOGRAPH), "/staff/bookings/ABCD-2345/documents"
    officer = make_officer(couple.api, couple.services)

    for decision in ("accepted", "needs_attention"):
        review = {"decision": decision, "message": "ภาพไม่ชัด"}
        assert officer.post(f"{path}/{id_}/review", review).status_code == 200
        clock.moment += timedelta(minutes=1)

    assert told(couple, clock) == ["papers_asked"]


def test_each_is_told_when_it_was_mailed_before_the_next(
    couple: Couple, clock: FrozenClock, post: RecordingMailer
) -> None:
    id_, path = couple.sends(PHOTOGRAPH), "/staff/bookings/ABCD-2345/documents"
    officer = make_officer(couple.api, couple.services)

    officer.post(f"{path}/{id_}/review", {"decision": "needs_attention", "message": "ภาพไม่ชัด"})
    assert told(couple, clock) == ["papers_asked"]
    officer.post(f"{path}/{id_}/review", {"decision": "accepted"})
    assert told(couple, clock) == ["papers_asked", "papers_accepted"]


def test_papers_reviewed_in_the_same_minutes_have_one_message(
    couple: Couple, clock: FrozenClock, post: RecordingMailer
) -> None:
    id_, path = couple.sends(PHOTOGRAPH), "/staff/bookings/ABCD-2345/documents"
    officer = make_officer(couple.api, couple.services)

    for message in ("ภาพไม่ชัด", "เห็นไม่ครบหน้า"):
        review = {"decision": "needs_attention", "message": message}
        assert officer.post(f"{path}/{id_}/review", review).status_code == 200
        clock.moment += timedelta(minutes=2)

    assert told(couple, clock) == ["papers_asked"]


def test_what_came_meanwhile_is_looked_at_before_anything_is_told(
    couple: Couple, clock: FrozenClock, post: RecordingMailer
) -> None:
    id_, path = couple.sends(PHOTOGRAPH), "/staff/bookings/ABCD-2345/documents"
    officer = make_officer(couple.api, couple.services)
    officer.post(f"{path}/{id_}/review", {"decision": "accepted"})

    couple.sends(files.pdf(), kind="R12")

    assert told(couple, clock) == []


def test_asking_again_needs_words(couple: Couple) -> None:
    id_ = couple.sends(PHOTOGRAPH)
    officer = make_officer(couple.api, couple.services)

    refused = officer.post(
        f"/staff/bookings/ABCD-2345/documents/{id_}/review", {"decision": "needs_attention"}
    )

    assert refused.json_body["errors"][0]["code"] == "message_needed"


def test_what_was_set_aside_cannot_be_accepted_unseen(couple: Couple) -> None:
    id_ = couple.sends(files.TEXT)
    officer = make_officer(couple.api, couple.services)

    refused = officer.post(
        f"/staff/bookings/ABCD-2345/documents/{id_}/review", {"decision": "accepted"}
    )

    assert (refused.status_code, refused.json_body["code"]) == (404, "paper_unknown")


def test_one_of_two_papers_accepted_is_not_complete(couple: Couple) -> None:
    id_ = couple.sends(PHOTOGRAPH)
    officer = make_officer(couple.api, couple.services)

    officer.post(f"/staff/bookings/ABCD-2345/documents/{id_}/review", {"decision": "accepted"})

    assert state_of(couple) == "waiting"


def test_the_day_list_tells_how_far_the_papers_are(couple: Couple) -> None:
    officer = make_officer(couple.api, couple.services)

    def told() -> tuple[str, dict[str, int], str]:
        """State and numbers for the desk, and the words on the sheet."""
        rows = officer.get(f"/staff/desk?date={A_MONDAY}").json_body["rows"]
        (shown,) = (row["booking"] for row in rows if row["booking"])
        link = make_officer(couple.api, couple.services, "day-list")
        sheet = link.get("/staff/day-list?format=csv").body.decode("utf-8-sig")
        (line,) = (line for line in sheet.splitlines() if "ABCD-2345" in line)
        return shown["papers_state"], shown["papers_count"], line.rsplit(",", 1)[1]

    def accept(id_: str) -> None:
        path = f"/staff/bookings/ABCD-2345/documents/{id_}/review"
        assert officer.post(path, {"decision": "accepted"}).status_code == 200

    assert told() == ("none", {"accepted": 0, "wanted": 0, "to_check": 0}, "ยังไม่ส่ง")
    passport = couple.sends(PHOTOGRAPH)
    assert told() == ("waiting", {"accepted": 0, "wanted": 2, "to_check": 1}, "รอตรวจ")
    accept(passport)
    assert told() == ("waiting", {"accepted": 1, "wanted": 2, "to_check": 0}, "ผ่าน 1 จาก 2")
    proof = couple.sends(files.pdf(), kind="R12")
    assert told() == ("waiting", {"accepted": 1, "wanted": 2, "to_check": 1}, "รอตรวจ ผ่าน 1 จาก 2")
    accept(proof)
    assert told() == ("complete", {"accepted": 2, "wanted": 2, "to_check": 0}, "ครบ")
    assert couple.listed()["papers_count"] == {"accepted": 2, "wanted": 2, "to_check": 0}
