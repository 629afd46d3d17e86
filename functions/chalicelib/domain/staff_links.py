"""What a staff link opens: one office, some days, one purpose, until a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from chalicelib.domain.errors import LinkExpired, LinkInvalid

Scope = Literal["day-list", "desk", "office", "report"]

SCOPES: tuple[Scope, ...] = get_args(Scope)
READS_THE_LISTS: frozenset[Scope] = frozenset({"day-list", "desk", "office"})
# A list of tomorrow is printed today, and one of today may be needed until the evening's end.
SHORTEST_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class StaffLink:
    """A signed permission; ``first`` to ``last`` are the days it covers, both included.

    ``id`` names this very link (for the log, and to revoke it), ``key_id`` the key it was signed
    with.
    """

    office_id: str
    first: date
    last: date
    scope: Scope
    expires_at: datetime
    key_id: str
    id: str

    def must_be_current(self, now: datetime) -> None:
        """Raise ``LinkExpired`` once its time is over."""
        if now >= self.expires_at:
            raise LinkExpired

    def day_for(self, scopes: frozenset[Scope], day: date | None) -> date:
        """The day to show: the one asked for, or the link's first. ``LinkInvalid`` outside it."""
        chosen = day or self.first
        if self.scope not in scopes or not self.first <= chosen <= self.last:
            raise LinkInvalid
        return chosen


def expiry(last: date, now: datetime) -> datetime:
    """The end of the last day covered, and never less than a day from now."""
    end_of_day = datetime.combine(last + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return max(end_of_day, now + SHORTEST_LIFE)
