"""Which days can be booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.errors import DayClosed, DayPast, NotOpenYet, OutsideWindow
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.text import Text
from tests.builders import A_MONDAY, TODAY, make_office, make_rules


def calendar(
    today: date = TODAY, changes: dict[date, DayChange] | None = None, **rules: object
) -> Calendar:
    now = datetime.combine(today, time(9), BANGKOK)
    office = make_office(**rules)
    return Calendar(office, make_rules(**rules), data_files.holidays(), now, changes or {})


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


def test_a_day_of_the_week_without_service_is_not_called_a_weekend() -> None:
    tuesdays_and_saturdays = calendar(weekdays=frozenset({1, 5}))

    sunday = tuesdays_and_saturdays.closed_because(date(2026, 12, 13))
    wednesday = tuesdays_and_saturdays.closed_because(date(2026, 12, 9))

    assert sunday is not None
    assert wednesday is not None
    assert (sunday.code, wednesday.code) == ("weekend", "weekend")
    assert sunday.text.en == "weekend"
    assert wednesday.text.en == "not a day of service at this office"
    assert tuesdays_and_saturdays.closed_because(date(2026, 12, 12)) is None


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
    assert date(2027, 5, 3) not in data_files.holidays().names


def test_royal_ploughing_day_is_a_holiday_for_a_district_office() -> None:
    reason = calendar(date(2026, 4, 20)).closed_because(date(2026, 5, 13))

    assert reason is not None
    assert reason.code == "holiday"


VALENTINES_DAY = date(2027, 2, 14)
HALL = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "1 Test Road"))
OPENS_AT = datetime(2027, 1, 15, 9, 0, tzinfo=BANGKOK)
VALENTINES = Opening(
    HALL,
    capacity=333,
    slots=tuple(Slot(n, time(8 + n), time(9 + n)) for n in (1, 2, 3)),
    opens_at=OPENS_AT,
)


def test_a_special_sunday_at_another_building_can_be_booked_from_its_minute_on() -> None:
    changes = {VALENTINES_DAY: VALENTINES}
    a_second_before = replace(calendar(changes=changes), now=OPENS_AT - timedelta(seconds=1))
    on_the_minute = replace(a_second_before, now=OPENS_AT)

    with pytest.raises(NotOpenYet) as refused:
        a_second_before.must_be_bookable(VALENTINES_DAY)
    schedule = on_the_minute.must_be_bookable(VALENTINES_DAY)

    assert refused.value.opens_at == OPENS_AT
    assert a_second_before.opens_at(VALENTINES_DAY) == OPENS_AT
    assert a_second_before.closed_because(VALENTINES_DAY) is not None
    assert len(schedule.places) == 999
    assert schedule.venue == HALL
    assert on_the_minute.closed_because(VALENTINES_DAY) is None


def test_a_special_day_without_a_minute_of_its_own_keeps_to_the_window() -> None:
    special = calendar(changes={VALENTINES_DAY: replace(VALENTINES, opens_at=None)})

    with pytest.raises(OutsideWindow):
        special.must_be_bookable(VALENTINES_DAY)
    assert replace(special, now=OPENS_AT).must_be_bookable(VALENTINES_DAY).capacity == 333


def test_a_special_day_cannot_be_booked_on_the_day_itself() -> None:
    today = calendar(VALENTINES_DAY, {VALENTINES_DAY: VALENTINES})

    with pytest.raises(OutsideWindow):
        today.must_be_bookable(VALENTINES_DAY)


def test_a_day_closed_by_staff_says_their_reason() -> None:
    reason = Text("อบรมเจ้าหน้าที่", "staff training")
    closed = calendar(changes={A_MONDAY: Closure(reason)})

    shown = closed.closed_because(A_MONDAY)

    assert shown is not None
    assert (shown.code, shown.text) == ("closed", reason)
    with pytest.raises(DayClosed):
        closed.must_be_bookable(A_MONDAY)


def test_a_special_opening_keeps_the_offices_table_unless_it_has_its_own() -> None:
    opening = Opening(HALL, capacity=2)

    schedule = calendar(changes={A_MONDAY: opening}).must_be_bookable(A_MONDAY)

    assert len(schedule.slots) == 15
    assert len(schedule.places) == 30


def test_an_alarm_can_be_set_well_before_the_holiday_data_ends() -> None:
    holidays = data_files.holidays()

    assert holidays.days_left(TODAY) > 120
    assert holidays.days_left(holidays.last) == 0
