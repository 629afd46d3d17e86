"""What anybody may know about an office's queue at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Figures:
    """Numbers about nobody in particular, as they were at ``made_at``.

    ``places_left`` are those of the days until ``week_ends``; minutes and satisfaction are those
    of the days from ``first`` to ``last``, and None where too few couples were there.
    """

    office_id: str
    made_at: datetime
    next_free_day: date | None
    places_left: int
    week_ends: date
    first: date
    last: date
    median_minutes: float | None
    served: int
    satisfaction_percent: float | None
    answers: int
