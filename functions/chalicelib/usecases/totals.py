"""Keeping daily and monthly totals, so that nobody has to read a year by name.

The schedule keeps yesterday, and the days before it anew, since staff enter times after the fact.
Counting is one function; kept or counted now, the numbers are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.calendar import days_between
from chalicelib.domain.day_totals import DayTotals, day_totals
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month, months_of
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.domain.satisfaction import Tally, tally
from chalicelib.domain.survey_ports import SurveyStore, TotalsStore
from chalicelib.domain.survey_tokens import last_day

# A paper list is typed in within days, if at all.
COUNTED_ANEW = timedelta(days=14)
# How far back the first run looks for bookings: as far as a report may.
LOOKS_BACK = timedelta(days=400)


@dataclass(frozen=True)
class Totals:
    """Totals of an office: counted from its bookings and answers, or as they were kept."""

    offices: Offices
    bookings: BookingStore
    surveys: SurveyStore
    kept: TotalsStore
    clock: Clock

    def keep(self) -> int:
        """Keep all that is over, for every office; how many days were counted."""
        return sum(self._keep(office.id) for office in self.offices.all() if office.rules)

    def rebuild(self, office_id: str, first: date) -> int:
        """Count every day and month from ``first`` on anew; how many days there were."""
        span = self.kept.span(office_id)
        first = min(first, span.first) if span else first
        return self._count_again(office_id, first, first)

    def recount(self, office_id: str, day: date) -> None:
        """Count one day anew, after somebody entered something about a day that is kept."""
        span = self.kept.span(office_id)
        if span and span.first <= day <= span.last:
            self.kept.keep_day(office_id, day, self.counted(office_id, day))

    def counted(self, office_id: str, day: date) -> DayTotals:
        """One day, from its bookings as they are now."""
        return day_totals(
            self.bookings.bookings_on(office_id, day),
            self.bookings.cancelled_on(office_id, day),
            is_over=day < self._today,
        )

    def days(self, office_id: str, first: date, last: date) -> Mapping[date, DayTotals]:
        """Each day with bookings, kept where it is and counted where it is not."""
        span = self.kept.span(office_id)
        days = self.kept.days(office_id, first, last)
        for day in self._not_kept(office_id, span, first, last):
            counted = self.counted(office_id, day)
            if not counted.is_empty:
                days[day] = counted
        return days

    def months(self, office_id: str, first: date, last: date) -> Mapping[Month, Tally]:
        """The answers about each whole month that has a day in the span."""
        months = list(months_of(first, last))
        kept = self.kept.months(office_id, months[0], months[-1])
        return {month: kept.get(month) or self._tally(office_id, month) for month in months}

    def _keep(self, office_id: str) -> int:
        span = self.kept.span(office_id)
        if span is None:
            first = self._first_day(office_id)
            return self._count_again(office_id, first, first)
        return self._count_again(office_id, span.first, min(span.last, self._today - COUNTED_ANEW))

    def _count_again(self, office_id: str, first: date, since: date) -> int:
        yesterday = self._today - timedelta(days=1)
        since = max(first, since)
        days = list(days_between(since, yesterday))
        for day in days:
            self.kept.keep_day(office_id, day, self.counted(office_id, day))
        for month in self._closed_months(since):
            self.kept.keep_month(office_id, month, self._tally(office_id, month))
        self.kept.set_span(office_id, KeptSpan(first, yesterday))
        return len(days)

    def _closed_months(self, since: date) -> Iterable[Month]:
        """Months that closed to answers on ``since`` or later, and are closed now."""
        the_day_before_its_month = Month.of(since).first - timedelta(days=1)
        return [
            month
            for month in months_of(the_day_before_its_month, self._today)
            if last_day(month) < self._today
        ]

    def _not_kept(
        self, office_id: str, span: KeptSpan | None, first: date, last: date
    ) -> Iterable[date]:
        """The days to be counted now: today, those to come, and what the schedule has not kept."""
        kept_until = span.last if span else self._today - timedelta(days=1)
        start = max(first, kept_until + timedelta(days=1))
        past = list(days_between(start, min(last, self._today)))
        to_come = self._to_come(office_id, max(start, self._today + timedelta(days=1)), last)
        return [*([] if span else self._before(office_id, first, last)), *past, *to_come]

    def _before(self, office_id: str, first: date, last: date) -> Iterable[date]:
        """Days that are over and have a booking, where the schedule has not run once."""
        end = min(last, self._today - timedelta(days=1))
        if first > end:
            return []
        lines = self.bookings.calendar(office_id, first, end, self.clock.now())
        return sorted({place.date for place in lines.taken})

    def _to_come(self, office_id: str, first: date, last: date) -> Iterable[date]:
        """Days ahead on which there may be a booking or the cancellation of one."""
        if first > last:
            return []
        rules = self.offices.get(office_id).rules
        window = self._today + timedelta(days=rules.window_days if rules else 0)
        lines = self.bookings.calendar(office_id, first, last, self.clock.now())
        busy = {place.date for place in lines.taken} | set(lines.changes)
        return sorted(busy | set(days_between(first, min(last, window))))

    def _first_day(self, office_id: str) -> date:
        """The first day with a booking, as far as a report may look back; else today."""
        lines = self.bookings.calendar(
            office_id, self._today - LOOKS_BACK, self._today, self.clock.now()
        )
        return min((place.date for place in lines.taken), default=self._today)

    def _tally(self, office_id: str, month: Month) -> Tally:
        return tally(self.surveys.levels(office_id, month))

    @property
    def _today(self) -> date:
        return self.clock.now().date()
