"""What a staff link opens: one office, some days, one purpose, until a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from chalicelib.domain.errors import LinkExpired, LinkInvalid

Scope = Literal["day-list", "desk", "office", "report"]

# Where each kind of link leads. A page gets its token in the fragment, which no server sees.
PAGES: dict[Scope, str] = {
    "day-list": "/api/staff/day-list?token=",
    "desk": "/staff/desk/#token=",
    "office": "/staff/desk/#token=",
    "report": "/staff/report/#token=",
}

SCOPES: tuple[Scope, ...] = get_args(Scope)
READS_THE_LISTS: frozenset[Scope] = frozenset({"day-list", "desk", "office"})
WORKS_AT_THE_DESK: frozenset[Scope] = frozenset({"desk", "office"})
READS_THE_REPORT: frozenset[Scope] = frozenset({"report"})
# A list of tomorrow is printed today, and one of today may be needed until the evening's end.
SHORTEST_LIFE = timedelta(hours=24)
# Paper lists are entered within days; special days are announced up to a year ahead.
LOOKS_BACK = timedelta(days=7)
LOOKS_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class StaffLink:
    """A signed permission; ``first`` to ``last`` are the days it covers, both included.

    ``day`` is the one it was made for, and shows by itself before any other. ``id`` names this very
    link (for the log, and to revoke it), ``key_id`` the key it was signed with.
    """

    office_id: str
    day: date
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

    def day_for(self, scopes: frozenset[Scope], day: date | None, today: date) -> date:
        """The day to show: the one asked for, else today or the day the link was made for.

        ``LinkInvalid`` outside the link.
        """
        chosen = day or (today if self.day <= today <= self.last else self.day)
        self.must_cover(scopes, self.office_id, chosen)
        return chosen

    def must_cover(self, scopes: frozenset[Scope], office_id: str, day: date) -> None:
        """Raise ``LinkInvalid`` for another purpose, office or day."""
        here = office_id == self.office_id and self.first <= day <= self.last
        if self.scope not in scopes or not here:
            raise LinkInvalid


def reach(scope: Scope, first: date, last: date, now: datetime) -> tuple[date, date, datetime]:
    """The days that a link for ``first`` to ``last`` covers, and the moment it ends.

    A link of the office for one day is that of the officer on duty: it ends in that night, and
    until then covers every day that can be worked on, from last week's paper lists to the special
    days of a year ahead. All others end with the last day they cover, and never less than a day
    from now.
    """
    end_of_last = datetime.combine(last + timedelta(days=1), time(), tzinfo=now.tzinfo)
    if scope == "office" and first == last:
        return first - LOOKS_BACK, last + LOOKS_AHEAD, end_of_last
    return first, last, max(end_of_last, now + SHORTEST_LIFE)
