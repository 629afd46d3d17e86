"""The day list as a page, as CSV and as JSON.

The page and the CSV have the office's own columns (ลำดับที่, เวลา, ชื่อคู่สมรส, เบอร์ติดต่อ), so
that they can lie beside the paper they replace.
"""

from __future__ import annotations

import base64
import csv as csv_
import io
from collections.abc import Mapping
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
from chalicelib.domain.wording import day_in_words, slot_in_print, slot_label
from chalicelib.routes import answers, staff_payloads
from chalicelib.usecases.day_list import DayList, Row

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"

CSV_COLUMNS = ("ลำดับที่", "เวลา", "ชื่อคู่สมรส", "เบอร์ติดต่อ", "รหัสการจอง")
# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def json(list_: DayList, token: str) -> Response:
    """The list for a program."""
    del token
    return answers.json_(staff_payloads.day_list(list_))


def csv(list_: DayList, token: str) -> Response:
    """The list for a spreadsheet: UTF-8 with a byte-order mark, as Excel needs for Thai."""
    del token
    text = io.StringIO(newline="")
    writer = csv_.writer(text)
    writer.writerow(CSV_COLUMNS)
    writer.writerows([_safe(cell) for cell in _cells(row)] for row in list_.rows)
    name = f"day-list-{list_.office.id}-{list_.date.isoformat()}.csv"
    return answers.body(
        text.getvalue().encode("utf-8-sig"),
        "text/csv; charset=utf-8",
        headers=answers.NO_STORE | {"Content-Disposition": f'attachment; filename="{name}"'},
    )


def html(list_: DayList, token: str) -> Response:
    """The list for a person: one page without any other file, made for A4."""
    return _page(
        "day_list.html",
        office=list_.office.name.th,
        day=day_in_words(list_.date).th,
        made_at=f"{day_in_words(list_.made_at.date()).th} เวลา {list_.made_at:%H.%M} น.",
        bookings=list_.bookings,
        rows=[_line(row) for row in list_.rows],
        csv_url="?" + urlencode({"token": token, "date": list_.date.isoformat(), "format": "csv"}),
    )


def refused(refusal: Refusal, status: int, headers: dict[str, str]) -> Response:
    """A refused link, for a person."""
    words = data_files.messages()[refusal.code]
    return _page(
        "link_refused.html",
        status=status,
        headers=answers.NO_STORE | headers,
        title=words["title"],
        thai=words["th"],
        english=words["en"],
        code=refusal.code,
    )


def _line(row: Row) -> dict[str, object]:
    booking = row.booking
    return {
        "order": row.order,
        "time": slot_label(row.slot).th,
        "names": [person.name for person in booking.couple] if booking else [],
        "phone": phone_in_print(booking.phone) if booking else "",
        "reference": booking.reference if booking else "",
        "english": bool(booking and booking.language == "en"),
    }


def _cells(row: Row) -> list[str]:
    return [str(row.order), slot_in_print(row.slot), *_booking_cells(row.booking)]


def _booking_cells(booking: Booking | None) -> list[str]:
    if booking is None:
        return ["", "", ""]
    names = " และ ".join(person.name for person in booking.couple)
    return [names, phone_in_print(booking.phone), booking.reference]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _page(
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] = answers.NO_STORE,
    **values: object,
) -> Response:
    style, script = _asset("staff.css"), _asset("print_button.js")
    page = _environment().get_template(template).render(style=style, script=script, **values)
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
    import jinja2  # noqa: PLC0415

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
