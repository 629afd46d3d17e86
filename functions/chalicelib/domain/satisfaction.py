"""From levels of 1 to 5 to one percentage, by the two ways in which "85 %" can be read.

``mean_of_5`` is the mean level as a percentage of the best, as Thai public bodies print it;
``top2`` the share of answers of 4 and 5. On the same answers they differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chalicelib.domain.histograms import Histogram, added, count, mean
from chalicelib.domain.intervals import wilson
from chalicelib.domain.survey import Levels

BEST = 5
SATISFIED = 4


@dataclass(frozen=True)
class Tally:
    """Answers counted: how many couples answered, and how often each question got each level."""

    couples: int = 0
    levels: Mapping[str, Histogram] = field(default_factory=dict)

    @property
    def all_levels(self) -> Histogram:
        """Every level given, to whatever question."""
        return added(self.levels.values())


def tally(answers: Iterable[Levels]) -> Tally:
    """Count answers; one without any level is no answer."""
    given = [levels for levels in answers if levels]
    counted: dict[str, Counter[int]] = {}
    for levels in given:
        for question, level in levels.items():
            counted.setdefault(question, Counter())[level] += 1
    return Tally(len(given), counted)


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    all_ = list(tallies)
    questions = {question for each in all_ for question in each.levels}
    return Tally(
        sum(each.couples for each in all_),
        {id_: added(each.levels.get(id_, {}) for each in all_) for id_ in questions},
    )


@dataclass(frozen=True)
class Score:
    """A percentage by both methods among ``n``, or that there were too few to show any."""

    n: int
    mean: float | None = None
    percent: float | None = None
    percent_interval: tuple[float, float] | None = None
    top2_percent: float | None = None
    top2_interval: tuple[float, float] | None = None
    levels: Histogram = field(default_factory=dict)


def score(levels: Histogram, n: int, smallest_group: int) -> Score:
    """Levels as percentages, where at least ``smallest_group`` people gave them.

    ``n`` is how many people there were: one who answers seven questions is not seven.
    """
    average = mean(levels)
    if average is None or n < smallest_group:
        return Score(n)
    of_best = average / BEST
    satisfied = sum(times for level, times in levels.items() if level >= SATISFIED) / count(levels)
    return Score(
        n=n,
        mean=average,
        percent=of_best * 100,
        percent_interval=_in_percent(wilson(of_best, n)),
        top2_percent=satisfied * 100,
        top2_interval=_in_percent(wilson(satisfied, n)),
        levels=levels,
    )


def _in_percent(interval: tuple[float, float]) -> tuple[float, float]:
    low, high = interval
    return low * 100, high * 100
