"""The end of papers: after 30 days, at once, on request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from chalicelib import schedule
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.s3.paper_files import S3PaperFiles
from chalicelib.domain.bookings import Booking
from chalicelib.domain.ports import Unfinished
from tests.builders import A_MONDAY, make_stored
from tests.fakes import FrozenClock
from tests.papers.conftest import Couple
from tests.papers.seen import PHOTOGRAPH, files_left, state_of


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


def test_what_the_bucket_does_not_delete_stays_listed_and_the_night_is_not_called_a_success(
    couple: Couple, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [couple.booking.reference, couple.sends(PHOTOGRAPH)]
    another(couple).sends(PHOTOGRAPH)
    clock.moment += timedelta(days=60)

    with refusing(couple, couple.booking, monkeypatch), pytest.raises(Unfinished) as raised:
        schedule.sweep_papers()

    # The other couple's are gone all the same.
    assert dict(raised.value.numbers) == {"papers": 1, "failed": 1}
    assert files_left(couple.services) == ["/".join(["pages", *first, "1"])]
    assert schedule.sweep_papers() == 1
    assert files_left(couple.services) == []
    assert schedule.sweep_papers() == 0


def test_couples_are_forgotten_in_a_night_in_which_no_paper_could_be_deleted(
    couple: Couple, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    couple.sends(PHOTOGRAPH)
    clock.moment += timedelta(days=200)

    with refusing(couple, couple.booking, monkeypatch), pytest.raises(Unfinished):
        schedule.sweep({}, None)

    forgotten = couple.services.store.find(couple.booking.reference)
    assert forgotten
    assert forgotten.phone == ""
    # Its papers are still to be found, and go as soon as they can.
    assert schedule.sweep_papers() == 1
    assert files_left(couple.services) == []


def test_papers_of_a_booking_that_the_table_removed_itself_are_deleted(
    couple: Couple,
) -> None:
    couple.sends(PHOTOGRAPH)
    services, key = couple.services, keys.booking(couple.booking.reference)
    wire = items.to_wire(dict(key))
    services.table_client.delete_item(TableName=services.settings.table, Key=wire)

    assert schedule.sweep_papers() == 1

    assert files_left(services) == []
    assert services.papers.papers.folders("bang-rak") == []


def test_an_erasure_that_the_bucket_refuses_is_told_and_can_be_asked_for_again(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, phone = couple.services, "+66812345678"
    asking = another(couple, phone_key=services.secrets.phone_key(phone))
    asking.sends(PHOTOGRAPH)

    with refusing(couple, asking.booking, monkeypatch), pytest.raises(Unfinished) as raised:
        services.forgetting.erase(phone)

    assert dict(raised.value.numbers) == {"cancelled": 1, "failed": 1}
    assert files_left(services)
    assert dict(services.forgetting.erase(phone)) == {"cancelled": 0, "erased": 1}
    assert files_left(services) == []
    assert services.papers.papers.folders("bang-rak") == []


def test_a_file_that_the_bucket_does_not_delete_is_not_called_deleted(
    couple: Couple, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = couple.sends(PHOTOGRAPH)

    with refusing(couple, couple.booking, monkeypatch):
        assert couple.delete(id_).status_code == 500

    assert [each["id"] for each in couple.listed()["documents"]] == [id_]


def another(couple: Couple, **values: object) -> Couple:
    """A second couple, of another reference."""
    about = {"reference": "WXYZ-6789", "slot": 2, "documents": ("R10",)} | values
    return replace(couple, booking=make_stored(couple.services.store, **about))


@contextmanager
def refusing(couple: Couple, booking: Booking, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The bucket deletes nothing of this booking, and says so as S3 does: in a 200."""
    client = cast("S3PaperFiles", couple.services.papers.files).client
    delete = client.delete_objects

    def deleted_but_for_one(**call: Any) -> Any:
        doomed = [each["Key"] for each in call["Delete"]["Objects"]]
        if any(booking.reference in key for key in doomed):
            return {"Errors": [{"Key": key, "Code": "AccessDenied"} for key in doomed]}
        return delete(**call)

    with monkeypatch.context() as broken:
        broken.setattr(client, "delete_objects", deleted_but_for_one)
        yield


def test_a_couple_deletes_one_file_and_its_pictures(couple: Couple) -> None:
    id_, other = couple.sends(PHOTOGRAPH), couple.sends(PHOTOGRAPH)

    left = couple.delete(id_).json_body

    assert [each["id"] for each in left["documents"]] == [other]
    assert len(files_left(couple.services)) == 1
    assert couple.delete(id_).json_body["code"] == "paper_unknown"


def test_the_address_of_a_list_is_not_one_of_a_file(couple: Couple) -> None:
    assert couple.request("DELETE", "").status_code == 405
