"""Fifty couples, one place, through HTTP on Amazon's own engine."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from chalicelib.adapters.dynamodb import writes
from chalicelib.settings import Settings
from tests.builders import A_MONDAY, make_body, phone_of
from tests.fakes import FrozenClock
from tests.live import server

pytestmark = pytest.mark.engine

COUPLES = 50
ROUNDS = 10


@pytest.fixture
def url(engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    with server.on_a_thread(engine_settings, clock) as base_url:
        yield base_url


def everybody_at_once(url: str, slot: int) -> list[requests.Response]:
    """All couples connect first and then send at the same moment."""
    gate = threading.Barrier(COUPLES)

    def one_couple(number: int) -> requests.Response:
        with requests.Session() as session:
            session.get(f"{url}/api/health", timeout=30)
            gate.wait(timeout=30)
            return server.book(
                url,
                f"slot-{slot:02}-of-couple-{number:04}",
                make_body(slot=slot, phone=phone_of(100 * slot + number)),
                session,
            )

    with ThreadPoolExecutor(COUPLES) as couples:
        return list(couples.map(one_couple, range(COUPLES)))


def one_winner_and_the_truth_for_all_others(url: str, slot: int) -> None:
    answers = everybody_at_once(url, slot)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: COUPLES - 1}
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["code"] == "slot_taken"
            assert slot not in answer.json()["free_slots"]


def test_one_place_goes_to_exactly_one_of_fifty_couples_ten_times_in_a_row(url: str) -> None:
    for slot in range(1, ROUNDS + 1):
        one_winner_and_the_truth_for_all_others(url, slot)

    day = A_MONDAY.isoformat()
    shown = requests.get(f"{url}/api/offices/bang-rak/days/{day}", timeout=30).json()["slots"]
    assert [slot["free"] for slot in shown] == [0] * ROUNDS + [1] * (15 - ROUNDS)


def test_without_the_condition_on_the_place_the_race_is_lost(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: what guards the place is the condition, and nothing else."""
    always_true = "attribute_exists(pk) OR attribute_not_exists(pk)"
    monkeypatch.setattr(writes, "PLACE_IS_FREE", f"({always_true}) AND :now = :now")

    with pytest.raises(AssertionError):
        one_winner_and_the_truth_for_all_others(url, slot=1)


def test_fifty_copies_of_one_submit_make_one_booking(url: str) -> None:
    gate = threading.Barrier(COUPLES)

    def one_copy(_: int) -> requests.Response:
        gate.wait(timeout=30)
        return server.book(url, "an-impatient-couple-s-key", make_body(slot=4))

    with ThreadPoolExecutor(COUPLES) as copies:
        answers = list(copies.map(one_copy, range(COUPLES)))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: COUPLES - 1}
    assert len({answer.json()["reference"] for answer in answers}) == 1


def test_a_thousand_arrivals_at_once_are_all_answered(url: str) -> None:
    """Each opens its own connection; none is refused or cut off."""
    arrivals = 1000
    gate = threading.Barrier(arrivals)

    def one_arrival(_: int) -> int:
        gate.wait(timeout=60)
        return requests.get(f"{url}/api/offices", timeout=60).status_code

    with ThreadPoolExecutor(arrivals) as crowd:
        statuses = Counter(crowd.map(one_arrival, range(arrivals)))

    assert statuses == {200: arrivals}
