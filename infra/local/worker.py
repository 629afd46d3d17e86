"""Empties the outbox and looks at papers while the local server runs, as functions do on AWS.

Every second it sends what is due and looks at papers that came. Once a day, by the service's own
clock, it keeps the totals of the days that are over, deletes papers past their time, gives each
office its link from 07:00 on, leaves the reminders of the next day from 09:00 on, and asks the
couples of the day how it was from 17:00 on. Every minute it refreshes the public figures.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from chalicelib.usecases.mornings import SEND_AT
from chalicelib.usecases.reminders import REMIND_AT
from chalicelib.usecases.survey_invitations import ASK_AT
from chalicelib.wiring import Services

EVERY_S = 1.0
PUBLISH_EVERY = timedelta(minutes=1)
_STOP_TIMEOUT_S = 30

_log = logging.getLogger(__name__)


@dataclass
class Worker:
    """One round of work at a time; ``turn`` is held for as long as a round touches the table."""

    services: Services
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    _done_on: dict[str, date] = field(default_factory=dict)
    _published_at: datetime | None = None

    def round(self) -> None:
        """Do what it is time for, and send what is due."""
        services = self.services
        with self.turn:
            self._once_a_day("totals", time(), services.totals.keep)
            self._once_a_day("mornings", SEND_AT, services.mornings.send)
            self._once_a_day("reminders", REMIND_AT, services.reminders.remind_of_tomorrow)
            self._once_a_day("survey", ASK_AT, services.invitations.ask)
            services.day_errands.run_due()
            services.deliveries.deliver_due()
            if services.takes_papers:
                self._take_in_papers()
                self._once_a_day("papers", time(), services.papers.sweep)
            self._publish()

    def _take_in_papers(self) -> None:
        from infra.papers.guarded import inspect  # noqa: PLC0415  (seldom needed)

        for reference, id_ in self.services.papers.files.arrived():
            self.services.papers.take_in(reference, id_, inspect)

    def _once_a_day(self, name: str, from_: time, job: Callable[[], int]) -> None:
        now = self.services.clock.now()
        # Once is enough, and a second time would find nothing to do.
        if now.time() < from_ or self._done_on.get(name) == now.date():
            return
        job()
        self._done_on[name] = now.date()

    def _publish(self) -> None:
        now = self.services.clock.now()
        if self._published_at is None or now - self._published_at >= PUBLISH_EVERY:
            self._published_at = now
            self.services.figures.publish()


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
