"""One client: a booking through HTTP, and one day's slots, beside botocore alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from chalicelib.adapters import data_files
from chalicelib.usecases.availability import Availability
from tests.bench.effort import Effort
from tests.bench.row import Pair, Row, compared, milliseconds
from tests.bench.service import Service
from tests.bench.tape import WRITE, Call, bare_client, send
from tests.builders import A_MONDAY, make_body, phone_of
from tests.fakes import FrozenClock, InMemoryBookingStore

GOAL = 1.6
SLOTS = 15
DAY = f"/api/offices/bang-rak/days/{A_MONDAY.isoformat()}"


def write(service: Service, effort: Effort) -> Row:
    """Booking after booking; each time the transaction of the same couple by botocore alone."""
    couples = list(zip(range(effort.runs * effort.requests), _places(), strict=False))
    with _visitor(service.url) as ask:
        service.on_a_fresh_table()
        for couple in couples:
            _book(ask, *couple)
        noted = [call for thread in service.take_tape() for call in thread]
        spare = service.on_a_fresh_table()
        sent = {_reference(call): call.on(spare) for call in noted if call.operation == WRITE}
        service.on_a_fresh_table()
        transactions = list(sent.values())
        assert len(transactions) == len(couples)
        client = bare_client(service.settings.endpoint_url or "")
        pairs = [
            _round(
                [lambda couple=couple: _book(ask, *couple) for couple in couples[part]],
                [lambda call=call: send(client, call) for call in transactions[part]],
            )
            for part in _parts(effort)
        ]
    return compared("write", "ms", pairs, GOAL)


def read(service: Service, effort: Effort) -> Row:
    """One day of which half is taken."""
    table = service.on_a_fresh_table()
    with _visitor(service.url) as ask:
        for couple in range(0, SLOTS, 2):
            _book(ask, couple, (A_MONDAY, couple + 1))
        service.take_tape()
        ask("GET", DAY)
        ((query,),) = service.take_tape()
        client = bare_client(service.settings.endpoint_url or "")
        assert query == query.on(table)
        pairs = [
            _round(
                [lambda: ask("GET", DAY)] * effort.requests,
                [lambda: send(client, query)] * effort.requests,
            )
            for _ in range(effort.runs)
        ]
    return compared("read", "ms", pairs, GOAL)


def _round(work: Sequence[Callable[[], object]], floor: Sequence[Callable[[], object]]) -> Pair:
    """Both by turns, and of each the usual one."""
    took = [
        (milliseconds(ours), milliseconds(theirs)) for ours, theirs in zip(work, floor, strict=True)
    ]
    ours, theirs = zip(*took, strict=True)
    return Pair(median(ours), median(theirs))


def _parts(effort: Effort) -> list[slice]:
    return [slice(run * effort.requests, (run + 1) * effort.requests) for run in range(effort.runs)]


def _places() -> Iterator[tuple[date, int]]:
    """Every place of the booking window."""
    calendar = Availability(data_files.offices(), InMemoryBookingStore(), FrozenClock())
    for day in calendar.days("bang-rak", None, None).days:
        if day.closed is None:
            yield from ((day.date, slot) for slot in range(1, SLOTS + 1))


def _book(ask: Callable[..., None], couple: int, place: tuple[date, int]) -> None:
    day, slot = place
    body = make_body(date=day.isoformat(), slot=slot, phone=phone_of(couple))
    key = {"Idempotency-Key": f"key-of-couple-number-{couple:06}"}
    ask("POST", "/api/offices/bang-rak/bookings", body, key)


def _reference(call: Call) -> str:
    reference: str = call.parameters["TransactItems"][0]["Put"]["Item"]["pk"]["S"]
    return reference


@contextmanager
def _visitor(url: str) -> Iterator[Callable[..., None]]:
    """One client that keeps its connection; whatever is refused is a fault of the measurement."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask(
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        typed = {"Content-Type": "application/json", **(headers or {})}
        connection.request(method, path, json.dumps(body).encode() if body else None, typed)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status in {200, 201}, content

    try:
        yield ask
    finally:
        connection.close()
