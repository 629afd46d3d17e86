"""What the use cases need of the outside world for survey answers and kept totals."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally
from chalicelib.domain.survey import Levels, SurveyAnswer, SurveyPass


class SurveyStore(Protocol):
    """What was answered, and which passes are used up; nothing leads from one to the other.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def add(self, granted: SurveyPass, answer: SurveyAnswer) -> None:
        """Use up the pass and keep the answer, both or neither. Raises ``AlreadyAnswered``."""

    def is_answered(self, granted: SurveyPass) -> bool:
        """Whether the pass is used up."""

    def levels(self, office_id: str, month: Month) -> list[Levels]:
        """What was answered about visits of a month, in no order, possibly a moment old."""

    def comments(self, office_id: str, month: Month) -> list[str]:
        """What was written about visits of a month, in no order, possibly a moment old."""


class TotalsStore(Protocol):
    """Totals of days that are over and of months that can no longer be answered about.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def span(self, office_id: str) -> KeptSpan | None:
        """The days that are kept, or None where none ever were."""

    def set_span(self, office_id: str, span: KeptSpan) -> None:
        """Say which days are kept, once they are."""

    def days(self, office_id: str, first: date, last: date) -> dict[date, DayTotals]:
        """The kept days from ``first`` to ``last``; a day without bookings is not among them."""

    def keep_day(self, office_id: str, day: date, totals: DayTotals) -> None:
        """Keep the totals of a day in the place of what was kept of it."""

    def months(self, office_id: str, first: Month, last: Month) -> dict[Month, Tally]:
        """The kept months from ``first`` to ``last``."""

    def keep_month(self, office_id: str, month: Month, tally: Tally) -> None:
        """Keep the answers about a month, counted."""
