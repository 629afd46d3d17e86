"""For how long a couple is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Retention:
    """Names, numbers, addresses, papers and tokens go ``days`` after the appointment.

    A sweep forgets them and keeps the figures. Should it not run, the database removes the whole
    booking ``grace_days`` later: then the figures are lost, and nobody is remembered for longer.
    """

    days: int
    grace_days: int

    def remembered_from(self, today: date) -> date:
        """The first day whose couples are still remembered today."""
        return today - timedelta(days=self.days)

    def gone_after(self, day: date) -> date:
        """The day from which the database itself removes what belongs to ``day``."""
        return day + timedelta(days=self.days + self.grace_days)
