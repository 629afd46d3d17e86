"""Settings that somebody may change while a container lives: keys of staff links are rotated."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chalicelib.adapters.clock import SystemClock
from chalicelib.domain.ports import Clock
from chalicelib.settings import Settings

# A key that was taken out opens nothing from then on.
READ_AGAIN_AFTER = timedelta(minutes=5)
# A token may be of a key newer than ours, but most that do not fit are made up.
READ_AT_MOST_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)


@dataclass
class StoredSettings:
    """The settings as ``read`` last found them. The first reading may fail, a later one does not.

    Without an answer that can be used the service goes on with what it knows: a store that is down
    for an hour must not take the queue along.
    """

    read: Callable[[], Settings]
    clock: Clock = field(default_factory=SystemClock)
    settings: Settings = field(init=False)
    _read_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.settings, self._read_at = self.read(), self.clock.now()

    def current(self) -> Settings:
        """What holds now, give or take five minutes."""
        return self._read_if_older_than(READ_AGAIN_AFTER)

    def newest(self) -> Settings:
        """What holds now, give or take a minute: for who was about to refuse somebody."""
        return self._read_if_older_than(READ_AT_MOST_EVERY)

    def _read_if_older_than(self, age: timedelta) -> Settings:
        now = self.clock.now()
        if now - self._read_at >= age:
            # Noted first: should the store be slow, not every request waits for it.
            self._read_at = now
            try:
                self.settings = self.read()
            except Exception as error:  # noqa: BLE001  (also for what somebody wrote wrongly there)
                _log.error("settings not read again: %s", type(error).__name__)
        return self.settings
