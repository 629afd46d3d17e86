"""What runs by the clock or after a change, not by a request: a deployment calls these.

Those at the end are Lambda's handlers. Each writes one line of JSON, which the alarms and the
dashboard are made of; it holds numbers only.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chalicelib import settings, wiring
from chalicelib.adapters.canary import Canary
from chalicelib.adapters.clock import SystemClock, stopwatch
from chalicelib.adapters.dynamodb.stream import changed_days
from chalicelib.domain.offices import TEST_OFFICE

_log = logging.getLogger("natrak.schedule")

Numbers = Mapping[str, object]


def send_messages() -> dict[str, int]:
    """Every minute or so: send what waits in the outbox; how many came to which end."""
    return dict(wiring.services().deliveries.deliver_due())


def finish_days() -> int:
    """Every minute: carry out what staff decided about days; how many are not finished yet."""
    return wiring.services().day_errands.run_due()


def sweep_papers() -> int:
    """Once a day: delete papers past their time; of how many couples."""
    services = wiring.services()
    return services.papers.sweep() if services.takes_papers else 0


def good_morning() -> int:
    """Once a day after 07:00 in Bangkok: give each office at work its link; how many there were."""
    return wiring.services().mornings.send()


def remind_of_tomorrow() -> int:
    """Once a day after 09:00 in Bangkok: leave tomorrow's reminders; how many there were.

    It also looks whether the holidays are known for long enough, and raises the alarm in the log.
    """
    services = wiring.services()
    if alarm := services.offices.holidays().alarm(services.clock.now().date()):
        _log.error(alarm)
    return services.reminders.remind_of_tomorrow()


def ask_for_answers() -> int:
    """Once a day after 17:00 in Bangkok: invite the couples that were served to the survey."""
    return wiring.services().invitations.ask()


def keep_totals() -> int:
    """Once a day after midnight in Bangkok: keep the totals of what is over; of how many days.

    When it did not run, the report counts the missing days itself, and the next run keeps them.
    """
    return wiring.services().totals.keep()


def publish_figures() -> int:
    """Every few minutes: refresh the public figures; of how many offices."""
    return wiring.services().figures.publish()


def forget() -> dict[str, int]:
    """Once a night: forget the couples whose time has come; how many there were."""
    return dict(wiring.services().forgetting.sweep())


def beat(records: Iterable[Mapping[str, Any]]) -> int:
    """A moment after each change: let the desks of those days know; how many days it was.

    ``records`` are those of the table's stream. Nobody sits at a desk of the test office.
    """
    pulse = wiring.services().pulse
    if pulse is None:
        return 0
    days = [each for each in changed_days(records) if each[0] != TEST_OFFICE]
    for office_id, day in days:
        pulse.beat(office_id, day)
    return len(days)


def late_seconds() -> int:
    """For how long the oldest message has been waiting that could have gone out by now.

    A day that was decided and is not carried out counts too: its messages are not even written.
    """
    services = wiring.services()
    now = services.clock.now()
    messages = [entry.due for entry in services.outbox.due(now)]
    days = [errand.due for errand in services.store.errands(now)]
    return max((int((now - due).total_seconds()) for due in [*messages, *days]), default=0)


def handler(job: str) -> Callable[[Callable[[Any], Numbers]], Callable[[Any, Any], None]]:
    """Make of a job what Lambda calls; an error travels on, to be counted and tried again."""

    def made(run: Callable[[Any], Numbers]) -> Callable[[Any, Any], None]:
        def handle(event: Any, context: Any) -> None:  # noqa: ARG001  (Lambda gives two)
            elapsed = stopwatch()
            numbers = run(event or {})
            line = {"job": job, "ms": round(elapsed()), **numbers}
            # Straight to the log: a logger would put words in front, and the line be no JSON.
            sys.stdout.write(json.dumps(line) + "\n")

        return handle

    return made


@handler("outbox")
def outbox(_: Any) -> Numbers:
    """Finish days, send, and say how late the oldest message is."""
    days_left = finish_days()
    ends = send_messages()
    trouble = ends.get("postponed", 0) + ends.get("failed", 0)
    return {**ends, "days_left": days_left, "in_trouble": trouble, "late_seconds": late_seconds()}


@handler("reminders")
def reminders(_: Any) -> Numbers:
    """Remind, and say for how long the holidays are known."""
    services = wiring.services()
    left = services.offices.holidays().days_left(services.clock.now().date())
    return {"reminded": remind_of_tomorrow(), "holiday_days_left": left}


@handler("mornings")
def mornings(_: Any) -> Numbers:
    """Give each office at work its link."""
    return {"offices": good_morning()}


@handler("invitations")
def invitations(_: Any) -> Numbers:
    """Ask how it was."""
    return {"asked": ask_for_answers()}


@handler("totals")
def totals(_: Any) -> Numbers:
    """Keep what is over, and say of how many days."""
    return {"days": keep_totals()}


@handler("figures")
def figures(_: Any) -> Numbers:
    """Refresh the public figures."""
    return {"offices": publish_figures()}


@handler("pulse")
def pulse(event: Any) -> Numbers:
    """Let the desks know what changed; what cannot be told now is told again by Lambda."""
    return {"days": beat(event["Records"])}


@handler("sweep")
def sweep(_: Any) -> Numbers:
    """Delete papers past their time, forget couples past theirs, and say how many.

    Papers come first: they have 30 days, and a couple's booking has a month of grace. Couples are
    forgotten even where their papers could not be deleted.
    """
    try:
        papers = sweep_papers()
    finally:
        forgotten = forget()
    return {"papers": papers, **forgotten}


@handler("canary")
def canary(event: Any) -> Numbers:
    """Visit the site as a couple would."""
    visit = Canary(settings.base_url(), SystemClock())
    return visit.book_and_cancel() if event.get("deed") == "book" else visit.read()
