"""Which days can be booked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.errors import DayClosed, DayPast, OutsideWindow
from tests.builders import TODAY, make_rules


def calendar(today: date = TODAY, **rules: object) -> Calendar:
    return Calendar(make_rules(**rules), data_files.holidays(), today)


def test_window_opens_on_the_next_working_day() -> None:
    assert calendar(date(2026, 12, 1)).window.first == date(2026, 12, 2)


def test_window_skips_a_weekend_and_the_holiday_after_it() -> None:
    friday_before_a_long_weekend = date(2026, 12, 4)

    assert calendar(friday_before_a_long_weekend).window.first == date(2026, 12, 8)


def test_window_ends_sixty_days_ahead() -> None:
    window = calendar().window

    assert window.last == TODAY + timedelta(days=60)


def test_days_whose_holidays_are_not_known_yet_are_not_given_away() -> None:
    last_known = data_files.holidays().last

    late = calendar(last_known - timedelta(days=10))

    assert late.window.last == last_known
    assert late.closed_because(last_known + timedelta(days=4)) is not None


def test_nothing_can_be_booked_once_the_holiday_data_has_run_out() -> None:
    today = data_files.holidays().last + timedelta(days=40)
    after = calendar(today)

    assert all(after.closed_because(day) for day in days_between(today, today + timedelta(days=90)))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 12, 5), "weekend"),
        (date(2026, 12, 7), "holiday"),
        (date(2026, 12, 10), "holiday"),
        (date(2026, 12, 1), "outside_window"),
        (date(2027, 2, 1), "outside_window"),
    ],
)
def test_a_closed_day_says_why_in_both_languages(day: date, code: str) -> None:
    reason = calendar().closed_because(day)

    assert reason is not None
    assert reason.code == code
    assert reason.text.th
    assert reason.text.en


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 11, 30), DayPast),
        (date(2026, 12, 1), OutsideWindow),
        (date(2026, 12, 5), DayClosed),
        (date(2026, 12, 7), DayClosed),
        (date(2027, 2, 1), OutsideWindow),
    ],
)
def test_each_kind_of_unbookable_day_is_refused_by_its_own_name(
    day: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        calendar().must_be_bookable(day)


def test_a_day_is_bookable_exactly_when_it_is_shown_open() -> None:
    shown = calendar()

    for day in days_between(TODAY - timedelta(days=10), TODAY + timedelta(days=100)):
        if shown.closed_because(day) is None:
            shown.must_be_bookable(day)
        else:
            with pytest.raises((DayPast, DayClosed, OutsideWindow)):
                shown.must_be_bookable(day)


def test_labour_day_is_a_working_day_for_a_district_office() -> None:
    assert calendar(date(2026, 4, 20)).closed_because(date(2026, 5, 1)) is None
    assert calendar(date(2027, 4, 20)).closed_because(date(2027, 5, 3)) is None


def test_royal_ploughing_day_is_a_holiday_for_a_district_office() -> None:
    reason = calendar(date(2026, 4, 20)).closed_because(date(2026, 5, 13))

    assert reason is not None
    assert reason.code == "holiday"
