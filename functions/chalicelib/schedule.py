"""What runs by the clock rather than by a request: a deployment's schedule calls these."""

from __future__ import annotations

import logging

from chalicelib import wiring

_log = logging.getLogger("natrak.schedule")


def send_messages() -> dict[str, int]:
    """Every minute or so: send what waits in the outbox; how many came to which end."""
    return dict(wiring.services().deliveries.deliver_due())


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
