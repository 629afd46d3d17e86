"""The minute in which a special day opens: who comes too late is told so without a write."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from chalicelib.domain.days import Schedule
from chalicelib.domain.errors import SlotTaken

# Only a day of very many places is rushed at; on all others the write alone decides.
MANY_PLACES = 100
# A cancelled place of a full day rests for minutes, so nothing is missed in a few seconds.
FRESH = timedelta(seconds=3)


@dataclass
class Rush:
    """The free slots of special days as this container saw them last, after a lost write.

    A couple that asks for a slot which was full a moment ago is refused from memory: it would lose
    the write as well, and its lost writes would slow down those that can still win.
    """

    _seen: dict[tuple[str, date], tuple[datetime, frozenset[int]]] = field(default_factory=dict)

    def must_have_room(self, office_id: str, schedule: Schedule, slot: int, now: datetime) -> None:
        """Raise ``SlotTaken`` if the slot was full a moment ago."""
        seen_at, free = self._seen.get((office_id, schedule.date), (None, frozenset[int]()))
        if seen_at and now - seen_at < FRESH and slot not in free:
            raise SlotTaken(sorted(free))

    def saw(
        self, office_id: str, schedule: Schedule, free_slots: Collection[int], now: datetime
    ) -> None:
        """Note what a lost write found."""
        if len(schedule.places) >= MANY_PLACES:
            self._seen[office_id, schedule.date] = (now, frozenset(free_slots))
