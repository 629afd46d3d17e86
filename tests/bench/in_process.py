"""What our own code costs: a booking through Chalice with a store in memory.

The floor is a route of Chalice that does nothing with the same request.
"""

from __future__ import annotations

import logging
from statistics import median

from chalice import Chalice

from app import app
from chalicelib import wiring
from chalicelib.routes import request_log
from chalicelib.services import Services
from tests.bench.effort import Effort
from tests.bench.events import SLOTS, answered, booking
from tests.bench.row import Pair, Row, compared, milliseconds
from tests.conftest import make_settings
from tests.fakes import FrozenClock, InMemoryBookingStore

GOAL = 6.0

empty = Chalice(app_name="empty")
empty.api.binary_types = ["*/*"]


@empty.route("/offices/{office}/bookings", methods=["POST"])
def nothing(office: str) -> dict[str, str]:
    """The least a view can do."""
    return {}


def route(effort: Effort) -> Row:
    """The row of that name; the first round only warms up."""
    request_log.LOG.addHandler(logging.FileHandler("/dev/null"))
    request_log.LOG.propagate = False
    rounds = [_round(effort.requests // SLOTS * 4) for _ in range(effort.runs + 1)]
    return compared("route", "ms", rounds[1:], GOAL)


def _round(days: int) -> Pair:
    """Some days, each booked full by fifteen couples."""
    took = []
    for _ in range(days):
        services = Services(make_settings(), clock=FrozenClock())
        services.store = InMemoryBookingStore()
        wiring.use(services)
        for couple in range(SLOTS):
            asked = booking(couple, slot=couple + 1)
            took.append(
                (
                    milliseconds(lambda asked=asked: app(asked, None)),
                    milliseconds(lambda asked=asked: empty(asked, None)),
                )
            )
        assert len(services.store.bookings) == SLOTS
    answered(empty, booking(0))
    ours, theirs = zip(*took, strict=True)
    return Pair(median(ours), median(theirs))
