"""Every formula with numbers worked out by hand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import histograms, kpis
from chalicelib.domain.day_totals import NOTHING, DayTotals
from chalicelib.domain.intervals import wilson
from chalicelib.domain.kpis import Targets
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally, score, tally, together

TARGETS = Targets(85, "mean_of_5", 50, 30, 5)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)


def test_half_fives_are_87_percent_by_the_mean_and_85_by_the_share_of_satisfied() -> None:
    """50 fives, 35 fours, 15 threes: (250 + 140 + 45) / 100 = 4.35; 4.35 / 5 = 87 %; 50 + 35."""
    counted = score({5: 50, 4: 35, 3: 15}, n=100, smallest_group=5)

    assert counted.mean == pytest.approx(4.35)
    assert counted.percent == pytest.approx(87)
    assert counted.top2_percent == pytest.approx(85)


def test_all_fours_are_80_percent_by_the_mean_and_100_by_the_share() -> None:
    counted = score({4: 20}, n=20, smallest_group=5)

    assert (counted.percent, counted.top2_percent) == (80, 100)


@pytest.mark.parametrize(("n", "low", "high"), [(50, 73, 92), (400, 81, 88)])
def test_the_intervals_of_wilson_around_85_percent(n: int, low: int, high: int) -> None:
    found = wilson(0.85, n)

    assert [round(100 * end) for end in found] == [low, high]


def test_wilsons_interval_worked_out_by_hand() -> None:
    """n = 4, all satisfied: z² = 3.8415; low = 1 / (1 + z²/4) = 4 / 7.8415 = 0.5101."""
    assert wilson(1, 4) == pytest.approx((0.5101, 1), abs=1e-4)
    assert wilson(0, 4) == pytest.approx((0, 0.4899), abs=1e-4)


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_an_interval_holds_its_share_and_stays_within_bounds(share: float, n: int) -> None:
    low, high = wilson(share, n)

    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


def test_the_median_of_minutes_is_the_middle_one_or_between_the_two_middle_ones() -> None:
    assert histograms.median({25: 1, 30: 1, 55: 1}) == 30
    assert histograms.median({25: 2, 30: 1, 55: 1}) == 27.5
    assert histograms.median({25: 1, 55: 2}) == 55


@given(st.lists(st.integers(0, 200), min_size=1))
def test_a_histogram_says_what_the_list_would(values: list[int]) -> None:
    import statistics  # noqa: PLC0415  (only to compare with)

    counted = Counter(values)

    assert histograms.median(counted) == statistics.median(values)
    assert histograms.mean(counted) == pytest.approx(statistics.mean(values))
    assert histograms.count(counted) == len(values)


def test_minutes_against_50_and_30() -> None:
    """20, 25, 30, 31, 45, 50, 60: the middle is 31, the sum 261, three within 30, six within 50."""
    minutes = dict.fromkeys([20, 25, 30, 31, 45, 50, 60], 1)

    taken = kpis.service_minutes(DayTotals(minutes=minutes), TARGETS)

    assert taken.median == 31
    assert taken.mean == pytest.approx(261 / 7)
    assert taken.share_within_target == pytest.approx(3 / 7)
    assert taken.share_within_before == pytest.approx(6 / 7)
    assert taken.n == 7


def test_on_time_is_until_the_tolerance_and_not_a_minute_longer() -> None:
    """-5, 0, 15 are on time; 16 is not; one couple came and was never served: 3 of 5."""
    day = DayTotals(by_register={-5: 1, 15: 1}, by_desk={0: 1, 16: 1}, unserved=1)

    judged = kpis.on_time(day, 15)

    assert (judged.share, judged.n) == (0.6, 5)
    assert (judged.clock, judged.by_register, judged.by_desk) == ("both", 2, 2)
    assert kpis.on_time(day, 16).share == 0.8


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        (DayTotals(by_register={0: 3}), "register"),
        (DayTotals(by_desk={0: 3}), "desk"),
        (DayTotals(unserved=1), None),
    ],
)
def test_the_clock_that_was_used_is_named(day: DayTotals, clock: str | None) -> None:
    assert kpis.on_time(day, 15).clock == clock


def a_tally(fives: int = 0, fours: int = 0, ones: int = 0) -> Tally:
    return Tally(fives + fours + ones, {"overall": {5: fives, 4: fours, 1: ones}})


def satisfaction(tallies: Mapping[Month, Tally], finished: int = 20) -> kpis.Satisfaction:
    return kpis.satisfaction(tallies, dict.fromkeys(tallies, finished), TARGETS)


def test_months_add_up_and_the_response_rate_is_of_all_who_were_served() -> None:
    """6 fives and 4 fours are 46 / 10 = 4.6, which is 92 %; 10 answers of 40 visits."""
    asked = satisfaction({NOVEMBER: a_tally(fives=6), DECEMBER: a_tally(fours=4, fives=0, ones=0)})
    both = satisfaction({NOVEMBER: a_tally(fives=6), DECEMBER: a_tally(fours=5)})

    assert both.overall.percent == pytest.approx((30 + 20) / 11 / 5 * 100)
    assert both.response_rate == pytest.approx(11 / 40)
    assert asked.response_rate == pytest.approx(10 / 40)


def test_a_month_with_fewer_than_five_answers_is_in_no_percentage() -> None:
    """Else the report of two months minus that of one would tell the four answers."""
    asked = satisfaction({NOVEMBER: a_tally(fives=6), DECEMBER: a_tally(ones=4)})

    assert asked.overall.percent == 100
    assert (asked.answered, asked.left_out, asked.overall.n) == (10, 4, 6)


def test_of_four_answers_only_their_number_is_told() -> None:
    asked = satisfaction({DECEMBER: a_tally(fives=4)})

    assert asked.overall.percent is None
    assert asked.overall.percent_interval is None
    assert asked.questions == {}
    assert asked.answered == 4


def test_a_question_that_applied_to_fewer_than_five_is_not_shown() -> None:
    answers = [{"overall": 5, "place": 2}] * 4 + [{"overall": 5}] * 4

    asked = satisfaction({DECEMBER: tally(answers)})

    assert asked.questions["overall"].percent == 100
    assert (asked.questions["place"].n, asked.questions["place"].percent) == (4, None)


def test_what_does_not_apply_is_in_no_mean() -> None:
    """Couple one gives 5 and 3, couple two only 4: (5 + 3 + 4) / 3 = 4, from two couples."""
    counted = tally([{"staff": 5, "place": 3}, {"staff": 4}, {}])

    assert counted.couples == 2
    assert histograms.mean(counted.all_levels) == 4
    assert together([counted, Tally()]) == counted


def test_lead_time_is_the_median_of_days() -> None:
    assert kpis.lead_time(DayTotals(leads={0: 1, 7: 1, 30: 2})).median == 18.5


def test_of_nothing_every_share_and_mean_is_none() -> None:
    taken = kpis.service_minutes(NOTHING, TARGETS)
    asked = kpis.satisfaction({DECEMBER: Tally()}, {DECEMBER: 0}, TARGETS)

    assert kpis.on_time(NOTHING, 15) == kpis.OnTime(None, 0, 15, None, 0, 0, 0)
    assert (taken.median, taken.mean, taken.share_within_target, taken.n) == (None, None, None, 0)
    assert (asked.overall.percent, asked.response_rate) == (None, None)
    assert kpis.lead_time(NOTHING).median is None


def test_the_interval_of_a_mean_is_at_least_as_wide_as_its_answers_need() -> None:
    """The usual interval of a mean, ±1.96 s/√n, lies within Wilson's for answers of 1 to 5."""
    levels = {5: 50, 4: 35, 3: 15}
    spread = math.sqrt(sum(n * (level / 5 - 0.87) ** 2 for level, n in levels.items()) / 100)
    counted = score(levels, n=100, smallest_group=5)

    assert counted.percent_interval is not None
    low, high = counted.percent_interval
    assert low < 100 * (0.87 - 1.96 * spread / 10)
    assert high > 100 * (0.87 + 1.96 * spread / 10)
