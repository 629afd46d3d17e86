"""What comes of a file that came."""

from __future__ import annotations

import pytest

from chalicelib.domain.sent_papers import Finding
from chalicelib.domain.staff_links import StaffLink
from chalicelib.services import Services
from infra.papers.inspection import inspect
from tests.api.desk_client import make_officer
from tests.builders import A_MONDAY, NOW
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.door import sent_to
from tests.papers.seen import PHOTOGRAPH, came, fields_of, files_left, state_of


def link(services: Services) -> StaffLink:
    return services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)


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
