"""A container of the function, in fresh processes: how it starts, and how it grows.

Each gets what Lambda gives it: the environment of the settings, and events. Its bytecode lies
beside the sources, as the package carries it; the table is on Amazon's own engine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.clients import dynamodb_client
from chalicelib.usecases.availability import Availability
from infra.local import table
from infra.local.serve import FAKE_AWS
from infra.setup import ROOT
from tests.bench import cold_start
from tests.bench.effort import Effort
from tests.bench.events import SLOTS, Event, booking, event
from tests.bench.row import Pair, Row, compared
from tests.conftest import make_settings
from tests.fakes import InMemoryBookingStore

MEMORY_GOAL = 1.1
REQUESTS = 1000
SOURCES = ROOT / "functions"


def cold(endpoint_url: str, effort: Effort) -> Row:
    """Import and first booking, beside boto3 and one client."""
    bookings = list(islice(_bookings(), effort.runs + 1))
    environment = _environment(endpoint_url)
    # The first only sees to it that everything is compiled and in the machine's cache.
    cold_start.first_requests(SOURCES, environment, bookings[:1])
    return cold_start.first_requests(SOURCES, environment, bookings[1:])


def memory(endpoint_url: str, effort: Effort) -> Row:
    """The peak of a container over a thousand requests, beside its peak after the first."""
    pairs = []
    for _ in range(effort.runs):
        first, last = _peaks(_environment(endpoint_url))
        pairs.append(Pair(last, first))
    return compared("memory", "MiB", pairs, MEMORY_GOAL)


def _peaks(environment: dict[str, str]) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.memory_probe"],
        env={**os.environ, **environment},
        cwd=ROOT,
        input="".join(f"{json.dumps(asked)}\n" for asked in islice(_visits(), REQUESTS)),
        capture_output=True,
        text=True,
        check=True,
    )
    first, last = json.loads(done.stdout.splitlines()[-1])
    return first, last


def _environment(endpoint_url: str) -> dict[str, str]:
    """The settings of a container with a fresh table."""
    settings = make_settings(endpoint_url)
    table.create_if_absent(dynamodb_client(settings), settings.table)
    keys = {"hash_key": "00" * 32, "staff_links": [{"id": "bench", "secret": "bench"}]}
    return {
        **FAKE_AWS,
        "AWS_REGION": settings.region,
        "AWS_ENDPOINT_URL_DYNAMODB": endpoint_url,
        "NATRAK_TABLE": settings.table,
        "NATRAK_BASE_URL": settings.base_url,
        "NATRAK_KEYS": json.dumps(keys),
        "NATRAK_MAIL_FROM": "natrak@localhost",
        "NATRAK_MAIL_REGION": settings.region,
    }


def _visits() -> Iterator[Event]:
    """A couple books, others look at calendar and slots; what comes first is a booking."""
    office, day = {"office": "bang-rak"}, _open_days()[0].isoformat()
    for asked in _bookings():
        yield asked
        yield event("GET", "/offices/{office}/days", **office)
        yield event("GET", "/offices/{office}/days/{day}", **office, day=day)
        yield event("GET", "/offices/{office}", **office)


def _bookings() -> Iterator[Event]:
    """Couples for every place of the booking window as it is today."""
    for number, (day, slot) in enumerate(
        (day, slot) for day in _open_days() for slot in range(1, SLOTS + 1)
    ):
        yield booking(number, slot, day)


def _open_days() -> list[date]:
    calendar = Availability(data_files.offices(), InMemoryBookingStore(), SystemClock())
    shown = calendar.days("bang-rak", None, None).days
    return [day.date for day in shown if day.closed is None]
