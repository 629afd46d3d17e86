"""A brake on guessing: whoever brings many wrong keys waits before the next one is looked at."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from chalicelib.domain.errors import BookingUnknown, TooManyRequests

# A person mistypes a link a few times; behind the one address of a phone network many do.
WRONG_KEYS_A_MINUTE = 30
_SPAN = timedelta(minutes=1)
# As many callers as are remembered; the one that was longest silent is forgotten first.
_CALLERS = 10_000


@dataclass
class Guesses:
    """The wrong keys of the last minute, by caller, in the memory of one container.

    A manage token has 192 bits and needs no brake to be safe. What the brake saves is the work: a
    caller over the limit costs no read of the table. Nothing about it is stored.
    """

    _wrong: dict[str, deque[datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def counted(self, caller: str, now: datetime) -> Iterator[None]:
        """Note a ``BookingUnknown`` of the body; refuse before it with ``TooManyRequests``."""
        self._must_be_below_the_limit(caller, now)
        try:
            yield
        except BookingUnknown:
            self._note(caller, now)
            raise

    def _must_be_below_the_limit(self, caller: str, now: datetime) -> None:
        with self._lock:
            wrong = self._wrong.get(caller)
            while wrong and wrong[0] <= now - _SPAN:
                wrong.popleft()
            if wrong and len(wrong) >= WRONG_KEYS_A_MINUTE:
                wait = wrong[0] + _SPAN - now
                raise TooManyRequests(retry_after=int(wait.total_seconds()) + 1)

    def _note(self, caller: str, now: datetime) -> None:
        with self._lock:
            # Put in again, so that the dictionary's order is the order of the last wrong key.
            wrong = self._wrong.pop(caller, None) or deque(maxlen=WRONG_KEYS_A_MINUTE)
            wrong.append(now)
            self._wrong[caller] = wrong
            if len(self._wrong) > _CALLERS:
                del self._wrong[next(iter(self._wrong))]
