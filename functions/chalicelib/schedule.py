"""What runs by the clock rather than by a request: a deployment's schedule calls these."""

from __future__ import annotations

import logging

from chalicelib import wiring

_log = logging.getLogger("natrak.schedule")


def send_messages() -> dict[str, int]:
    """Every minute or so: send what waits in the outbox; how many came to which end."""
    return dict(wiring.services().deliveries.deliver_due())


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
