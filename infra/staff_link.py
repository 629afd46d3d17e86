"""`make staff-link`: prints one signed URL, and nothing else, on standard output."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.usecases.offices import with_rules
from infra.local import keyring

# Where each kind of link leads.
_PAGES = {"day-list": "/api/staff/day-list?token="}


def main() -> None:
    """Make the link that the options describe."""
    options = _options()
    try:
        print(_url(options))
    except ValueError as error:
        sys.exit(f"staff-link: {error}")


def _url(options: argparse.Namespace) -> str:
    page = _PAGES.get(options.scope)
    if page is None:
        raise ValueError(f"SCOPE={options.scope} is not one of: {', '.join(_PAGES)}")
    first, last = _dates(options.date)
    now = _clock(options.now).now()
    links = StaffLinks(keyring.keys(options.data_dir).staff_links)
    link = links.make(_office(options.office), first, last, options.scope, now)
    base = options.base_url.rstrip("/") or f"http://127.0.0.1:{options.port}"
    return f"{base}{page}{links.token(link)}"


def _office(office_id: str) -> str:
    try:
        office, _ = with_rules(data_files.offices(), office_id)
    except OfficeUnknown:
        raise ValueError(f"OFFICE={office_id} is not an office that takes bookings") from None
    return office.id


def _dates(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        raise ValueError(f"DATE={text} is neither YYYY-MM-DD nor YYYY-MM-DD..YYYY-MM-DD") from None
    if span[0] > span[1]:
        raise ValueError(f"DATE={text} runs backwards")
    return span


def _clock(now: str) -> SystemClock:
    return SystemClock.starting_at(datetime.fromisoformat(now)) if now else SystemClock()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--office", required=True)
    parser.add_argument("--date", required=True)
    parser.add_argument("--scope", default="day-list")
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    parser.add_argument("--now", default="")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base-url", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
