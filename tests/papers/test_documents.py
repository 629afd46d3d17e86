"""Papers a couple sends before its visit: what may be sent, and the form that takes it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.paper_check_file import paper_check_of
from chalicelib.adapters.papers_schema import PapersInvalid
from chalicelib.domain.sent_papers import LARGEST_FILE, MOST_FILES
from chalicelib.services import Services
from chalicelib.settings import Settings
from infra.local import bucket
from infra.setup import ROOT
from tests.builders import make_booking
from tests.fakes import FrozenClock
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.door import sent_to
from tests.papers.seen import PHOTOGRAPH, fields_of


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
