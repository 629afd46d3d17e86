"""The four measures the office set itself, and what explains them.

1. one more booking channel: bookings by channel;
2. served on the day and at the time booked: ``OnTime``;
3. from 50 to 30 minutes a couple: ``ServiceMinutes``;
4. at least 85 % satisfied: ``Satisfaction``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.histograms import Histogram, added, at_most, count, mean, median, share
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Score, Tally, score, together

ClockUsed = Literal["register", "desk", "both"]


@dataclass(frozen=True)
class Targets:
    """What is promised, and below how many answers nothing is shown: data, not code.

    ``minutes_target`` is the office's own; the rest is the same everywhere.
    """

    satisfaction_percent: int
    satisfaction_method: Literal["mean_of_5"]
    minutes_before: int
    minutes_target: int
    smallest_group: int


@dataclass(frozen=True)
class OnTime:
    """The share of couples that were served no later than the tolerance after their slot began.

    ``n`` are all that came; who came and was not served was not served on time.
    """

    share: float | None
    n: int
    tolerance_minutes: int
    clock: ClockUsed | None
    by_register: int
    by_desk: int
    unserved: int


@dataclass(frozen=True)
class ServiceMinutes:
    """How long a service took, from start to finish."""

    median: float | None
    mean: float | None
    share_within_target: float | None
    share_within_before: float | None
    n: int
    histogram: Histogram


@dataclass(frozen=True)
class Satisfaction:
    """What couples answered about visits of whole months.

    ``left_out`` answered about a month with too few answers; they are in no percentage, so that
    nobody learns them by taking one report from another.
    """

    months: tuple[Month, ...]
    overall: Score
    questions: Mapping[str, Score]
    answered: int
    left_out: int
    response_rate: float | None


@dataclass(frozen=True)
class LeadTime:
    """How many days before their day couples booked."""

    median: float | None
    histogram: Histogram


def on_time(totals: DayTotals, tolerance_minutes: int) -> OnTime:
    """Of those who came, by the register's time where it was noted and else the desk's."""
    by_register, by_desk = count(totals.by_register), count(totals.by_desk)
    in_time = at_most(added((totals.by_register, totals.by_desk)), tolerance_minutes)
    return OnTime(
        share=share(in_time, totals.came),
        n=totals.came,
        tolerance_minutes=tolerance_minutes,
        clock=_clock_used(by_register, by_desk),
        by_register=by_register,
        by_desk=by_desk,
        unserved=totals.unserved,
    )


def service_minutes(totals: DayTotals, targets: Targets) -> ServiceMinutes:
    """Median, mean, and the shares within the promised and the former time."""
    minutes, n = totals.minutes, count(totals.minutes)
    return ServiceMinutes(
        median=median(minutes),
        mean=mean(minutes),
        share_within_target=share(at_most(minutes, targets.minutes_target), n),
        share_within_before=share(at_most(minutes, targets.minutes_before), n),
        n=n,
        histogram=minutes,
    )


def satisfaction(
    tallies: Mapping[Month, Tally], finished: Mapping[Month, int], targets: Targets
) -> Satisfaction:
    """Over whole months; ``finished`` are the visits of each, who were all asked."""
    group = targets.smallest_group
    shown = together(each for each in tallies.values() if each.couples >= group)
    answered = sum(each.couples for each in tallies.values())
    return Satisfaction(
        months=tuple(sorted(tallies)),
        overall=score(shown.all_levels, shown.couples, group),
        questions={id_: score(each, count(each), group) for id_, each in shown.levels.items()},
        answered=answered,
        left_out=answered - shown.couples,
        response_rate=share(answered, sum(finished.get(month, 0) for month in tallies)),
    )


def lead_time(totals: DayTotals) -> LeadTime:
    """How far ahead people book."""
    return LeadTime(median(totals.leads), totals.leads)


def _clock_used(by_register: int, by_desk: int) -> ClockUsed | None:
    if by_register and by_desk:
        return "both"
    return "register" if by_register else "desk" if by_desk else None
