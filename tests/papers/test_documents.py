"""Papers a couple sends before its visit: what may be sent, what comes of it, and its end."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from chalicelib import schedule, wiring
from chalicelib.adapters.paper_check_file import paper_check_of
from chalicelib.adapters.papers_schema import PapersInvalid
from chalicelib.domain.sent_papers import LARGEST_FILE, MOST_FILES, Finding
from chalicelib.domain.staff_links import StaffLink
from chalicelib.settings import Settings
from chalicelib.wiring import Services
from infra.local import bucket
from infra.papers.inspection import inspect
from infra.setup import ROOT
from tests.api.desk_client import make_officer
from tests.builders import A_MONDAY, NOW, make_booking, make_stored
from tests.fakes import FrozenClock
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.door import sent_to

PHOTOGRAPH = files.photograph()


def link(services: Services) -> StaffLink:
    return services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)


def files_left(services: Services) -> list[str]:
    client = wiring.s3_client(services.settings)
    found = client.list_objects_v2(Bucket=str(services.settings.papers_bucket))
    return [each["Key"] for each in found.get("Contents", [])]


def state_of(couple: Couple) -> str:
    found = couple.services.store.find(couple.booking.reference)
    assert found
    return found.papers_state


# What may be sent


def test_a_couple_is_offered_the_papers_of_its_own_list_that_may_be_sent(couple: Couple) -> None:
    offered = {kind["id"] for kind in couple.listed()["kinds"]}

    # The identity card is off by default, and the 310-day rule's paper is never offered.
    assert offered == {"R10", "R12"}


@pytest.mark.parametrize(
    ("file", "field", "code"),
    [
        ({"kind": "R30"}, "kind", "document_unknown"),
        ({"kind": "R01"}, "kind", "kind_not_sent"),
        ({"kind": "R20"}, "kind", "kind_not_sent"),
        ({"content_type": "image/svg+xml"}, "content_type", "file_type"),
        ({"content_type": "text/html"}, "content_type", "file_type"),
        ({"size": 0}, "size", "file_empty"),
        ({"size": 11 * 1024 * 1024}, "size", "file_too_large"),
    ],
)
def test_a_file_that_may_not_be_sent_is_refused_with_its_own_sentence(
    couple: Couple, file: dict[str, Any], field: str, code: str
) -> None:
    refused = couple.ask(**file)

    assert refused.status_code == 422
    assert [(each["field"], each["code"]) for each in refused.json_body["errors"]] == [
        (field, code)
    ]
    assert couple.listed()["documents"] == []


def test_the_identity_card_is_to_be_brought_and_its_notice_says_what_to_cover(
    couple: Couple,
) -> None:
    (card,) = couple.listed()["bring"]

    assert card["id"] == "R01"
    assert "ศาสนาและหมู่โลหิต" in card["hint"]["th"]
    assert "religion and the blood group" in card["hint"]["en"]


def test_where_an_office_wants_the_card_sent_the_notice_stands_beside_it(couple: Couple) -> None:
    values = json.loads((ROOT / "functions/chalicelib/data/paper_check.json").read_text())
    values["kinds"]["R01"]["offered"] = True

    check = paper_check_of(values, couple.services.checklist)

    assert "R01" in check.wanted(couple.booking)
    assert "religion and the blood group" in check.hints["R01"].en
    assert check.brought_only(couple.booking) == ()


def test_a_sensitive_paper_cannot_be_offered_by_data(couple: Couple) -> None:
    values = json.loads((ROOT / "functions/chalicelib/data/paper_check.json").read_text())
    values["kinds"]["R30"] = {"offered": True}
    with pytest.raises(PapersInvalid, match="R30: no booking may hold this paper"):
        paper_check_of(values, couple.services.checklist)

    tricked = make_booking(documents=("R30",))

    assert couple.services.paper_check.wanted(tricked) == ()


def test_the_21st_file_is_refused_until_one_is_deleted(couple: Couple) -> None:
    ids = [couple.ask().json_body["id"] for _ in range(MOST_FILES)]

    refused = couple.ask()

    assert (refused.status_code, refused.json_body["code"]) == (409, "too_many_papers")
    assert couple.listed()["left"] == 0
    assert couple.delete(ids[0]).status_code == 200
    assert couple.ask().status_code == 201


def test_a_file_that_never_came_makes_room_again(couple: Couple, clock: FrozenClock) -> None:
    for _ in range(MOST_FILES):
        couple.ask()
    clock.moment += timedelta(hours=1)

    assert couple.ask().status_code == 201
    assert len(couple.listed()["documents"]) == 1


def test_a_cancelled_booking_takes_no_papers(couple: Couple) -> None:
    couple.services.bookings.cancel(couple.booking)

    refused = couple.ask()

    assert (refused.status_code, refused.json_body["code"]) == (409, "papers_closed")


def test_a_visit_that_is_over_takes_no_papers(couple: Couple, clock: FrozenClock) -> None:
    clock.moment = couple.booking.ends_at

    assert couple.ask().json_body["code"] == "papers_closed"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_token_nobody_learns_what_was_sent(couple: Couple, method: str) -> None:
    answer = couple.api.http.request(
        method,
        f"/bookings/{couple.booking.reference}/documents",
        headers={"Authorization": "Bearer wrong", "Content-Type": "application/json"},
        body=b"{}",
    )

    assert (answer.status_code, answer.json_body["code"]) == (404, "booking_unknown")


def test_without_a_bucket_no_papers_are_taken_and_the_booking_stands(
    couple: Couple, moto_settings: Settings, clock: FrozenClock
) -> None:
    without = Services(moto_settings, clock=clock)
    wiring.use(without)

    refused = couple.ask()

    assert (refused.status_code, refused.json_body["code"]) == (404, "papers_off")
    token = without.bookings.manage_token(couple.booking)
    shown = couple.api.http.get(
        f"/bookings/{couple.booking.reference}", headers={"Authorization": f"Bearer {token}"}
    )
    assert shown.status_code == 200
    assert "papers_state" not in shown.json_body
    assert without.bookings.cancel(couple.booking).status == "cancelled"


# The form


def fields_of(couple: Couple) -> dict[str, str]:
    return dict(couple.ask(size=len(PHOTOGRAPH)).json_body["upload"]["fields"])


def test_the_form_takes_this_one_file_behind_the_sites_own_address(couple: Couple) -> None:
    asked = couple.ask().json_body

    assert asked["upload"]["url"] == "http://natrak.test/papers-bucket/"
    assert asked["upload"]["fields"]["key"].endswith(f"/{asked['id']}")
    assert sent_to(couple.door, asked["upload"]["fields"], PHOTOGRAPH) == (204, "")


def test_a_key_of_another_booking_is_refused(couple: Couple) -> None:
    fields = fields_of(couple) | {"key": "uploads/K7M4-Q2XW/0123456789abcdef"}

    assert sent_to(couple.door, fields, PHOTOGRAPH) == (403, "AccessDenied")


def test_another_type_than_asked_for_is_refused(couple: Couple) -> None:
    fields = fields_of(couple) | {"Content-Type": "text/html"}

    assert sent_to(couple.door, fields, files.HTML) == (403, "AccessDenied")


def test_more_or_fewer_bytes_than_the_policy_allows_are_refused(couple: Couple) -> None:
    fields = fields_of(couple)

    assert sent_to(couple.door, fields, bytes(LARGEST_FILE + 1)) == (400, "EntityTooLarge")
    assert sent_to(couple.door, fields, bytes(11 * 1024 * 1024)) == (400, "EntityTooLarge")
    assert sent_to(couple.door, fields, b"") == (403, "EntityTooSmall")


def test_an_expired_policy_is_refused(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = fields_of(couple)
    late = datetime.now(UTC) + timedelta(minutes=11)
    monkeypatch.setattr(bucket, "datetime", _clock_at(late))

    assert sent_to(couple.door, fields, PHOTOGRAPH) == (403, "AccessDenied")


def test_a_policy_that_somebody_prolonged_is_refused(couple: Couple) -> None:
    fields = fields_of(couple)
    policy = json.loads(base64.b64decode(fields["policy"]))
    policy["expiration"] = "2099-01-01T00:00:00Z"
    fields["policy"] = base64.b64encode(json.dumps(policy).encode()).decode()

    assert sent_to(couple.door, fields, PHOTOGRAPH) == (403, "SignatureDoesNotMatch")


def test_the_bucket_shows_nothing_to_anybody(couple: Couple) -> None:
    couple.sends(PHOTOGRAPH)
    told: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/papers-bucket/pages/x"}

    list(couple.door(environ, lambda status, headers, *_: told.append(status)))  # type: ignore[arg-type, return-value]

    assert told == ["403 Forbidden"]


def _clock_at(moment: datetime) -> type[datetime]:
    class Late(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return moment

    return Late


# What comes


def test_a_photograph_that_came_waits_for_staff_and_its_original_is_gone(couple: Couple) -> None:
    id_ = couple.sends(PHOTOGRAPH)

    (document,) = couple.listed()["documents"]
    assert (document["id"], document["state"], document["pages"]) == (id_, "uploaded", 1)
    assert state_of(couple) == "waiting"
    assert files_left(couple.services) == [f"pages/{couple.booking.reference}/{id_}/1"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (files.TEXT, "not_a_picture"),
        (files.SVG, "not_a_picture"),
        (files.bomb(), "too_many_pixels"),
        (files.written_pdf(script=True), "active_pdf"),
    ],
)
def test_what_cannot_be_shown_is_set_aside_with_a_sentence_and_not_kept(
    couple: Couple, content: bytes, reason: str
) -> None:
    couple.sends(content)

    (document,) = couple.listed()["documents"]
    assert (document["state"], document["reason"]["code"]) == ("needs_attention", reason)
    assert document["reason"]["th"]
    assert state_of(couple) == "needs_attention"
    assert files_left(couple.services) == []
    assert couple.services.paper_reviews.waiting(link(couple.services)) == []


def test_a_file_that_comes_after_the_cancelling_is_deleted_unseen(couple: Couple) -> None:
    fields = fields_of(couple)
    couple.services.bookings.cancel(couple.booking)

    assert sent_to(couple.door, fields, PHOTOGRAPH) == (204, "")
    couple.arrives()

    assert files_left(couple.services) == []


def test_pictures_of_a_visit_that_is_cancelled_meanwhile_are_deleted(couple: Couple) -> None:
    upload = came(couple)

    def cancelled_meanwhile(content: bytes) -> Finding:
        couple.services.bookings.cancel(couple.booking)
        return inspect(content)

    couple.services.papers.take_in(*upload, cancelled_meanwhile)

    assert files_left(couple.services) == []


def test_pictures_of_a_file_that_is_deleted_meanwhile_are_deleted(couple: Couple) -> None:
    upload = came(couple)

    def deleted_meanwhile(content: bytes) -> Finding:
        couple.delete(upload[1])
        return inspect(content)

    couple.services.papers.take_in(*upload, deleted_meanwhile)

    assert files_left(couple.services) == []
    assert couple.listed()["documents"] == []


def test_a_coming_that_is_told_twice_does_not_undo_what_an_officer_said(couple: Couple) -> None:
    reference, id_ = came(couple)
    papers = couple.services.papers

    def faster_meanwhile(content: bytes) -> Finding:
        papers.take_in(reference, id_, inspect)
        officer = make_officer(couple.api, couple.services)
        path = f"/staff/bookings/{reference}/documents/{id_}/review"
        assert officer.post(path, {"decision": "accepted"}).status_code == 200
        return inspect(content)

    papers.take_in(reference, id_, faster_meanwhile)

    assert couple.listed()["documents"][0]["state"] == "accepted"
    assert files_left(couple.services) == [f"pages/{reference}/{id_}/1"]


def came(couple: Couple) -> tuple[str, str]:
    """Reference and id of a photograph that nobody has looked at yet."""
    asked = couple.ask().json_body
    assert sent_to(couple.door, asked["upload"]["fields"], PHOTOGRAPH) == (204, "")
    return couple.booking.reference, asked["id"]


def test_a_form_used_twice_replaces_nothing(couple: Couple) -> None:
    asked = couple.ask().json_body
    sent_to(couple.door, asked["upload"]["fields"], PHOTOGRAPH)
    couple.arrives()

    sent_to(couple.door, asked["upload"]["fields"], files.TEXT)
    couple.arrives()

    assert couple.listed()["documents"][0]["state"] == "uploaded"
    assert len(files_left(couple.services)) == 1


def test_desks_see_that_papers_came(couple: Couple) -> None:
    before = couple.services.store.day_mark("bang-rak", A_MONDAY)

    couple.sends(PHOTOGRAPH)

    assert couple.services.store.day_mark("bang-rak", A_MONDAY) != before


def test_moving_keeps_what_was_sent(couple: Couple) -> None:
    couple.sends(PHOTOGRAPH)
    booking = couple.services.store.find(couple.booking.reference)
    assert booking

    moved = couple.services.bookings.move(booking, A_MONDAY, 3)

    assert moved.papers_state == "waiting"
    assert len(couple.listed()["documents"]) == 1


# The review


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


def test_asked_again_then_accepted_and_told_both_times(couple: Couple, clock: FrozenClock) -> None:
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
    clock.moment += timedelta(minutes=6)
    told = [entry.kind for entry in couple.services.outbox.due(clock.moment)]
    assert sorted(told) == ["booked", "papers_accepted", "papers_asked"]


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


# The end


def test_30_days_after_the_visit_no_file_and_no_picture_is_left(
    couple: Couple, clock: FrozenClock
) -> None:
    couple.sends(PHOTOGRAPH)
    couple.ask()
    clock.moment = couple.booking.starts_at + timedelta(days=29)
    assert schedule.sweep_papers() == 0
    assert files_left(couple.services)

    clock.moment += timedelta(days=1)
    assert schedule.sweep_papers() == 1

    assert files_left(couple.services) == []
    assert couple.listed()["documents"] == []
    assert state_of(couple) == "none"
    assert schedule.sweep_papers() == 0


def test_the_30_days_follow_a_booking_that_moved(couple: Couple, clock: FrozenClock) -> None:
    couple.sends(PHOTOGRAPH)
    booking = couple.services.store.find(couple.booking.reference)
    assert booking
    couple.services.bookings.move(booking, A_MONDAY + timedelta(days=7), 1)

    clock.moment = couple.booking.starts_at + timedelta(days=30)
    assert schedule.sweep_papers() == 0


def test_cancelling_deletes_at_once(couple: Couple) -> None:
    couple.sends(PHOTOGRAPH)
    booking = couple.services.store.find(couple.booking.reference)
    assert booking

    couple.services.bookings.cancel(booking)

    assert files_left(couple.services) == []
    assert couple.listed()["documents"] == []


def test_whoever_asks_to_be_forgotten_leaves_no_picture_after_the_visit_either(
    couple: Couple, clock: FrozenClock
) -> None:
    services, phone = couple.services, "+66812345678"
    key = services.secrets.phone_key(phone)
    asking = make_stored(
        services.store, reference="WXYZ-6789", slot=2, phone_key=key, documents=("R10",)
    )
    replace(couple, booking=asking).sends(PHOTOGRAPH)
    clock.moment = asking.ends_at + timedelta(hours=1)
    assert "R10" in [
        paper["kind"]
        for item in services.forgetting.known_of(phone)
        for paper in cast("list[dict[str, str]]", item.get("papers", []))
    ]

    services.forgetting.erase(phone)

    assert files_left(services) == []
    assert services.papers.papers.folders("bang-rak") == []


def test_what_could_not_be_deleted_at_once_is_swept(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.sends(PHOTOGRAPH)
    booking = couple.services.store.find(couple.booking.reference)
    assert booking

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(type(couple.services.papers.files), "delete", fail)
        assert couple.services.bookings.cancel(booking).status == "cancelled"

    assert schedule.sweep_papers() == 1
    assert files_left(couple.services) == []


def test_a_couple_deletes_one_file_and_its_pictures(couple: Couple) -> None:
    id_, other = couple.sends(PHOTOGRAPH), couple.sends(PHOTOGRAPH)

    left = couple.delete(id_).json_body

    assert [each["id"] for each in left["documents"]] == [other]
    assert len(files_left(couple.services)) == 1
    assert couple.delete(id_).json_body["code"] == "paper_unknown"


def test_the_address_of_a_list_is_not_one_of_a_file(couple: Couple) -> None:
    assert couple.request("DELETE", "").status_code == 405
