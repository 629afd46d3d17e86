"""Everybody at once: an ordinary day of 15 places, and a special one of 999.

The floor sends what the service asked of the database once more with botocore alone, to a fresh
table: each of its threads what that thread sent, all of them at once. So the attempts, their
order and how many are under way at a time are the same; HTTP, rules and answers are the rest.
The couples are a process of their own: five hundred threads beside the server's would measure how
Python divides one interpreter among them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context

from chalicelib.domain.days import Opening
from chalicelib.domain.offices import Venue
from chalicelib.domain.text import Text
from tests.bench.effort import Effort
from tests.bench.row import Pair, Row, compared, counted, milliseconds
from tests.bench.service import Service
from tests.bench.tape import bare_client, replay
from tests.builders import A_MONDAY, NOW, make_rules
from tests.live.crowd import Answer, Couple, all_at_once

GOAL = 2.0
FIRST_FAULT = 500
VALENTINES = date(2027, 2, 14)


@dataclass(frozen=True)
class Crowd:
    """``hands`` of the couples act at the very same moment, and each next one when one is done."""

    name: str
    couples: int
    hands: int
    day: date
    slots: tuple[int, ...]
    places: int
    opening: Opening | None = None
    # Who meets whom is chance; the shorter the crowd, the more it weighs.
    times: int = 1


RUSH = Crowd("rush", 500, 500, A_MONDAY, tuple(range(1, 16)), 15, times=2)


def release(places: int = 999, couples: int = 3000) -> Crowd:
    """The special day, with the doors open."""
    slots = make_rules().slots[:3]
    hall = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "1 Test Road"))
    opening = Opening(hall, places // len(slots), slots, NOW - timedelta(minutes=1))
    return Crowd("release", couples, 200, VALENTINES, (1, 2, 3), places, opening)


def rows(service: Service, crowd: Crowd, effort: Effort, say: Callable[[str], None]) -> list[Row]:
    """The time of the crowd beside its floor, and what must never happen."""
    pairs, faults = [], Counter[str]()
    runs = effort.runs * (crowd.times if effort.repeats_crowds else 1)
    for run in range(runs):
        say(f"{crowd.name}: {crowd.couples} couples, run {run + 1} of {runs}")
        pairs.append(_run(service, crowd, run, faults))
    return [
        compared(crowd.name, "s", pairs, GOAL),
        counted(f"{crowd.name}: places held twice", faults["double"], 0, runs),
        counted(f"{crowd.name}: places given", faults["given"], crowd.places, runs),
        counted(f"{crowd.name}: answers of 5xx", faults["5xx"], 0, runs),
    ]


def _run(service: Service, crowd: Crowd, run: int, faults: Counter[str]) -> Pair:
    opening = (crowd.day, crowd.opening) if crowd.opening else None
    service.on_a_fresh_table(opening)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        met = elsewhere.submit(_press, service.url, crowd, run).result()
    tape = service.take_tape()
    table = service.on_a_fresh_table(opening)
    client = bare_client(service.settings.endpoint_url or "")
    again = [[call.on(table) for call in thread] for thread in tape]
    floor = milliseconds(lambda: replay(client, again))
    faults["double"] += sum(times - 1 for times in Counter(met.places).values())
    # The same in every run, or the highest would not be what was wanted.
    faults["given"] = max(faults["given"], len(met.places))
    faults["5xx"] += met.faults
    return Pair(met.took_ms / 1000, floor / 1000)


@dataclass(frozen=True)
class Met:
    """What a crowd met: milliseconds until all were done, (slot, place) of each booking, 5xx."""

    took_ms: float
    places: list[tuple[int, int]]
    faults: int


def _press(url: str, crowd: Crowd, run: int) -> Met:
    couples = [Couple(url, number, day=crowd.day.isoformat()) for number in range(crowd.couples)]

    def ask(couple: Couple) -> Answer | None:
        chance = random.Random(f"{run}:{couple.number}")
        return couple.book_any(chance, crowd.slots)

    took = milliseconds(lambda: all_at_once(couples, ask, crowd.hands))
    return Met(
        took,
        [(each.booking["slot"], each.booking["place"]) for each in couples if each.booking],
        sum(answer.status >= FIRST_FAULT for each in couples for answer in each.answers),
    )
