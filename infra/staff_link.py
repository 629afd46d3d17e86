"""`make staff-link`: prints one signed URL, and nothing else, on standard output.

`make staff-links` lists the links of an office, `make revoke-link` takes one back at once. With
``--stage`` they work on a deployed copy, with its keys and its table.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.dynamodb.link_register import LinkRegister, NotedLink
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.errors import LinkInvalid, OfficeUnknown, TryAgain
from chalicelib.domain.staff_links import PAGES
from chalicelib.domain.wording import BUDDHIST_ERA
from chalicelib.routes.fields import day
from chalicelib.settings import Keys
from chalicelib.usecases.offices import with_rules
from chalicelib.wiring import dynamodb_client
from infra.copies import deployed
from infra.deploy.cloud import CannotGoOn
from infra.local import keyring, running
from infra.package.__main__ import REGION

_FARTHEST = timedelta(days=366)
_BUDDHIST_YEARS = 2400


def main(arguments: list[str] | None = None) -> None:
    """Make a link, list those of an office, or take one back."""
    options = _options(arguments)
    try:
        options.deployed = deployed(options.stage, options.region) if options.stage else None
        for line in _DEEDS[options.deed](options):
            print(line)
    except TryAgain:
        sys.exit("staff-link: the table is busy; try again")
    except (CannotGoOn, ValueError, OSError, BotoCoreError, ClientError) as error:
        sys.exit(f"staff-link: {error}")


def _new(options: argparse.Namespace) -> list[str]:
    page = PAGES.get(options.scope)
    if page is None:
        raise ValueError(f"SCOPE={options.scope} is not one of: {', '.join(PAGES)}")
    first, last = _dates(options.date)
    now = _clock(options.now).now()
    office = _office(options.office)
    _must_be_soon(last, now.date())
    links = StaffLinks(_keys(options).staff_links)
    link = links.make(office, first, last, options.scope, now)
    if now >= link.expires_at:
        raise ValueError(f"DATE={options.date} is over, and such a link ends with its last day")
    base_url = _base_url(options)
    # A link is good by its signature; where the table is there, it is also noted for `list`.
    if register := _register_if_any(options):
        with suppress(TryAgain, BotoCoreError, ClientError):
            register.note(link)
    return [f"{base_url}{page}{links.token(link)}"]


def _list(options: argparse.Namespace) -> list[str]:
    now = _clock(options.now).now()
    return [_line(link, now) for link in _register(options).listed(_office(options.office))]


def _revoke(options: argparse.Namespace) -> list[str]:
    office, id_ = _office(options.office), _link_id(options)
    _register(options).revoke(office, id_, _clock(options.now).now())
    return [f"{id_} is revoked"]


_DEEDS = {"new": _new, "list": _list, "revoke": _revoke}


def _line(link: NotedLink, now: datetime) -> str:
    """``id  scope  first..last  until  state``, to be read by people."""
    ended = link.expires_at is not None and now >= link.expires_at
    state = "revoked" if link.revoked_at else "expired" if ended else "good"
    until = f"until {link.expires_at:%Y-%m-%d %H:%M}" if link.expires_at else "not noted"
    return f"{link.id:<14} {link.scope or '':<9} {link.first}..{link.last}  {until}  {state}"


def _link_id(options: argparse.Namespace) -> str:
    """The id of the link that is named by it, or given as its whole address."""
    given = str(options.link)
    if not given:
        raise ValueError("LINK= is the id of a link (see the list) or its whole address")
    if "token=" not in given:
        return given
    token = given.partition("token=")[2].partition("&")[0]
    try:
        return StaffLinks(_keys(options).staff_links).read(token).id
    except LinkInvalid:
        raise ValueError("LINK= is not a link of ours") from None


def _register(options: argparse.Namespace) -> LinkRegister:
    register = _register_if_any(options)
    if register is None:
        raise ValueError(f"no server with its table runs in {options.data_dir}: `make serve` first")
    return register


def _register_if_any(options: argparse.Namespace) -> LinkRegister | None:
    if there := options.deployed:
        return LinkRegister(dynamodb_client(there), there.table)
    return running.link_register(options.data_dir)


def _keys(options: argparse.Namespace) -> Keys:
    if there := options.deployed:
        keys: Keys = there.keys
        return keys
    try:
        return keyring.existing_keys(options.data_dir)
    except FileNotFoundError:
        text = f"no keys in {options.data_dir}: start `make serve` with the same DATA_DIR= first"
        raise ValueError(text) from None


def _base_url(options: argparse.Namespace) -> str:
    here = options.deployed.base_url if options.deployed else f"http://127.0.0.1:{options.port}"
    base = str(options.base_url).rstrip("/") or here
    if not base.startswith(("http://", "https://")):
        raise ValueError(f"BASE_URL={base} does not begin with https://")
    return base


def _must_be_soon(last: date, today: date) -> None:
    if last.year >= _BUDDHIST_YEARS:
        year = last.year - BUDDHIST_ERA
        raise ValueError(f"DATE={last} is a year of the Buddhist era (พ.ศ.); write {year} (ค.ศ.)")
    if last - today > _FARTHEST:
        raise ValueError(f"DATE={last} is more than a year away")


def _office(office_id: str) -> str:
    try:
        office, _ = with_rules(data_files.offices(), office_id)
    except OfficeUnknown:
        raise ValueError(f"OFFICE={office_id} is not an office with a queue") from None
    return office.id


def _dates(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    try:
        span = day(first), day(last or first)
    except ValueError:
        raise ValueError(f"DATE={text} is neither YYYY-MM-DD nor YYYY-MM-DD..YYYY-MM-DD") from None
    if span[0] > span[1]:
        raise ValueError(f"DATE={text} runs backwards")
    return span


def _clock(now: str) -> SystemClock:
    return SystemClock.starting_at(datetime.fromisoformat(now)) if now else SystemClock()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", nargs="?", default="new", choices=_DEEDS)
    parser.add_argument("--office", required=True)
    parser.add_argument("--date", default="")
    parser.add_argument("--link", default="")
    parser.add_argument("--scope", default="day-list")
    parser.add_argument("--stage", default="")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    parser.add_argument("--now", default="")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base-url", default="")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
