"""`make totals`: counts the kept totals of an office anew, from its bookings and answers.

They are figures only, and what is forgotten of a couple is none of them, so the result is the same
however often it is done.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from chalicelib.adapters.clock import SystemClock
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.routes.fields import day
from chalicelib.usecases.offices import with_rules
from chalicelib.wiring import Services
from infra.deploy.cloud import CannotGoOn
from infra.local import engine
from infra.package.__main__ import REGION
from infra.person_request import settings_of


def main(arguments: list[str] | None = None) -> None:
    """Count, and say how many days that were; or say in one line why not."""
    options = _options(arguments)
    try:
        with settings_of(options) as found:
            services = Services(found, clock=_clock(options.now))
            office, _ = with_rules(services.offices, options.office)
            days = services.totals.rebuild(office.id, _first(options.first))
            print(f"{days} days of {office.id} were counted anew")
    except OfficeUnknown:
        sys.exit(f"totals: OFFICE={options.office} is not an office with a queue")
    except (CannotGoOn, ValueError, engine.EngineFailed, OSError) as problem:
        sys.exit(f"totals: {problem}")


def _first(text: str) -> date:
    try:
        return day(text)
    except ValueError:
        raise ValueError(f"FROM={text} is not YYYY-MM-DD") from None


def _clock(now: str) -> SystemClock:
    return SystemClock.starting_at(datetime.fromisoformat(now)) if now else SystemClock()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--office", required=True)
    parser.add_argument("--from", dest="first", required=True)
    parser.add_argument("--stage", default="")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--now", default="")
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
