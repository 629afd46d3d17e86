"""For how long a couple is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.months import Month


@dataclass(frozen=True)
class Retention:
    """Names, numbers, addresses, papers and tokens go ``days`` after the appointment.

    A sweep forgets them and keeps the figures. Should it not run, the database removes the whole
    booking ``grace_days`` later: then the figures are lost, and nobody is remembered for longer.

    What couples wrote in the survey may name somebody, and knows no day but the month of a visit.
    It goes ``comment_days`` after the end of that month, by sweep and database alike; the levels
    that were answered are figures, and stay.
    """

    days: int
    grace_days: int
    comment_days: int

    def remembered_from(self, today: date) -> date:
        """The first day whose couples are still remembered today."""
        return today - timedelta(days=self.days)

    def comments_kept_from(self, today: date) -> Month:
        """The first month of visits about which what was written is still kept today."""
        return Month.of(today - timedelta(days=self.comment_days))

    def comments_gone_on(self, month: Month) -> date:
        """The day on which what was written about visits of a month goes."""
        return month.next.first + timedelta(days=self.comment_days)

    def gone_after(self, day: date) -> date:
        """The day from which the database itself removes what belongs to ``day``."""
        return day + timedelta(days=self.days + self.grace_days)
