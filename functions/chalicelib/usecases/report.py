"""The report: whether the service keeps its promises, over any span of up to 400 days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chalicelib.domain import kpis
from chalicelib.domain.day_totals import DayTotals, total
from chalicelib.domain.errors import FieldError, ValidationFailed
from chalicelib.domain.kpis import LeadTime, OnTime, Satisfaction, ServiceMinutes, Targets
from chalicelib.domain.months import Month, months_of
from chalicelib.domain.offices import Office
from chalicelib.domain.ports import Clock, Offices
from chalicelib.domain.satisfaction import Tally
from chalicelib.domain.survey import Questionnaire
from chalicelib.domain.survey_ports import SurveyStore
from chalicelib.usecases.offices import with_rules
from chalicelib.usecases.totals import Totals

LONGEST_SPAN_DAYS = 400
# Nobody meant a day beyond these, and calculating with it would end in the year 10000.
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 1, 1)
# Comments are read for the last months only; the older ones have been read before.
MONTHS_OF_COMMENTS = 3


@dataclass(frozen=True)
class MonthLine:
    """One month of the span, as far as it lies in it; its answers are those of the whole month."""

    month: Month
    totals: DayTotals
    on_time: OnTime
    minutes: ServiceMinutes
    satisfaction: Satisfaction


@dataclass(frozen=True)
class Report:
    """All that is told to the head of section and to the director."""

    office: Office
    first: date
    last: date
    made_at: datetime
    targets: Targets
    questionnaire: Questionnaire
    totals: DayTotals
    on_time: OnTime
    minutes: ServiceMinutes
    satisfaction: Satisfaction
    lead_time: LeadTime
    months: list[MonthLine]
    comments: list[str]


@dataclass(frozen=True)
class Reports:
    """Makes reports from totals."""

    offices: Offices
    totals: Totals
    surveys: SurveyStore
    questionnaire: Questionnaire
    targets: Targets
    clock: Clock

    def report(self, office_id: str, first: date | None, last: date | None) -> Report:
        """The report of a span, or ``ValidationFailed`` for one that is backwards or too long."""
        office, rules = with_rules(self.offices, office_id)
        targets = replace(self.targets, minutes_target=rules.target_minutes)
        now = self.clock.now()
        first, last = _span(first, last, now.date())
        days = self.totals.days(office_id, first, last)
        in_whole_months = self._finished_by_month(office_id, first, last, days)
        tallies = self.totals.months(office_id, first, last)
        all_days = total(days.values())
        return Report(
            office=office,
            first=first,
            last=last,
            made_at=now,
            targets=targets,
            questionnaire=self.questionnaire,
            totals=all_days,
            on_time=kpis.on_time(all_days, rules.late_after_minutes),
            minutes=kpis.service_minutes(all_days, targets),
            satisfaction=kpis.satisfaction(tallies, in_whole_months, self.targets),
            lead_time=kpis.lead_time(all_days),
            months=[
                self._line(month, days, tallies, in_whole_months, rules.late_after_minutes)
                for month in months_of(first, last)
            ],
            comments=self._comments(office_id, tallies),
        )

    def _line(
        self,
        month: Month,
        days: Mapping[date, DayTotals],
        tallies: Mapping[Month, Tally],
        finished: Mapping[Month, int],
        tolerance: int,
    ) -> MonthLine:
        totals = total(each for day, each in days.items() if Month.of(day) == month)
        return MonthLine(
            month=month,
            totals=totals,
            on_time=kpis.on_time(totals, tolerance),
            minutes=kpis.service_minutes(totals, self.targets),
            satisfaction=kpis.satisfaction({month: tallies[month]}, finished, self.targets),
        )

    def _finished_by_month(
        self, office_id: str, first: date, last: date, days: Mapping[date, DayTotals]
    ) -> Mapping[Month, int]:
        """How many couples were served, and so asked, in each whole month."""
        today = self.clock.now().date()
        before, after = Month.of(first).first, min(Month.of(last).last, today)
        more: dict[date, DayTotals] = {}
        if before < first:
            more |= self.totals.days(office_id, before, first - timedelta(days=1))
        if last < after:
            more |= self.totals.days(office_id, last + timedelta(days=1), after)
        all_days = {**more, **days}
        return {
            month: sum(each.finished for day, each in all_days.items() if Month.of(day) == month)
            for month in months_of(first, last)
        }

    def _comments(self, office_id: str, tallies: Mapping[Month, Tally]) -> list[str]:
        """What was written lately, in no order; of a month with few answers nothing is shown."""
        return [
            comment
            for month in sorted(tallies, reverse=True)[:MONTHS_OF_COMMENTS]
            if tallies[month].couples >= self.targets.smallest_group
            for comment in self.surveys.comments(office_id, month)
        ]


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    if not all(EARLIEST <= day <= LATEST for day in (first, last) if day):
        raise ValidationFailed([FieldError("to", "report_range_invalid")])
    last = last or max(first or today, today)
    first = first or _eleven_months_before(last)
    if not 0 <= (last - first).days < LONGEST_SPAN_DAYS:
        raise ValidationFailed([FieldError("to", "report_range_invalid")])
    return first, last


def _eleven_months_before(day: date) -> date:
    """The beginning of the twelve months that end with the one of ``day``."""
    return Month(day.year - 1, day.month).next.first
