"""Whether what is read every day grows with what was ever written.

The smallest table has one office and a year of its bookings, fifteen couples a working day. A
second one grows beside it: first by years of the same office, then by other offices, each with a
couple a week. What both tables hold is read from both by turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count, islice
from statistics import median
from typing import Any

from chalicelib.adapters import data_files
from chalicelib.adapters.dynamodb import items
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.clients import dynamodb_client
from chalicelib.domain.bookings import Booking
from chalicelib.settings import Settings
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.day_list import day_list
from infra.local import table
from tests.bench.effort import Effort
from tests.bench.row import Pair, Row, compared, milliseconds, worst
from tests.builders import A_MONDAY, TODAY, make_booking
from tests.conftest import make_settings
from tests.fakes import FrozenClock

GOAL = 1.1
OFFICE = "bang-rak"
SLOTS = 15
WINDOW = timedelta(days=60)
SATURDAY = 5
# As DynamoDB takes them at once.
BATCH = 25
WRITERS = 4

_references = count()


@dataclass(frozen=True)
class Table:
    """A table with bookings, and what staff and couples read of it."""

    store: DynamoBookingStore

    def read_day_list(self) -> None:
        """The list of a full day."""
        offices = data_files.offices()
        shown = day_list(OFFICE, A_MONDAY, offices=offices, store=self.store, clock=FrozenClock())
        assert shown.bookings == SLOTS

    def read_calendar(self) -> None:
        """The calendar of a full booking window."""
        Availability(data_files.offices(), self.store, FrozenClock()).days(OFFICE, None, None)

    def fill(self, bookings: Iterable[Booking]) -> None:
        """Write bookings and their places as the product's own items, whatever the rules say."""
        lines = chain.from_iterable(map(_items, bookings))
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(self._write, iter(lambda: list(islice(lines, BATCH)), [])))

    def _write(self, batch: list[items.Item]) -> None:
        puts: list[Any] = [{"PutRequest": {"Item": item}} for item in batch]
        answer = self.store.client.batch_write_item(RequestItems={self.store.table: puts})
        assert not answer["UnprocessedItems"]


def rows(endpoint_url: str, effort: Effort, say: Callable[[str], None]) -> list[Row]:
    """`growth`, and of both readings the worst of all sizes."""
    smallest, grown = _table(make_settings(endpoint_url)), _table(make_settings(endpoint_url))
    first, *later = effort.years
    say(f"growth: one office, {first} year")
    smallest.fill(_of_one_office(0, first))
    grown.fill(_of_one_office(0, first))
    lists, calendars = [_day_lists(smallest, grown, effort)], [_calendars(smallest, grown, effort)]
    for years in later:
        say(f"growth: one office, {years} years")
        grown.fill(_of_one_office(first, years))
        lists.append(_day_lists(smallest, grown, effort))
        calendars.append(_calendars(smallest, grown, effort))
    for before, offices in zip(effort.offices, effort.offices[1:], strict=False):
        say(f"growth: {offices} offices")
        grown.fill(_of_other_offices(before, offices, effort.years[-1]))
        lists.append(_day_lists(smallest, grown, effort))
        calendars.append(_calendars(smallest, grown, effort))
    parts = [worst("growth: day list", lists), worst("growth: calendar", calendars)]
    return [worst("growth", parts), *parts]


def _day_lists(smallest: Table, grown: Table, effort: Effort) -> Row:
    return _compared(smallest.read_day_list, grown.read_day_list, effort)


def _calendars(smallest: Table, grown: Table, effort: Effort) -> Row:
    return _compared(smallest.read_calendar, grown.read_calendar, effort)


def _compared(floor: Callable[[], None], work: Callable[[], None], effort: Effort) -> Row:
    pairs = []
    for _ in range(effort.runs):
        took = [(milliseconds(work), milliseconds(floor)) for _ in range(effort.requests // 3)]
        grown, smallest = zip(*took, strict=True)
        pairs.append(Pair(median(grown), median(smallest)))
    return compared("growth", "ms", pairs, GOAL)


def _table(settings: Settings) -> Table:
    client = dynamodb_client(settings)
    table.create_if_absent(client, settings.table)
    return Table(DynamoBookingStore(client, settings.table))


def _of_one_office(after_years: int, years: int) -> Iterator[Booking]:
    """Fifteen couples a working day: what ``years`` have beyond the first ``after_years``."""
    last = _years_ago(after_years) if after_years else TODAY + WINDOW
    for day in _working_days(_years_ago(years), last):
        yield from (_booking(OFFICE, day, slot) for slot in range(1, SLOTS + 1))


def _of_other_offices(first: int, last: int, years: int) -> Iterator[Booking]:
    """A couple a week at each office from the ``first`` to the ``last``, by number."""
    for number in range(first, last):
        for day in islice(_working_days(_years_ago(years), TODAY + WINDOW), 0, None, 5):
            yield _booking(f"office-{number}", day, 1)


def _years_ago(years: int) -> date:
    return TODAY - timedelta(days=365 * years)


def _working_days(first: date, last: date) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days))
    return (day for day in days if day.weekday() < SATURDAY)


def _booking(office_id: str, day: date, slot: int) -> Booking:
    number = next(_references)
    return make_booking(
        reference=f"{number // 10_000:04}-{number % 10_000:04}",
        office_id=office_id,
        date=day,
        slot=slot,
        phone_key=f"phone of {number}",
    )


def _items(booking: Booking) -> list[items.Item]:
    return [items.booking_item(booking), items.place_item(booking)]
