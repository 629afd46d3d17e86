"""Pages for staff that are one file each: the two lists, the phone list, a refused link."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chalice import Response

from chalicelib.adapters import data_files
from chalicelib.adapters.phone_numbers import phone_in_print
from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import Refusal
from chalicelib.domain.messages import slot_of
from chalicelib.domain.wording import day_in_words, slot_in_print
from chalicelib.routes import answers
from chalicelib.routes import staff_words as words
from chalicelib.usecases.day_list import DayList, Row

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def day_list(list_: DayList, token: str) -> Response:
    """Both tables, the queue and the time sheet, each on an A4 sheet of its own."""
    return _lists("day_list.html", "day-list", list_, token)


def service_log(list_: DayList, token: str) -> Response:
    """The time sheet alone."""
    return _lists("service_log.html", "service-log", list_, token)


def phone_list(list_: DayList, to_call: Sequence[Booking]) -> Response:
    """The couples to be called because their day has changed and they gave no address."""
    return _page(
        "phone_list.html",
        _heading(list_),
        rows=[_line(slot_in_print(slot_of(booking)), booking) for booking in to_call],
    )


def refused(refusal: Refusal, status: int, headers: dict[str, str]) -> Response:
    """A refused link, for a person."""
    sentences = data_files.messages()[refusal.code]
    return _page(
        "link_refused.html",
        status=status,
        headers=answers.NO_STORE | headers,
        title=sentences["title"],
        thai=sentences["th"],
        english=sentences["en"],
        code=refusal.code,
    )


def _lists(template: str, route: str, list_: DayList, token: str) -> Response:
    def download(format_: str) -> str:
        query = {"token": token, "date": list_.date.isoformat(), "format": format_}
        return f"{route}?{urlencode(query)}"

    return _page(
        template,
        _heading(list_),
        rows=[_row(row) for row in list_.rows],
        csv_url=download("csv"),
        xlsx_url=download("xlsx"),
    )


def _heading(list_: DayList) -> dict[str, object]:
    return {
        "office": list_.office.name.th,
        "counter": list_.rules.counter.th,
        "venue": list_.venue.name.th,
        "day": day_in_words(list_.date).th,
        "closed": list_.closed.th if list_.closed else "",
        "made": words.made(list_),
        "bookings": list_.bookings,
    }


def _row(row: Row) -> dict[str, object]:
    return {"order": row.order} | _line(slot_in_print(row.slot), row.booking)


def _line(time: str, booking: Booking | None) -> dict[str, object]:
    if booking is None:
        return {"time": time, "booking": None, "names": []}
    record = booking.service
    return {
        "time": time,
        "booking": booking,
        "names": [person.name for person in booking.couple],
        "phone": phone_in_print(booking.phone),
        "language": words.language(booking),
        "facts": [
            fact
            for fact in (
                words.nationalities(booking),
                "ติดต่อเป็นภาษาอังกฤษ" if booking.language == "en" else "",
                words.interpreter(booking),
            )
            if fact
        ],
        "request": words.asked_by(booking),
        "papers": f"เอกสาร{words.papers(booking)}",
        "started": words.moment(record.started_at),
        "finished": words.moment(record.finished_at),
        "minutes": "" if record.minutes is None else f"{record.minutes} นาที",
        "officer": record.officer or "",
        "remark": words.remark(booking),
    }


def _page(
    template: str,
    heading: Mapping[str, object] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] = answers.NO_STORE,
    **values: object,
) -> Response:
    style, script = _asset("staff.css"), _asset("print_button.js")
    page = (
        _environment()
        .get_template(template)
        .render(style=style, script=script, **(heading or {}), **values)
    )
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    return answers.body(
        page.encode(),
        "text/html; charset=utf-8",
        status=status,
        headers={**headers, "Content-Security-Policy": policy},
    )


@cache
def _environment() -> Environment:
    # Jinja is loaded with the first page, so that a booking does not wait for it.
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
