"""Two officers at one desk, through HTTP on Amazon's own engine, each race with its control."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
import requests

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import writes
from chalicelib.adapters.dynamodb.writes import Write, Writes
from chalicelib.domain.bookings import Booking
from chalicelib.settings import Settings
from chalicelib.wiring import services
from tests.builders import A_MONDAY, NOW, make_stored
from tests.fakes import FrozenClock
from tests.live import server
from tests.live.crowd import Answer, checked
from tests.waiting import A_WHILE_S

pytestmark = pytest.mark.engine

ROUNDS = range(20 if os.environ.get("NATRAK_TESTS") == "full" else 4)
OFFICERS = 8


@pytest.fixture
def url(engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    with server.on_a_thread(engine_settings, clock) as base_url:
        clock.moment = datetime(2026, 12, 14, 8, 0, tzinfo=BANGKOK)
        yield base_url


def reference(round_: int) -> str:
    return f"ABCD-234{'23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[round_]}"


def a_couple(round_: int, **values: Any) -> str:
    """A booking of its own for each round, in a slot that has begun."""
    made = make_stored(services().store, reference=reference(round_), place=round_ + 1, **values)
    return made.reference


Pressed = tuple[str, str] | tuple[str, str, dict[str, Any]]


def press(url: str, couple: str, deed: str, key: str, body: dict[str, Any] | None = None) -> Answer:
    links = services().staff_links
    token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW))
    answer = requests.post(
        f"{url}/api/staff/bookings/{couple}/{deed}",
        json=body or {"officer": key},
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
        timeout=A_WHILE_S,
    )
    return checked(answer.status_code, answer.json())


def all_at_once(url: str, couple: str, presses: Sequence[Pressed]) -> list[Answer]:
    """Each press from a hand of its own, at the same moment."""
    gate = Barrier(len(presses))

    def act(one: Pressed) -> Answer:
        gate.wait(timeout=A_WHILE_S)
        return press(url, couple, *one)

    with ThreadPoolExecutor(len(presses)) as hands:
        return list(hands.map(act, presses))


def officer(number: int) -> str:
    return f"officer-with-the-number-{number}"


def starts_of_several_officers(url: str, round_: int) -> None:
    couple = a_couple(round_)

    answers = all_at_once(url, couple, [("start", officer(n)) for n in range(OFFICERS)])

    assert Counter(answer.status for answer in answers) == {200: 1, 409: OFFICERS - 1}
    (winner,) = [answer.body["booking"]["service"] for answer in answers if answer.status == 200]
    told = [answer.body["record"] for answer in answers if answer.status == 409]
    assert {answer.code for answer in answers if answer.status == 409} == {"already_started"}
    assert all(record["officer"] == winner["officer"] for record in told)
    booking = services().store.find(couple)
    assert booking
    assert [each.officer for each in booking.service.presses] == [winner["officer"]]


@pytest.mark.parametrize("round_", ROUNDS)
def test_of_several_officers_one_starts_and_the_others_are_told_who(url: str, round_: int) -> None:
    starts_of_several_officers(url, round_)


def copies_of_one_press(url: str, round_: int) -> None:
    couple = a_couple(round_)

    answers = all_at_once(url, couple, [("start", officer(0))] * OFFICERS)

    assert {answer.status for answer in answers} == {200}
    booking = services().store.find(couple)
    assert booking
    assert booking.service.version == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_copies_of_one_press_are_noted_once_and_all_answered(url: str, round_: int) -> None:
    copies_of_one_press(url, round_)


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_cancellation_and_a_start_at_once_are_one_of_the_two(
    url: str, clock: FrozenClock, round_: int
) -> None:
    clock.moment = datetime(2026, 12, 14, 7, 55, tzinfo=BANGKOK)
    couple = a_couple(round_)

    all_at_once(url, couple, [("start", officer(0)), ("cancel", officer(1))])

    booking = services().store.find(couple)
    assert booking
    assert (booking.status == "cancelled") != booking.service.has_begun


PAPERS = ("R01", "R02", "R03", "R05", "R06", "R08", "R17")


def ticks_of_several_officers(url: str, round_: int) -> None:
    couple = a_couple(round_, documents=PAPERS)
    ticks: list[Pressed] = [
        ("papers", officer(number), {"paper": paper, "seen": True})
        for number, paper in enumerate(PAPERS)
    ]

    answers = all_at_once(url, couple, [*ticks, ("start", officer(99))])

    assert {answer.status for answer in answers} == {200}
    booking = services().store.find(couple)
    assert booking
    assert (booking.papers_seen, booking.service.version) == (set(PAPERS), 1)


@pytest.mark.parametrize("round_", ROUNDS)
def test_papers_ticked_by_several_officers_while_one_starts_are_all_ticked(
    url: str, round_: int
) -> None:
    ticks_of_several_officers(url, round_)


def many_ticks(url: str) -> None:
    for round_ in range(20):
        ticks_of_several_officers(url, round_)


def test_ticks_written_as_one_list_would_be_lost(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: each tick is added to the set, and no list is written over another."""

    def as_a_list(self: Writes, before: Booking, after: Booking) -> Write:
        write = note_ticks(self, before, after)
        update = write["Update"]
        update["UpdateExpression"] = "SET papers_seen = :papers"
        update["ExpressionAttributeValues"][":papers"] = {"SS": sorted(after.papers_seen)}
        return write

    note_ticks = Writes.note_ticks
    monkeypatch.setattr(Writes, "note_ticks", as_a_list)

    with pytest.raises(AssertionError):
        many_ticks(url)


def many_starts(url: str) -> None:
    for round_ in range(20):
        starts_of_several_officers(url, round_)


def test_without_its_condition_the_race_is_lost(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the record is guarded by the write, and by nothing else."""
    always = f"attribute_exists(pk) OR {writes.RECORD_IS_AS_READ}"
    monkeypatch.setattr(writes, "RECORD_IS_AS_READ", always)

    with pytest.raises(AssertionError):
        many_starts(url)
