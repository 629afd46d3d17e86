"""Everybody at once: an ordinary day of 15 places, and a special one of 999.

The floor sends what the service asked of the database once more with botocore alone, to a fresh
table: each of its threads what that thread sent, all of them at once. So the attempts, their
order and how many are under way at a time are the same; HTTP, rules and answers are the rest.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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


RUSH = Crowd("rush", 500, 500, A_MONDAY, tuple(range(1, 16)), 15)


def release(places: int = 999, couples: int = 3000) -> Crowd:
    """The special day, with the doors open."""
    slots = make_rules().slots[:3]
    hall = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "1 Test Road"))
    opening = Opening(hall, places // len(slots), slots, NOW - timedelta(minutes=1))
    return Crowd("release", couples, 200, VALENTINES, (1, 2, 3), places, opening)


def rows(service: Service, crowd: Crowd, effort: Effort, say: Callable[[str], None]) -> list[Row]:
    """The time of the crowd beside its floor, and what must never happen."""
    pairs, faults = [], Counter[str]()
    for run in range(effort.runs):
        say(f"{crowd.name}: {crowd.couples} couples, run {run + 1} of {effort.runs}")
        pairs.append(_run(service, crowd, run, faults))
    return [
        compared(crowd.name, "s", pairs, GOAL),
        counted(f"{crowd.name}: places held twice", faults["double"], 0, effort.runs),
        counted(f"{crowd.name}: places given", faults["given"], crowd.places, effort.runs),
        counted(f"{crowd.name}: answers of 5xx", faults["5xx"], 0, effort.runs),
    ]


def _run(service: Service, crowd: Crowd, run: int, faults: Counter[str]) -> Pair:
    opening = (crowd.day, crowd.opening) if crowd.opening else None
    service.on_a_fresh_table(opening)
    couples = [
        Couple(service.url, number, day=crowd.day.isoformat()) for number in range(crowd.couples)
    ]

    def ask(couple: Couple) -> Answer | None:
        chance = random.Random(f"{run}:{couple.number}")
        return couple.book_any(chance, crowd.slots)

    took = milliseconds(lambda: all_at_once(couples, ask, crowd.hands))
    tape = service.take_tape()
    table = service.on_a_fresh_table(opening)
    client = bare_client(service.settings.endpoint_url or "")
    again = [[call.on(table) for call in thread] for thread in tape]
    floor = milliseconds(lambda: replay(client, again))
    _note_faults(couples, faults)
    return Pair(took / 1000, floor / 1000)


def _note_faults(couples: Iterable[Couple], faults: Counter[str]) -> None:
    held = Counter(
        (couple.booking["slot"], couple.booking["place"]) for couple in couples if couple.booking
    )
    faults["double"] += sum(times - 1 for times in held.values())
    # The same in every run, or the highest would not be what was wanted.
    faults["given"] = max(faults["given"], sum(held.values()))
    faults["5xx"] += sum(answer.status >= 500 for couple in couples for answer in couple.answers)
