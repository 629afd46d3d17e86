"""The public figures: made by the schedule, put where the pages are, read by anybody for free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain import kpis
from chalicelib.domain.day_totals import total
from chalicelib.domain.figures import Figures
from chalicelib.domain.kpis import Targets
from chalicelib.domain.ports import Clock, FigureShelf, Offices
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.totals import Totals

# Long enough for a steady median, short enough to be about the service of today.
SPAN = timedelta(days=90)
_SUNDAY = 6


@dataclass(frozen=True)
class PublicFigures:
    """Makes the figures of every office that takes bookings."""

    offices: Offices
    availability: Availability
    totals: Totals
    targets: Targets
    shelf: FigureShelf | None
    clock: Clock

    def publish(self) -> int:
        """Put fresh figures on the shelf, if there is one; for how many offices."""
        if self.shelf is None:
            return 0
        offices = [office for office in self.offices.all() if office.takes_bookings]
        for office in offices:
            self.shelf.put(self.figures(office.id))
        return len(offices)

    def figures(self, office_id: str) -> Figures:
        """The figures of one office. Days that are over are read from what was kept of them."""
        now = self.clock.now()
        week_ends = now.date() + timedelta(days=_SUNDAY - now.date().weekday())
        free = {
            day.date: day.free
            for day in self.availability.days(office_id, None, None).days
            if day.closed is None and day.free
        }
        first, last = now.date() - SPAN, now.date() - timedelta(days=1)
        minutes = kpis.service_minutes(
            total(self.totals.days(office_id, first, last).values()), self.targets
        )
        tallies = self.totals.months(office_id, first, now.date())
        answered = kpis.satisfaction(tallies, {}, self.targets)
        enough = minutes.n >= self.targets.smallest_group
        return Figures(
            office_id=office_id,
            made_at=now,
            next_free_day=min(free, default=None),
            places_left=_until(week_ends, free),
            week_ends=week_ends,
            first=first,
            last=last,
            median_minutes=minutes.median if enough else None,
            served=minutes.n,
            satisfaction_percent=answered.overall.percent,
            answers=answered.answered,
        )


def _until(last: date, free: dict[date, int]) -> int:
    return sum(places for day, places in free.items() if day <= last)
