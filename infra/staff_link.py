"""`make staff-link`: prints one signed URL, and nothing else, on standard output.

`make staff-links` lists the links of an office, `make revoke-link` takes one back at once.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.dynamodb.link_register import LinkRegister, NotedLink
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.clients import dynamodb_client
from chalicelib.domain.errors import LinkInvalid, TryAgain
from chalicelib.domain.staff_links import PAGES
from chalicelib.domain.wording import BUDDHIST_ERA
from chalicelib.routes.fields import day
from chalicelib.settings import Keys
from infra.command import ends_in_one_line
from infra.copies import add_options, deployed, must_have_a_queue
from infra.local import keyring, running

_FARTHEST = timedelta(days=366)
_BUDDHIST_YEARS = 2400


@dataclass(frozen=True)
class Copy:
    """A running copy of the service; ``register`` is None where its table cannot be asked."""

    keys: Keys
    register: LinkRegister | None
    base_url: str


def main() -> None:
    """Make a link, list those of an office, or take one back."""
    options = _options()
    with ends_in_one_line("staff-link"):
        for line in _DEEDS[options.deed](options):
            print(line)


def _new(options: argparse.Namespace) -> list[str]:
    page = PAGES.get(options.scope)
    if page is None:
        raise ValueError(f"SCOPE={options.scope} is not one of: {', '.join(PAGES)}")
    first, last = _dates(options.date)
    now = _clock(options.now).now()
    office = must_have_a_queue(options.office)
    _must_be_soon(last, now.date())
    copy = _copy(options)
    links = StaffLinks(copy.keys.staff_links)
    link = links.make(office, first, last, options.scope, now)
    if now >= link.expires_at:
        raise ValueError(f"DATE={options.date} is over, and such a link ends with its last day")
    # A link is good by its signature; where a server runs, it is also noted for `list`.
    if copy.register:
        with suppress(TryAgain, BotoCoreError, ClientError):
            copy.register.note(link)
    return [f"{copy.base_url}{page}{links.token(link)}"]


def _list(options: argparse.Namespace) -> list[str]:
    now = _clock(options.now).now()
    register = _register(_copy(options), options)
    return [_line(link, now) for link in register.listed(must_have_a_queue(options.office))]


def _revoke(options: argparse.Namespace) -> list[str]:
    copy, office = _copy(options), must_have_a_queue(options.office)
    id_ = _link_id(str(options.link), copy)
    _register(copy, options).revoke(office, id_, _clock(options.now).now())
    return [f"{id_} is revoked"]


_DEEDS = {"new": _new, "list": _list, "revoke": _revoke}


def _line(link: NotedLink, now: datetime) -> str:
    """``id  scope  first..last  until  key  state``, to be read by people."""
    ended = link.expires_at is not None and now >= link.expires_at
    state = "revoked" if link.revoked_at else "expired" if ended else "good"
    until = f"until {link.expires_at:%Y-%m-%d %H:%M}" if link.expires_at else "not noted"
    days = f"{link.first}..{link.last}"
    return f"{link.id:<14} {link.scope or '':<9} {days}  {until}  key {link.key_id or '-'}  {state}"


def _link_id(given: str, copy: Copy) -> str:
    """The id of the link that is named by it, or given as its whole address."""
    if not given:
        raise ValueError("LINK= is the id of a link (see the list) or its whole address")
    if "token=" not in given:
        return given
    token = given.partition("token=")[2].partition("&")[0]
    try:
        return StaffLinks(copy.keys.staff_links).read(token).id
    except LinkInvalid:
        raise ValueError("LINK= is not a link of ours") from None


def _copy(options: argparse.Namespace) -> Copy:
    """The deployed copy that ``--stage`` names, or the local one of ``--data-dir``."""
    if options.stage:
        found = deployed(options.stage, options.region)
        register = LinkRegister(dynamodb_client(found), found.table)
        return Copy(found.keys, register, _base_url(options, found.base_url))
    local = f"http://127.0.0.1:{options.port}"
    data_dir: Path = options.data_dir
    return Copy(_keys(data_dir), running.link_register(data_dir), _base_url(options, local))


def _register(copy: Copy, options: argparse.Namespace) -> LinkRegister:
    if copy.register is None:
        raise ValueError(f"no server with its table runs in {options.data_dir}: `make serve` first")
    return copy.register


def _keys(data_dir: Path) -> Keys:
    try:
        return keyring.existing_keys(data_dir)
    except FileNotFoundError:
        text = f"no keys in {data_dir}: start `make serve` with the same DATA_DIR= first"
        raise ValueError(text) from None


def _base_url(options: argparse.Namespace, own: str) -> str:
    base = str(options.base_url).rstrip("/") or own
    if not base.startswith(("http://", "https://")):
        raise ValueError(f"BASE_URL={base} does not begin with https://")
    return base


def _must_be_soon(last: date, today: date) -> None:
    if last.year >= _BUDDHIST_YEARS:
        year = last.year - BUDDHIST_ERA
        raise ValueError(f"DATE={last} is a year of the Buddhist era (พ.ศ.); write {year} (ค.ศ.)")
    if last - today > _FARTHEST:
        raise ValueError(f"DATE={last} is more than a year away")


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", nargs="?", default="new", choices=_DEEDS)
    parser.add_argument("--office", required=True)
    parser.add_argument("--date", default="")
    parser.add_argument("--link", default="")
    parser.add_argument("--scope", default="day-list")
    parser.add_argument("--now", default="")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--base-url", default="")
    add_options(parser)
    return parser.parse_args()


if __name__ == "__main__":
    main()
