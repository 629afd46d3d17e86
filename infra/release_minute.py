"""`make rehearse-release`: the minute in which 999 places are given out, simulated.

Nothing here talks to AWS. The rules are those of the code (places one by one, four tries after a
conflict, what a container remembers); the limits are those DynamoDB and Lambda document; how people
press is assumed. The figures say which limit is met first and whether couples wait for nothing,
not what Amazon will measure. That no place is sold twice is proven on DynamoDB Local, not here.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

from chalicelib.adapters.dynamodb.calls import _CONFLICT_PAUSE_S, _CONFLICT_TRIES
from chalicelib.domain.rush import FRESH
from chalicelib.routes.problems import SPREAD_S
from infra.command import ends_in_one_line
from infra.cost import model

Steps = Generator[float, None, Any]

# Documented: one partition key takes 1,000 write units a second, and a booking writes 2 of its 8 to
# the office's calendar. All other keys are spread. Bursts that AWS may allow are not counted on.
PARTITION_WRITES = 1000
WRITES, WRITES_ON_THE_CALENDAR = 8, 2
# Reading 999 calendar lines of 80 bytes with certainty.
DAY_READS = 20.0
# Assumed: a call to the table, the work around it, a container that starts.
CALL_S, WORK_S, COLD_S = 0.012, 0.03, 0.7
GATEWAY_WAIT_S = 3
WITH_THE_FINGER_ON_THE_BUTTON = 0.6


@dataclass(frozen=True)
class Setting:
    """A copy of NatRak and the crowd before it."""

    name: str
    couples: int = 10_000
    slots: int = 27
    capacity: int = 37
    containers: int = 1000
    rate: int = 500
    burst: int = 1000
    table_writes: int = 4000
    remembers: bool = True


@dataclass
class Allowance:
    """So much a second, and never more than a second's worth at once."""

    a_second: float
    most: float
    left: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.most

    def take(self, amount: float, now: float) -> bool:
        """Whether there is enough; then it is used."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < amount:
            return False
        self.left -= amount
        return True


@dataclass
class Container:
    """A Lambda container and what it saw last: until when it believes it, and the free slots."""

    believes_until: float = -1.0
    free: frozenset[int] = frozenset()


class Minute:
    """One run. Every couple is a generator that yields the seconds until its next step."""

    def __init__(self, setting: Setting, seed: int = 14022570) -> None:
        self.set = setting
        self.dice = random.Random(seed)  # noqa: S311  (a simulation wants the same dice each time)
        self.now = 0.0
        self.taken: dict[tuple[int, int], int] = {}
        self.locked: dict[tuple[int, int], float] = {}
        self.idle: list[Container] = []
        self.started = 0
        self.gateway = Allowance(setting.rate, setting.burst)
        self.calendar = Allowance(PARTITION_WRITES, PARTITION_WRITES)
        self.table = Allowance(setting.table_writes, setting.table_writes)
        self.count: Counter[str] = Counter()
        self.reads = 0.0
        self.waits: list[float] = []
        self.sold_out_at = 0.0

    def run(self) -> Minute:
        """Until every couple knows."""
        order = itertools.count()
        queue: list[tuple[float, int, Steps]] = []
        for number in range(self.set.couples):
            heapq.heappush(queue, (self._arrives(), next(order), self._couple(number)))
        while queue:
            self.now, _, steps = heapq.heappop(queue)
            for pause in steps:
                heapq.heappush(queue, (self.now + pause, next(order), steps))
                break
        return self

    def _arrives(self) -> float:
        if self.dice.random() < WITH_THE_FINGER_ON_THE_BUTTON:
            return abs(self.dice.gauss(0.8, 0.6))
        return self.dice.expovariate(1 / 20)

    def _couple(self, number: int) -> Steps:
        began = self.now
        # Early slots are wanted most.
        slot = min(int(self.dice.expovariate(1 / 8)), self.set.slots - 1)
        answer, free = "", frozenset[int]()
        for _ in range(30):
            self.count["requests"] += 1
            answer, free = yield from self._request(number, slot)
            self.count[answer] += 1
            if answer == "booked" or (answer == "slot_taken" and not free):
                break
            if answer == "slot_taken":
                yield self.dice.uniform(2, 8)
                slot = self.dice.choice(sorted(free))
            else:
                wait = GATEWAY_WAIT_S if answer == "turned away" else 1
                yield wait + self.dice.uniform(0, SPREAD_S)
        else:
            self.count["gave up"] += 1
        self.waits.append(self.now - began)

    def _request(
        self, number: int, slot: int
    ) -> Generator[float, None, tuple[str, frozenset[int]]]:
        if not self.gateway.take(1, self.now):
            return "turned away", frozenset()
        if self.idle:
            container = self.idle.pop()
        elif self.started < self.set.containers:
            self.started += 1
            container = Container()
            yield COLD_S
        else:
            return "turned away", frozenset()
        yield WORK_S + CALL_S
        self.reads += 0.5
        answer = yield from self._book(number, slot, container)
        self.idle.append(container)
        return answer

    def _book(
        self, number: int, slot: int, container: Container
    ) -> Generator[float, None, tuple[str, frozenset[int]]]:
        if (
            self.set.remembers
            and self.now < container.believes_until
            and slot not in container.free
        ):
            # The couple may have booked before: its own reference is looked up, nothing is written.
            self.reads += 1
            yield CALL_S
            return "slot_taken", container.free
        place = (slot, number % self.set.capacity)
        while True:
            judged = yield from self._transaction(place, number)
            if judged != "place taken":
                return judged, frozenset()
            yield CALL_S
            self.reads += DAY_READS
            free = self._free()
            container.free = frozenset(s for s, _ in free)
            container.believes_until = self.now + FRESH.total_seconds()
            here = [each for each in free if each[0] == slot]
            if not here:
                return "slot_taken", container.free
            place = here[0]

    def _transaction(self, place: tuple[int, int], number: int) -> Generator[float, None, str]:
        for attempt in range(1, _CONFLICT_TRIES + 1):
            self.count["transactions"] += 1
            enough = self.calendar.take(WRITES_ON_THE_CALENDAR, self.now) and self.table.take(
                WRITES, self.now
            )
            if not enough:
                self.count["throttled"] += 1
                yield CALL_S
            elif self.locked.get(place, 0) > self.now:
                self.count["conflicts"] += 1
                yield CALL_S
            else:
                self.locked[place] = self.now + CALL_S
                is_free = place not in self.taken
                if is_free:
                    self._sell(place, number)
                yield CALL_S
                return "booked" if is_free else "place taken"
            yield self.dice.uniform(0, _CONFLICT_PAUSE_S * 2**attempt)
        return "try_again"

    def _sell(self, place: tuple[int, int], number: int) -> None:
        self.taken[place] = number
        if len(self.taken) == self.set.slots * self.set.capacity:
            self.sold_out_at = self.now

    def _free(self) -> list[tuple[int, int]]:
        every = itertools.product(range(self.set.slots), range(self.set.capacity))
        return [place for place in every if place not in self.taken]

    @property
    def cost(self) -> float:
        """US dollars, free tiers not counted."""
        prices = model.prices()["lines"]
        requests = self.count["requests"]
        used = {
            "api_request": requests,
            "lambda_request": requests,
            "lambda_gb_second": requests * 0.12 * 0.5,
            "dynamodb_write": self.count["transactions"] * WRITES,
            "dynamodb_read": self.reads,
        }
        costs = (n / prices[name]["per"] * prices[name]["price"] for name, n in used.items())
        return float(sum(costs))


SETTINGS = (
    Setting("prepared: 1,000 containers, gateway 2,000/s", rate=2000, burst=4000),
    Setting("as deployed: 1,000 containers, gateway 500/s"),
    Setting("prepared, without what containers remember", rate=2000, burst=4000, remembers=False),
    Setting("a new account: 10 containers", containers=10),
)

_COLUMNS: tuple[tuple[str, Callable[[Minute], str]], ...] = (
    ("places sold", lambda m: f"{len(m.taken):,}"),
    ("sold out after, s", lambda m: f"{m.sold_out_at:.1f}"),
    ("half of all couples know after, s", lambda m: f"{_share(m.waits, 0.5):.1f}"),
    ("95 % know after, s", lambda m: f"{_share(m.waits, 0.95):.1f}"),
    ("gave up unanswered", lambda m: f"{m.count['gave up']:,}"),
    ("requests", lambda m: f"{m.count['requests']:,}"),
    ("  turned away by gateway or Lambda", lambda m: f"{m.count['turned away']:,}"),
    ("  told to try again by the table", lambda m: f"{m.count['try_again']:,}"),
    ("  told that the slot is taken", lambda m: f"{m.count['slot_taken']:,}"),
    ("transactions", lambda m: f"{m.count['transactions']:,}"),
    ("  conflicts", lambda m: f"{m.count['conflicts']:,}"),
    ("  throttled", lambda m: f"{m.count['throttled']:,}"),
    ("containers", lambda m: f"{m.started:,}"),
    ("cost, USD", lambda m: f"{m.cost:.2f}"),
)


@ends_in_one_line("rehearse-release")
def main() -> None:
    """Print one table for all settings."""
    runs = [Minute(setting).run() for setting in SETTINGS]
    print("SIMULATED: 10,000 couples, 999 places (27 slots of 37), DynamoDB's documented limits.\n")
    for letter, setting in zip("ABCD", SETTINGS, strict=True):
        print(f"{letter}  {setting.name}")
    print(f"\n{'':38}" + "".join(f"{letter:>10}" for letter in "ABCD"))
    for name, of in _COLUMNS:
        print(f"{name:38}" + "".join(f"{of(run):>10}" for run in runs))


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


if __name__ == "__main__":
    main()
