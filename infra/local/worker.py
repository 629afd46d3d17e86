"""Empties the outbox and looks at papers while the local server runs, as functions do on AWS.

Every second it carries out what was decided about days, sends what is due and looks at papers that
came. Once a day, by the service's own clock, it keeps the totals of the days that are over, deletes
papers past their time, forgets couples past theirs, gives each office its link from 07:00 on,
leaves the reminders of the next day from 09:00 on, and asks the couples of the day how it was from
17:00 on. Every minute it refreshes the public figures. A job that fails keeps none of the others
waiting, as on AWS, where each is alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from chalicelib.services import Services
from chalicelib.usecases.mornings import SEND_AT
from chalicelib.usecases.reminders import REMIND_AT
from chalicelib.usecases.survey_invitations import ASK_AT

EVERY_S = 1.0
PUBLISH_EVERY = timedelta(minutes=1)
# A job of once a day that failed is tried again so soon.
AGAIN_AFTER = timedelta(minutes=1)
_STOP_TIMEOUT_S = 30

_log = logging.getLogger(__name__)

Job = Callable[[Services], object]


def _take_in_papers(services: Services) -> None:
    from infra.papers.guarded import inspect  # noqa: PLC0415  (seldom needed)

    for reference, id_ in services.papers.files.arrived():
        services.papers.take_in(reference, id_, inspect)


EACH_ROUND: Mapping[str, Job] = {
    "days": lambda services: services.day_errands.run_due(),
    "outbox": lambda services: services.deliveries.deliver_due(),
    "arrivals": _take_in_papers,
}
_PAPERS = frozenset({"arrivals", "papers"})
# From which time of the day, and what. Papers go before the couples that sent them.
ONCE_A_DAY: Mapping[str, tuple[time, Job]] = {
    "totals": (time(), lambda services: services.totals.keep()),
    "mornings": (SEND_AT, lambda services: services.mornings.send()),
    "reminders": (REMIND_AT, lambda services: services.reminders.remind_of_tomorrow()),
    "invitations": (ASK_AT, lambda services: services.invitations.ask()),
    "papers": (time(), lambda services: services.papers.sweep()),
    "sweep": (time(), lambda services: services.forgetting.sweep()),
}


@dataclass
class Worker:
    """One round of work at a time; ``turn`` is held for as long as a round touches the table."""

    services: Services
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    _done_on: dict[str, date] = field(default_factory=dict)
    _not_before: dict[str, datetime] = field(default_factory=dict)

    def round(self) -> None:
        """Do what it is time for, and send what is due."""
        now = self.services.clock.now()
        with self.turn:
            for name, job in EACH_ROUND.items():
                self._done(name, job)
            for name, (from_, job) in ONCE_A_DAY.items():
                self._once_a_day(name, from_, job, now)
            if self._is_time("figures", now):
                self._not_before["figures"] = now + PUBLISH_EVERY
                self._done("figures", lambda services: services.figures.publish())

    def _once_a_day(self, name: str, from_: time, job: Job, now: datetime) -> None:
        # Once is enough, and a second time would find nothing to do.
        if now.time() < from_ or self._done_on.get(name) == now.date():
            return
        if self._is_time(name, now):
            self._not_before[name] = now + AGAIN_AFTER
            if self._done(name, job):
                self._done_on[name] = now.date()

    def _is_time(self, name: str, now: datetime) -> bool:
        return name not in self._not_before or now >= self._not_before[name]

    def _done(self, name: str, job: Job) -> bool:
        if name in _PAPERS and not self.services.takes_papers:
            return True
        try:
            job(self.services)
        except Exception as error:  # noqa: BLE001  (the others and the server go on)
            _log.warning("%s failed: %s", name, type(error).__name__)
            return False
        return True


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
        worker.round()
