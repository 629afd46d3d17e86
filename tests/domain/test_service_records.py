"""The life of a couple's record at the desk, by examples and for any sequence of presses."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.errors import (
    AlreadyArrived,
    AlreadyFinished,
    AlreadyNoShow,
    AlreadyStarted,
    FinishBeforeStart,
    IdempotencyKeyReused,
    NoShowTooEarly,
    NothingToUndo,
    NotStarted,
    PressRefused,
    RecordChanged,
    RecordFull,
    StartBeforeArrival,
)
from chalicelib.domain.service_records import (
    MOST_PRESSES,
    PRESS_DEEDS,
    Press,
    PressDeed,
    ServiceRecord,
)

SLOT_STARTS = datetime(2026, 12, 14, 8, 0, tzinfo=BANGKOK)


def press(deed: PressDeed, minute: float = 0, **values: object) -> Press:
    at = SLOT_STARTS + timedelta(minutes=minute)
    return Press(deed=deed, at=at, pressed_at=at, link="a-link", **values)  # type: ignore[arg-type]


def record(*presses: Press, seen: int | None = None) -> ServiceRecord:
    made = ServiceRecord()
    for each in presses:
        made = made.with_press(each, slot_starts=SLOT_STARTS, seen=seen)
    return made


def at(minute: float) -> datetime:
    return SLOT_STARTS + timedelta(minutes=minute)


def test_a_couple_comes_is_served_and_goes() -> None:
    served = record(press("arrive", -5), press("start", 1), press("finish", 28))

    assert served.state == "finished"
    assert (served.arrived_at, served.started_at, served.finished_at) == (at(-5), at(1), at(28))
    assert served.minutes == 27


def test_who_is_called_in_at_once_came_when_the_service_started() -> None:
    assert record(press("start", 2)).arrived_at == at(2)


def test_minutes_are_counted_as_on_the_time_sheet_from_minute_to_minute() -> None:
    assert record(press("start", 0.9), press("finish", 30.1)).minutes == 30


def test_a_second_start_is_told_who_started_and_when() -> None:
    begun = record(press("start", 1, officer="สมชาย"))

    with pytest.raises(AlreadyStarted) as refused:
        begun.with_press(press("start", 2), slot_starts=SLOT_STARTS)

    told = refused.value.facts["record"]
    assert isinstance(told, dict)
    assert (told["officer"], told["started_at"]) == ("สมชาย", "2026-12-14T08:01:00+07:00")


@pytest.mark.parametrize(
    ("before", "then", "refusal"),
    [
        ([], press("finish"), NotStarted),
        ([press("arrive")], press("finish"), NotStarted),
        ([press("arrive")], press("arrive"), AlreadyArrived),
        ([press("start")], press("arrive"), AlreadyArrived),
        ([press("start", 5)], press("finish", 4), FinishBeforeStart),
        ([press("arrive", 5)], press("start", 4), StartBeforeArrival),
        ([press("start"), press("finish")], press("finish"), AlreadyFinished),
        ([press("start"), press("finish")], press("start"), AlreadyStarted),
        ([], press("no-show", -1), NoShowTooEarly),
        ([press("no-show")], press("no-show"), AlreadyNoShow),
        ([press("arrive")], press("no-show"), AlreadyArrived),
        ([], press("undo"), NothingToUndo),
        ([press("arrive"), press("undo")], press("undo"), NothingToUndo),
    ],
)
def test_a_press_that_does_not_fit_is_refused_with_its_reason(
    before: list[Press], then: Press, refusal: type[PressRefused]
) -> None:
    noted = record(*before)

    with pytest.raises(refusal) as refused:
        noted.with_press(then, slot_starts=SLOT_STARTS)

    assert refused.value.facts == {"record": noted.as_json()}


def test_a_time_from_paper_in_the_minute_of_a_press_is_in_order() -> None:
    assert record(press("arrive", 5.5), press("start", 5)).has_begun


def test_a_couple_that_comes_after_all_is_no_longer_missing() -> None:
    came = record(press("no-show", 20), press("start", 25))

    assert (came.no_show, came.state) == (False, "started")


def test_undo_takes_back_the_last_press_and_keeps_it_readable() -> None:
    undone = record(press("arrive"), press("start", 1), press("undo", 2))

    assert (undone.state, undone.started_at) == ("arrived", None)
    assert [each.deed for each in undone.presses] == ["arrive", "start", "undo"]


def test_an_undo_of_what_nobody_saw_is_refused() -> None:
    with pytest.raises(RecordChanged):
        record(press("arrive"), press("start")).with_press(
            press("undo"), slot_starts=SLOT_STARTS, seen=1
        )


def test_the_same_press_is_known_by_its_key_even_after_it_was_undone() -> None:
    undone = record(press("start", key="k"), press("undo"))

    assert undone.repeats(press("start", key="k"))
    assert not undone.repeats(press("start", key="another"))
    assert not undone.repeats(press("start"))


def test_a_key_stands_for_one_press_only() -> None:
    with pytest.raises(IdempotencyKeyReused):
        record(press("arrive", key="k")).repeats(press("start", key="k"))


def test_a_record_has_an_end() -> None:
    full = record(*[press("arrive"), press("undo")] * (MOST_PRESSES // 2))

    with pytest.raises(RecordFull):
        full.with_press(press("arrive"), slot_starts=SLOT_STARTS)


ANY_PRESSES = st.lists(
    st.builds(press, st.sampled_from(PRESS_DEEDS), st.integers(-60, 120)), max_size=40
)


def fitting(presses: list[Press]) -> list[ServiceRecord]:
    """Every record on the way, refused presses left out."""
    records = [ServiceRecord()]
    for each in presses:
        try:
            records.append(records[-1].with_press(each, slot_starts=SLOT_STARTS))
        except PressRefused:
            continue
    return records


@given(ANY_PRESSES)
def test_whatever_is_pressed_the_times_are_in_order(presses: list[Press]) -> None:
    for noted in fitting(presses):
        times = [noted.arrived_at, noted.started_at, noted.finished_at]
        given_ = [time for time in times if time]
        assert given_ == sorted(given_)
        assert times == [*given_, *[None] * (3 - len(given_))], "none is left out in between"
        assert (noted.minutes is None) == (noted.finished_at is None)
        if noted.no_show:
            assert noted.started_at is None


@given(ANY_PRESSES)
def test_whatever_is_pressed_an_undo_leads_to_where_one_was(presses: list[Press]) -> None:
    for noted in fitting(presses):
        for deed in PRESS_DEEDS:
            if deed == "undo":
                continue
            try:
                further = noted.with_press(press(deed, 121), slot_starts=SLOT_STARTS)
            except PressRefused:
                continue
            back = further.with_press(press("undo"), slot_starts=SLOT_STARTS)
            assert back.state == noted.state
            assert back.started_at == noted.started_at
            assert back.version == noted.version + 2


@given(ANY_PRESSES)
def test_whatever_is_pressed_nothing_that_was_noted_is_lost(presses: list[Press]) -> None:
    records = fitting(presses)

    for before, after in itertools.pairwise(records):
        assert after.presses[:-1] == before.presses
