"""Stand-ins for the survey's and the totals' stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.errors import AlreadyAnswered
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally
from chalicelib.domain.survey import Levels, SurveyAnswer, SurveyPass


@dataclass
class InMemorySurveyStore:
    """``SurveyStore`` in a set and a list."""

    used: set[str] = field(default_factory=set)
    answers: list[SurveyAnswer] = field(default_factory=list)

    def add(self, granted: SurveyPass, answer: SurveyAnswer) -> None:
        if granted.id in self.used:
            raise AlreadyAnswered
        self.used.add(granted.id)
        self.answers.append(answer)

    def is_answered(self, granted: SurveyPass) -> bool:
        return granted.id in self.used

    def levels(self, office_id: str, month: Month) -> list[Levels]:
        return [each.levels for each in self._of(office_id, month) if each.levels]

    def comments(self, office_id: str, month: Month) -> list[str]:
        return [each.comment for each in self._of(office_id, month) if each.comment]

    def _of(self, office_id: str, month: Month) -> list[SurveyAnswer]:
        return [e for e in self.answers if (e.office_id, e.month) == (office_id, month)]


@dataclass
class InMemoryTotalsStore:
    """``TotalsStore`` in dictionaries."""

    spans: dict[str, KeptSpan] = field(default_factory=dict)
    kept_days: dict[tuple[str, date], DayTotals] = field(default_factory=dict)
    kept_months: dict[tuple[str, Month], Tally] = field(default_factory=dict)

    def span(self, office_id: str) -> KeptSpan | None:
        return self.spans.get(office_id)

    def set_span(self, office_id: str, span: KeptSpan) -> None:
        self.spans[office_id] = span

    def days(self, office_id: str, first: date, last: date) -> dict[date, DayTotals]:
        return {
            day: totals
            for (office, day), totals in self.kept_days.items()
            if office == office_id and first <= day <= last
        }

    def keep_day(self, office_id: str, day: date, totals: DayTotals) -> None:
        self.kept_days.pop((office_id, day), None)
        if not totals.is_empty:
            self.kept_days[office_id, day] = totals

    def months(self, office_id: str, first: Month, last: Month) -> dict[Month, Tally]:
        return {
            month: tally
            for (office, month), tally in self.kept_months.items()
            if office == office_id and first <= month <= last
        }

    def keep_month(self, office_id: str, month: Month, tally: Tally) -> None:
        self.kept_months[office_id, month] = tally
