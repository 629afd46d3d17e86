"""`make demo`: fills a data directory of this machine with the sample year."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from chalicelib.adapters.dynamodb import items
from chalicelib.domain.bookings import Booking, BookingRequest
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.errors import Conflict
from chalicelib.domain.months import Month
from chalicelib.domain.survey import SurveyAnswer
from chalicelib.services import Services
from chalicelib.settings import Settings
from chalicelib.usecases.offices import with_rules
from infra.command import CannotGoOn, ends_in_one_line
from infra.demo import people, year
from infra.demo.year import SampleYear, Visit
from infra.local import engine, table
from infra.local.serve import alone_in, isolate_from_aws, local_settings

OFFICE = "bang-rak"
COMING = 120
# Two items each; the database takes 25 at a time.
_AT_ONCE = 12
# Any of these says that somebody means a deployment.
_SIGNS_OF_A_DEPLOYMENT = ("NATRAK_TABLE", "NATRAK_BASE_URL", "AWS_LAMBDA_FUNCTION_NAME")


class Refused(CannotGoOn):
    """Why nothing was filled, in one line."""


class _StandingClock:
    """The morning after the sample year."""

    @staticmethod
    def now() -> Any:
        return year.NOW


def main() -> None:
    """Start the engine on the directory, fill it, and say how to look at it."""
    os.umask(0o077)
    options = _options()
    with ends_in_one_line("demo"):
        must_not_be_deployed(options.base_url)
        _fill_directory(options.data_dir)
        data = f"DATA_DIR={options.data_dir} NOW=2026-12-01T08:00+07:00"
        print(
            f"\nLook at it with\n  make serve {data}\nand, beside it,\n"
            f"  make staff-link OFFICE=bang-rak DATE=2026-12-01 SCOPE=report {data}"
        )


def must_not_be_deployed(base_url: str, environment: Iterable[str] = os.environ) -> None:
    """Raise ``Refused`` where anything speaks of a deployed copy."""
    if base_url:
        raise Refused(f"BASE_URL={base_url} is a deployed copy; a sample has no place there")
    if signs := [name for name in _SIGNS_OF_A_DEPLOYMENT if name in environment]:
        raise Refused(f"{signs[0]} is set: this is a deployed copy's environment")


def must_be_local(settings: Settings) -> None:
    """Raise ``Refused`` unless the table is on the engine of this machine."""
    if urlsplit(settings.endpoint_url or "").hostname != "127.0.0.1":
        raise Refused("only the database engine of this machine is ever filled with a sample")


def must_be_empty(services: Services) -> None:
    """Raise ``Refused`` where there is anything already."""
    found = services.table_client.scan(TableName=services.settings.table, Limit=1)
    if found["Items"]:
        raise Refused("this directory holds bookings already; give an empty DATA_DIR=")


def _fill_directory(data_dir: Path) -> None:
    if not engine.is_available():
        raise Refused("the sample needs DynamoDB Local: Java and Maven")
    isolate_from_aws()
    with alone_in(data_dir.resolve()):
        running = engine.start(data_dir.resolve() / "dynamodb")
        try:
            settings = local_settings(8000, data_dir.resolve(), running.wait_until_ready())
            fill(settings)
        finally:
            running.stop()


def fill(settings: Settings, couples: int | None = None) -> Services:
    """Write the year into an empty local table; ``couples`` is for a test that has no time."""
    must_be_local(settings)
    services = services_for(settings)
    table.create_if_absent(services.table_client, settings.table)
    must_be_empty(services)
    for day, change in year.CHANGES.items():
        services.store.set_change(OFFICE, day, change)
    visits = list(islice(_sample(services).visits(), couples))
    for done in range(0, len(visits), _AT_ONCE):
        _say(f"{done} of {len(visits)} couples")
        _write(services, visits[done : done + _AT_ONCE])
    _say("couples of the weeks to come")
    _couples_to_come(services)
    _say("keeping the totals of the year")
    services.totals.rebuild(OFFICE, year.FIRST)
    _say("the sample year is there", end="\n")
    return services


def services_for(settings: Settings) -> Services:
    """The parts of a local copy on the morning after the sample year."""
    return Services(settings, clock=_StandingClock())


def _sample(services: Services) -> SampleYear:
    office, rules = with_rules(services.offices, OFFICE)
    calendar = Calendar(office, rules, services.offices.holidays(), year.NOW, year.CHANGES)
    asked = [question.id for question in services.surveys.questionnaire.questions]
    return SampleYear(office, calendar, services.checklist, services.secrets, asked)


def _items(booking: Booking) -> Iterator[items.Item]:
    yield items.booking_item(booking)
    if booking.status == "booked":
        yield items.place_item(booking)
    else:
        yield items.history_item(booking)


def _write(services: Services, visits: Sequence[Visit]) -> None:
    """Write a few visits at once: nobody is here to race with."""
    puts: list[Any] = [
        {"PutRequest": {"Item": item}} for visit in visits for item in _items(visit.booking)
    ]
    services.table_client.batch_write_item(RequestItems={services.settings.table: puts})
    for visit in visits:
        _answer(services, visit)


def _answer(services: Services, visit: Visit) -> None:
    if not visit.levels and not visit.comment:
        return
    tokens = services.surveys.tokens
    granted = tokens.read(tokens.token(visit.booking), visit.booking.starts_at)
    answer = SurveyAnswer(OFFICE, Month.of(visit.booking.date), visit.levels, visit.comment)
    services.survey_store.add(granted, answer)


def _couples_to_come(services: Services) -> None:
    """Bookings for the weeks ahead, made as every couple makes them."""
    chance = Random(year.SEED)  # noqa: S311  (a sample, no secret)
    free = [day for day in services.availability.days(OFFICE, None, None).days if not day.closed]
    for number in range(COMING):
        day = chance.choice(free[: max(5, len(free) * (1 + number) // COMING)])
        request = BookingRequest(
            office_id=OFFICE,
            date=day.date,
            slot=chance.randint(1, 15),
            couple=people.couple(chance),
            phone=f"+66901{number:06d}",
            language="th",
            channel=chance.choice(("web", "web", "web", "facebook", "line")),
        )
        try:
            services.bookings.book(request, f"sample-couple-to-come-{number:04d}")
        except Conflict:
            continue


def _say(text: str, end: str = "") -> None:
    print(f"\rdemo: {text:<40}", end=end, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--base-url", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
