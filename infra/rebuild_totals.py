"""`make totals`: counts the kept totals of an office anew, from its bookings and answers.

They are figures only, and what is forgotten of a couple is none of them, so the result is the same
however often it is done.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime

from chalicelib.adapters.clock import SystemClock
from chalicelib.routes.fields import day
from chalicelib.services import Services
from infra.command import ends_in_one_line
from infra.copies import add_options, must_have_a_queue, settings_of


def main(arguments: list[str] | None = None) -> None:
    """Count, and say how many days that were; or say in one line why not."""
    options = _options(arguments)
    with ends_in_one_line("totals"):
        office_id, first = must_have_a_queue(options.office), _first(options.first)
        with settings_of(options) as found:
            services = Services(found, clock=_clock(options.now))
            days = services.totals.rebuild(office_id, first)
            print(f"{days} days of {office_id} were counted anew")


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
    parser.add_argument("--now", default="")
    add_options(parser)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
