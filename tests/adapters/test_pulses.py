"""The pulse of a day: from the write of a change to the file that desks watch."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib import schedule
from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.stream import changed_days
from chalicelib.adapters.pulses import BucketPulse
from chalicelib.domain import pulses
from chalicelib.domain.bookings import Booking
from chalicelib.domain.days import Closure
from chalicelib.domain.offices import TEST_OFFICE
from chalicelib.domain.ports import ReferenceTaken
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.staff_links import StaffLink
from chalicelib.domain.text import Text
from chalicelib.services import Services
from chalicelib.usecases.days import Days
from chalicelib.usecases.desk import PressWish
from infra.local.pulses import follow
from tests.builders import A_MONDAY, make_request, make_stored, phone_of
from tests.fakes import FrozenClock

A_TUESDAY = A_MONDAY + timedelta(days=1)
BUCKET = "the-pages"


class Heard:
    """A pulse that notes its beats."""

    def __init__(self) -> None:
        self.beats: list[tuple[str, Any]] = []

    def beat(self, office_id: str, day: Any) -> None:
        self.beats.append((office_id, day))


@pytest.fixture
def heard(services: Services) -> Heard:
    """The pulses of a service whose writes are followed as the table's stream follows them."""
    heard = Heard()
    services.day_pulse = heard
    follow(services.table_client)
    return heard


def record(pk: str, sk: str) -> dict[str, Any]:
    """As the stream tells of one item."""
    return {"eventName": "MODIFY", "dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}}}


def book(services: Services, _: Booking) -> None:
    services.bookings.book(make_request(slot=2, phone=phone_of(7)), "k" * 16)


def move(services: Services, booking: Booking) -> None:
    services.bookings.move(booking, A_TUESDAY, 2)


def cancel(services: Services, booking: Booking) -> None:
    services.bookings.cancel(booking)


def press(services: Services, booking: Booking) -> None:
    services.desk.press(link(services), booking.reference, PressWish("start"))


def tick(services: Services, booking: Booking) -> None:
    services.desk.tick(link(services), booking.reference, "R10", seen=True)


def close(services: Services, _: Booking) -> None:
    days = Days(services.offices, services.store, services.clock)
    days.change("bang-rak", A_MONDAY, Closure(Text("ปิด", "closed")))


def link(services: Services) -> StaffLink:
    now = services.clock.now()
    return services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", now)


@pytest.mark.parametrize("deed", [book, move, cancel, press, tick, close])
def test_whatever_changes_the_mark_of_a_day_lets_its_pulse_beat(
    deed: Callable[[Services, Booking], None],
    services: Services,
    heard: Heard,
    clock: FrozenClock,
) -> None:
    booking = make_stored(services.store, documents=("R10",))
    before = services.store.day_mark("bang-rak", A_MONDAY)
    heard.beats.clear()
    if deed is press:
        clock.moment = booking.starts_at

    deed(services, booking)

    assert services.store.day_mark("bang-rak", A_MONDAY) != before
    assert ("bang-rak", A_MONDAY) in heard.beats


def test_a_move_lets_the_desks_of_both_days_know(services: Services, heard: Heard) -> None:
    booking = make_stored(services.store)
    heard.beats.clear()

    services.bookings.move(booking, A_TUESDAY, 2)

    assert set(heard.beats) == {("bang-rak", A_MONDAY), ("bang-rak", A_TUESDAY)}


def test_a_refused_write_and_one_that_no_desk_shows_let_nothing_beat(
    services: Services, heard: Heard
) -> None:
    booking = make_stored(services.store)
    heard.beats.clear()

    with pytest.raises(ReferenceTaken):
        make_stored(services.store)
    services.store.renew_link(booking, replace(booking, token_version=2))

    assert heard.beats == []


def test_a_rush_told_in_one_portion_is_one_beat_for_each_day(
    services: Services, heard: Heard, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"2026-12-14#PLACE#03#{number:04}" for number in range(1, 100)]
    told = [record("OFFICE#bang-rak", line) for line in (*lines, "2026-12-15#DESK")]

    schedule.pulse({"Records": told}, None)

    assert sorted(heard.beats) == [("bang-rak", A_MONDAY), ("bang-rak", A_TUESDAY)]
    assert json.loads(capsys.readouterr().out)["days"] == 2


def test_the_test_office_has_no_desk_and_no_pulse(services: Services, heard: Heard) -> None:
    assert schedule.beat([record(keys.office(TEST_OFFICE), "2026-12-14#PLACE#01#0001")]) == 0
    assert heard.beats == []


def test_a_copy_without_a_bucket_for_its_pages_beats_nothing(services: Services) -> None:
    assert schedule.beat([record("OFFICE#bang-rak", "2026-12-14#DESK")]) == 0


def test_only_lines_of_a_calendar_say_that_a_day_has_changed() -> None:
    others = [record("BOOKING#ABCD-2345", "BOOKING"), record("OUTBOX#1", "2026-12-14T08:00#A")]

    assert changed_days(others) == set()
    assert changed_days([*others, record("OFFICE#bang-rak", "2026-12-14#DAY")]) == {
        ("bang-rak", A_MONDAY)
    }


def test_each_beat_is_another_few_signs_that_tell_nothing(services: Services) -> None:
    s3 = boto3.client("s3", region_name=services.settings.region)
    s3.create_bucket(
        Bucket=BUCKET,
        CreateBucketConfiguration={"LocationConstraint": services.settings.region},  # type: ignore[typeddict-item]
    )
    pulse = BucketPulse(s3, BUCKET, services.secrets)
    name = pulses.name_of(services.secrets, "bang-rak", A_MONDAY)

    def beaten() -> bytes:
        pulse.beat("bang-rak", A_MONDAY)
        answer = s3.get_object(Bucket=BUCKET, Key=name)
        assert (answer["ContentType"], answer["CacheControl"]) == ("text/plain", "no-store")
        return answer["Body"].read()

    beats = {beaten() for _ in range(5)}

    assert len(beats) == 5
    assert {len(beat) for beat in beats} == {16}


def test_the_name_of_a_pulse_is_its_own_and_cannot_be_worked_out() -> None:
    def name(key: bytes = b"key", office: str = "bang-rak", day: Any = A_MONDAY) -> str:
        return pulses.name_of(Secrets(key), office, day)

    assert name() == name()
    assert len({name(), name(key=b"other"), name(office="dusit"), name(day=A_TUESDAY)}) == 4
    for told in ("bang", "2026", "12-14"):
        assert told not in name()
