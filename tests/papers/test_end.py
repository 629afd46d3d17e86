"""The end of papers: after 30 days, at once, on request."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from chalicelib import schedule
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


def test_a_couple_deletes_one_file_and_its_pictures(couple: Couple) -> None:
    id_, other = couple.sends(PHOTOGRAPH), couple.sends(PHOTOGRAPH)

    left = couple.delete(id_).json_body

    assert [each["id"] for each in left["documents"]] == [other]
    assert len(files_left(couple.services)) == 1
    assert couple.delete(id_).json_body["code"] == "paper_unknown"


def test_the_address_of_a_list_is_not_one_of_a_file(couple: Couple) -> None:
    assert couple.request("DELETE", "").status_code == 405
