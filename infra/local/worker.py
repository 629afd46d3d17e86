"""Empties the outbox and looks at papers while the local server runs, as functions do on AWS.

Every second it sends what is due and looks at papers that came. By the service's own clock it
gives each office its link from 07:00 on, leaves the reminders of the next day from 09:00 on, and
deletes papers past their time once a day.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date

from chalicelib.usecases.messages import REMIND_AT
from chalicelib.usecases.mornings import SEND_AT
from chalicelib.wiring import Services

EVERY_S = 1.0
_STOP_TIMEOUT_S = 30

_log = logging.getLogger(__name__)


@dataclass
class Worker:
    """One round of work at a time; ``turn`` is held for as long as a round touches the table."""

    services: Services
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    _reminded_on: date | None = None
    _greeted_on: date | None = None
    _swept_on: date | None = None

    def round(self) -> None:
        """Say good morning and leave reminders if it is time, and send what is due."""
        with self.turn:
            self._say_good_morning()
            self._remind()
            self.services.deliveries.deliver_due()
            if self.services.takes_papers:
                self._take_in_papers()
                self._sweep_papers()

    def _take_in_papers(self) -> None:
        from infra.papers.inspection import inspect  # noqa: PLC0415  (seldom needed)

        for reference, id_ in self.services.papers.files.arrived():
            self.services.papers.take_in(reference, id_, inspect)

    def _sweep_papers(self) -> None:
        today = self.services.clock.now().date()
        if self._swept_on != today:
            self.services.papers.sweep()
            self._swept_on = today

    def _say_good_morning(self) -> None:
        now = self.services.clock.now()
        if now.time() < SEND_AT or self._greeted_on == now.date():
            return
        self.services.mornings.send()
        self._greeted_on = now.date()

    def _remind(self) -> None:
        now = self.services.clock.now()
        # Once a day is enough, and a second time would find nothing to do.
        if now.time() < REMIND_AT or self._reminded_on == now.date():
            return
        self.services.reminders.remind_of_tomorrow()
        self._reminded_on = now.date()


@contextmanager
def running(worker: Worker, every_s: float = EVERY_S) -> Iterator[None]:
    """Work on a thread of its own; on the way out, wait until the round at hand is finished."""
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(worker, stop, every_s), name="outbox")
    # Should a round hang, the process still ends.
    thread.daemon = True
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_STOP_TIMEOUT_S)


def _work(worker: Worker, stop: threading.Event, every_s: float) -> None:
    while not stop.wait(every_s):
        try:
            worker.round()
        except Exception as error:  # noqa: BLE001  (the next round may go better; the server goes on)
            _log.warning("the outbox was not emptied: %s", type(error).__name__)
