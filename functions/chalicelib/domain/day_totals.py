"""What became of one day's bookings, in numbers only, so that a year need not be read by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from chalicelib.domain.bookings import Booking
from chalicelib.domain.histograms import Histogram, added, count

# Whose time says when a couple was served: the marriage register's (คร.2), or the desk's.
Clock = Literal["register", "desk"]


@dataclass(frozen=True)
class DayTotals:
    """A day, or the sum of several: totals add up.

    ``channels`` counts every booking of the day, cancelled ones too; ``slots`` those that were
    kept, by the start of their slot. ``by_register`` and ``by_desk`` are the minutes from a slot's
    start to when its couple was served, by the clock that was noted; ``unserved`` came and were
    not. ``minutes`` are how long the services took, ``leads`` how many days before they had booked.
    """

    channels: Mapping[str, int] = field(default_factory=dict)
    slots: Mapping[str, int] = field(default_factory=dict)
    cancelled: int = 0
    no_shows: int = 0
    unserved: int = 0
    finished: int = 0
    by_register: Histogram = field(default_factory=dict)
    by_desk: Histogram = field(default_factory=dict)
    minutes: Histogram = field(default_factory=dict)
    leads: Histogram = field(default_factory=dict)

    @property
    def bookings(self) -> int:
        """All bookings for the day, whatever became of them."""
        return sum(self.channels.values())

    @property
    def came(self) -> int:
        """Couples that came."""
        return count(self.by_register) + count(self.by_desk) + self.unserved

    @property
    def is_empty(self) -> bool:
        """Whether nobody had a booking."""
        return self.bookings == 0


NOTHING = DayTotals()


def total(days: Iterable[DayTotals]) -> DayTotals:
    """Several days as one."""
    all_ = list(days)
    return DayTotals(
        channels=_summed(day.channels for day in all_),
        slots=_summed(day.slots for day in all_),
        cancelled=sum(day.cancelled for day in all_),
        no_shows=sum(day.no_shows for day in all_),
        unserved=sum(day.unserved for day in all_),
        finished=sum(day.finished for day in all_),
        by_register=added(day.by_register for day in all_),
        by_desk=added(day.by_desk for day in all_),
        minutes=added(day.minutes for day in all_),
        leads=added(day.leads for day in all_),
    )


def day_totals(
    kept: Sequence[Booking], cancelled: Sequence[Booking], *, is_over: bool
) -> DayTotals:
    """The totals of one day, from the bookings that held their place and those that gave it back.

    Who waits at the counter right now is not unserved yet: that is said of days that are over.
    """
    both = [*kept, *cancelled]
    records = [booking.service for booking in kept]
    waited = sum(bool(each.arrived_at) and not each.started_at for each in records)
    return DayTotals(
        channels=Counter(booking.channel for booking in both),
        slots=Counter(booking.start.isoformat("minutes") for booking in kept),
        cancelled=len(cancelled),
        no_shows=sum(record.no_show for record in records),
        unserved=waited if is_over else 0,
        finished=sum(record.finished_at is not None for record in records),
        by_register=Counter(_delays(kept, "register")),
        by_desk=Counter(_delays(kept, "desk")),
        minutes=Counter(record.minutes for record in records if record.minutes is not None),
        leads=Counter((booking.date - booking.made_at.date()).days for booking in both),
    )


def _delays(bookings: Sequence[Booking], clock: Clock) -> Iterable[int]:
    for booking in bookings:
        started = booking.service.started_at
        registered = booking.service.registered_at
        served = registered if clock == "register" else (None if registered else started)
        if started and served:
            yield _minutes_between(booking.starts_at, served)


def _minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, as a clock on the wall shows them."""
    return int((end - start).total_seconds() // 60)


def _summed(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    summed: Counter[str] = Counter()
    for each in counts:
        summed.update(each)
    return summed
