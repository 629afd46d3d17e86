"""What runs by the clock rather than by a request: a deployment's schedule calls these."""

from __future__ import annotations

from chalicelib import wiring


def send_messages() -> dict[str, int]:
    """Every minute or so: send what waits in the outbox; how many came to which end."""
    return dict(wiring.services().deliveries.deliver_due())


def remind_of_tomorrow() -> int:
    """Once a day after 09:00 in Bangkok: leave tomorrow's reminders; how many there were."""
    return wiring.services().reminders.remind_of_tomorrow()
