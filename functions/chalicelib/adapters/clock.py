"""The one clock. Nothing else in NatRak reads the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

# Thailand keeps no daylight saving time, so a fixed offset is exact and needs no zone database.
BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock, moved by ``offset`` when a local copy rehearses another day."""

    offset: timedelta = timedelta()

    def now(self) -> datetime:
        """The present moment in Asia/Bangkok."""
        return datetime.now(BANGKOK) + self.offset

    @staticmethod
    def starting_at(moment: datetime) -> SystemClock:
        """A clock that shows ``moment`` now and ticks on; without a zone it is Bangkok's time."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=BANGKOK)
        return SystemClock(moment - datetime.now(BANGKOK))


def stopwatch() -> Callable[[], float]:
    """Start one; calling it says how many milliseconds have gone by."""
    began = time.perf_counter()
    return lambda: (time.perf_counter() - began) * 1000
