"""Couples against each other, through HTTP on Amazon's own engine.

Each race also runs with the condition that should decide it removed, and must then be lost: what
guards the places is the write, and nothing else.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
import requests

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import writes
from chalicelib.domain.days import Opening
from chalicelib.domain.offices import Venue
from chalicelib.domain.text import Text
from chalicelib.settings import Settings
from chalicelib.usecases.days import Days
from chalicelib.wiring import services
from tests.builders import A_MONDAY, make_body, make_rules, phone_of
from tests.fakes import FrozenClock
from tests.live import server
from tests.live.crowd import Answer, Couple, all_at_once, checked
from tests.waiting import A_WHILE_S

pytestmark = pytest.mark.engine

FULL = os.environ.get("NATRAK_TESTS") == "full"
SEEDS = range(50 if FULL else 2)
RELEASE_SEEDS = range(5 if FULL else 1)
# 999 places and 3,000 couples in the full setting; a fifth of both in every run.
RELEASE_CAPACITY, RELEASE_COUPLES = (333, 3000) if FULL else (67, 600)
HANDS = 200
ALL_SLOTS = range(1, 16)


@pytest.fixture
def url(engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    with server.on_a_thread(engine_settings, clock) as base_url:
        yield base_url


def strip(monkeypatch: pytest.MonkeyPatch, *conditions: str) -> None:
    """Take rules out of the writes: what was asked is asked still, and always answered yes."""
    for condition in conditions:
        rule = getattr(writes, condition)
        always = f"attribute_exists(pk) OR attribute_not_exists(pk) OR {rule}"
        monkeypatch.setattr(writes, condition, always)


def crowd(url: str, number: int, first: int = 0) -> list[Couple]:
    return [Couple(url, first + n) for n in range(number)]


def places(couples: list[Couple]) -> list[tuple[str, int, int]]:
    """The places the couples believe they hold."""
    return [
        (couple.booking["date"], couple.booking["slot"], couple.booking["place"])
        for couple in couples
        if couple.booking and couple.booking["status"] == "booked"
    ]


def nobody_was_told_a_lie(url: str, couples: list[Couple], day: str = A_MONDAY.isoformat()) -> None:
    """Winners' places are distinct, and are exactly the taken ones; no answer was a fault."""
    statuses = Counter(answer.status for couple in couples for answer in couple.answers)
    held = places(couples)
    assert not [status for status in statuses if status >= 500], statuses
    assert len(set(held)) == len(held)
    on_the_list = services().store.bookings_on("bang-rak", datetime.fromisoformat(day).date())
    assert sorted(booking.reference for booking in on_the_list) == sorted(
        couple.booking["reference"]
        for couple in couples
        if couple.booking and couple.booking["status"] == "booked" and couple.booking["date"] == day
    )
    shown = requests.get(f"{url}/api/offices/bang-rak/days/{day}", timeout=A_WHILE_S).json()
    free = sum(slot["free"] for slot in shown["slots"])
    assert free == sum(slot["capacity"] for slot in shown["slots"]) - len(on_the_list)


def one_winner(url: str, couples: list[Couple], slot: int) -> None:
    """Everybody wants one place; one gets it, all others are told the truth."""
    answers = all_at_once(couples, lambda couple: couple.book(slot), min(len(couples), HANDS))

    codes = Counter(answer.code for answer in answers)
    assert codes == {"booked": 1, "slot_taken": len(couples) - 1}
    for answer in answers:
        assert slot not in answer.body.get("free_slots", [])


def test_one_place_goes_to_exactly_one_of_fifty_couples_ten_times_in_a_row(url: str) -> None:
    for slot in range(1, 11):
        one_winner(url, crowd(url, 50, first=100 * slot), slot)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_place_goes_to_exactly_one_of_two_hundred_couples(url: str, seed: int) -> None:
    couples = crowd(url, 200)

    one_winner(url, couples, slot=random.Random(seed).choice(ALL_SLOTS))

    nobody_was_told_a_lie(url, couples)


def fifteen_places_for_two_hundred(url: str, seed: int) -> None:
    couples = crowd(url, 200)
    chances = {couple.number: random.Random(f"{seed}:{couple.number}") for couple in couples}

    answers = all_at_once(
        couples, lambda couple: couple.book_any(chances[couple.number], ALL_SLOTS)
    )

    assert Counter(answer.code for answer in answers) == {"booked": 15, "slot_taken": 185}
    nobody_was_told_a_lie(url, couples)


@pytest.mark.parametrize("seed", SEEDS)
def test_fifteen_places_go_to_fifteen_of_two_hundred_couples(url: str, seed: int) -> None:
    fifteen_places_for_two_hundred(url, seed)


@pytest.mark.parametrize("seed", RELEASE_SEEDS)
def test_a_special_day_is_sold_to_the_last_place_and_not_beyond(
    url: str, clock: FrozenClock, seed: int
) -> None:
    """14 February 2027 is a Sunday, at another building, and everybody comes at the same minute."""
    valentines = "2027-02-14"
    slots = make_rules().slots[:3]
    hall = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "1 Test Road"))
    opening = Opening(hall, RELEASE_CAPACITY, slots, datetime(2027, 1, 15, 9, tzinfo=BANGKOK))
    all_services = services()
    Days(all_services.offices, all_services.store, clock).open(
        "bang-rak", datetime.fromisoformat(valentines).date(), opening
    )
    (early,) = all_at_once([Couple(url, 99_999, day=valentines)], lambda couple: couple.book(1))
    assert early.code == "not_open_yet"
    clock.moment = datetime(2027, 1, 15, 9, tzinfo=BANGKOK)
    couples = [Couple(url, n, day=valentines) for n in range(RELEASE_COUPLES)]
    chances = {couple.number: random.Random(f"{seed}:{couple.number}") for couple in couples}

    answers = all_at_once(
        couples, lambda couple: couple.book_any(chances[couple.number], (1, 2, 3)), HANDS
    )

    number_of_places = 3 * RELEASE_CAPACITY
    assert Counter(answer.code for answer in answers) == {
        "booked": number_of_places,
        "slot_taken": RELEASE_COUPLES - number_of_places,
    }
    nobody_was_told_a_lie(url, couples, valentines)


def movers_against_bookers(url: str, seed: int) -> None:
    chance = random.Random(seed)
    movers, bookers = crowd(url, 10), crowd(url, 40, first=1000)
    all_at_once(movers, lambda couple: couple.book(couple.number + 1))
    goals = {couple.number: chance.choice(range(1, 16)) for couple in [*movers, *bookers]}

    def act(couple: Couple) -> Answer:
        goal = goals[couple.number]
        return couple.move(goal) if couple.booking else couple.book(goal)

    all_at_once([*movers, *bookers], act)

    assert len(places(movers)) == len(movers), "a mover lost its place"
    nobody_was_told_a_lie(url, [*movers, *bookers])


@pytest.mark.parametrize("seed", SEEDS)
def test_movers_and_bookers_never_share_a_place_and_no_mover_loses_its_own(
    url: str, seed: int
) -> None:
    movers_against_bookers(url, seed)


def cancels_against_bookers(url: str, clock: FrozenClock, seed: int) -> None:
    chance = random.Random(seed)
    leaving, coming = crowd(url, 10), crowd(url, 45, first=1000)
    all_at_once(leaving, lambda couple: couple.book(couple.number + 1))
    goals = {couple.number: chance.choice(range(1, 16)) for couple in coming}

    def act(couple: Couple) -> Answer:
        return couple.cancel() if couple.booking else couple.book(goals[couple.number])

    all_at_once([*leaving, *coming], act)

    assert {couple.answers[-1].code for couple in leaving} == {"cancelled"}
    # Places that were cancelled while the day was full are resting; now they are back.
    clock.moment += timedelta(minutes=20)
    nobody_was_told_a_lie(url, [*leaving, *coming])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cancelled_place_goes_to_one_couple_at_most(
    url: str, clock: FrozenClock, seed: int
) -> None:
    cancels_against_bookers(url, clock, seed)


def one_phone_many_slots(url: str) -> None:
    """One phone asks for fifteen slots at once, each with a key of its own."""
    couples = crowd(url, 15)
    gate = Barrier(15)

    def one_of_fifteen(couple: Couple) -> Answer:
        gate.wait(timeout=A_WHILE_S)
        body = make_body(slot=couple.number + 1, phone=phone_of(1))
        answer = server.book(url, f"a-hoarder-s-key-number-{couple.number:02}", body)
        return checked(answer.status_code, answer.json())

    answers = all_at_once(couples, one_of_fifteen)

    assert Counter(answer.code for answer in answers) == {"booked": 1, "open_booking_exists": 14}


def test_one_phone_gets_one_booking_however_fast_it_asks(url: str) -> None:
    one_phone_many_slots(url)


def one_submit_fifty_times(url: str) -> None:
    gate = Barrier(50)

    def one_copy(_: Couple) -> Answer:
        gate.wait(timeout=A_WHILE_S)
        answer = server.book(url, "an-impatient-couple-s-key", make_body(slot=4))
        return checked(answer.status_code, answer.json())

    answers = all_at_once(crowd(url, 50), one_copy)

    assert Counter(answer.status for answer in answers) == {201: 1, 200: 49}
    assert len({answer.body["reference"] for answer in answers}) == 1


def test_fifty_copies_of_one_submit_make_one_booking(url: str) -> None:
    one_submit_fifty_times(url)


def one_couple_moves_and_cancels(url: str, day: date = A_MONDAY) -> None:
    """Moves to four slots and a cancellation, all sent at once for one booking."""
    owner = Couple(url, day.day, day=day.isoformat())
    all_at_once([owner], lambda couple: couple.book(1))
    assert owner.booking
    hands = [Couple(url, number, owner.day, booking=owner.booking) for number in range(5)]

    def act(hand: Couple) -> Answer:
        return hand.cancel() if hand.number == 4 else hand.move(hand.number + 2)

    all_at_once(hands, act)

    answer = requests.get(
        f"{url}/api/bookings/{owner.booking['reference']}",
        headers={"Authorization": f"Bearer {owner.booking['manage_token']}"},
        timeout=A_WHILE_S,
    ).json()
    taken = services().store.day_now("bang-rak", day, services().clock.now()).taken
    expected = [] if answer["status"] == "cancelled" else [(answer["slot"], answer["place"])]
    assert [(place.slot, place.number) for place in taken] == expected


def couples_of_a_week_move_and_cancel(url: str) -> None:
    """Five hands may come one after the other once, where the machine is busy; not five times."""
    for days in range(5):
        one_couple_moves_and_cancels(url, A_MONDAY + timedelta(days))


def test_changes_of_one_booking_at_once_leave_it_in_exactly_one_state(url: str) -> None:
    one_couple_moves_and_cancels(url)


def fourth_booking_in_a_day(url: str) -> None:
    codes = []
    for attempt in range(4):
        body = make_body(slot=1, phone=phone_of(7))
        answer = server.book(url, f"a-reseller-s-key-number-{attempt}", body)
        codes.append(checked(answer.status_code, answer.json()).code)
        if answer.status_code == 201:
            reseller = Couple(url, 7, booking=answer.json())
            all_at_once([reseller], lambda couple: couple.cancel())
    assert codes == ["booked", "booked", "booked", "too_many_requests"]


def test_a_phone_cannot_book_and_cancel_all_day(url: str) -> None:
    fourth_booking_in_a_day(url)


@pytest.mark.parametrize(
    ("conditions", "race"),
    [
        (["PLACE_IS_FREE"], lambda url: one_winner(url, crowd(url, 50), 1)),
        (["PLACE_IS_FREE"], lambda url: fifteen_places_for_two_hundred(url, 0)),
        (["PLACE_IS_FREE", "PLACE_IS_OURS"], lambda url: movers_against_bookers(url, 0)),
        (["PHONE_HAS_NO_OPEN_BOOKING"], one_phone_many_slots),
        (["PHONE_BOOKED_SELDOM"], fourth_booking_in_a_day),
        # Copies of one submit are also stopped by the rules of place and phone; here the
        # reference must do it alone, and so do the two guards of a change.
        (
            [
                "REFERENCE_IS_NEW",
                "PHONE_HAS_NO_OPEN_BOOKING",
                "PHONE_BOOKED_SELDOM",
                "PLACE_IS_FREE",
            ],
            one_submit_fifty_times,
        ),
        (["BOOKING_IS_AS_READ", "PLACE_IS_OURS"], couples_of_a_week_move_and_cancel),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_without_its_condition_the_race_is_lost(
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    conditions: list[str],
    race: Callable[[str], None],
) -> None:
    """The negative control of the rules of the transaction."""
    strip(monkeypatch, *conditions)

    with pytest.raises(AssertionError):
        race(url)


def test_a_thousand_arrivals_at_once_are_all_answered(url: str) -> None:
    """Each opens its own connection; none is refused or cut off."""
    couples = crowd(url, 1000)

    statuses = all_at_once(
        couples, lambda couple: requests.get(f"{url}/api/offices", timeout=A_WHILE_S).status_code
    )

    assert Counter(statuses) == {200: 1000}
