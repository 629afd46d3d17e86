"""The lists of staff in the format asked for: a page, a table for a spreadsheet, JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from chalice import Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.adapters import spreadsheets
from chalicelib.adapters.spreadsheets import Sheet
from chalicelib.domain.errors import FieldError, Refusal, ValidationFailed
from chalicelib.domain.staff_links import READS_THE_LISTS, StaffLink
from chalicelib.routes import answers, problems, requests, staff_access, staff_pages, staff_sheets
from chalicelib.routes.staff_payloads import day_list as day_list_payload
from chalicelib.usecases import day_list as day_lists
from chalicelib.usecases.day_list import DayList

Format = Callable[[DayList, str], Response]


def _json(list_: DayList, token: str) -> Response:
    del token
    return answers.json_(day_list_payload(list_))


def _file(
    kind: str, make: Callable[[DayList], Sheet], name: str, list_: DayList, token: str
) -> Response:
    del token
    write, content_type = {
        "csv": (spreadsheets.csv, spreadsheets.CSV_TYPE),
        "xlsx": (spreadsheets.xlsx, spreadsheets.XLSX_TYPE),
    }[kind]
    file_name = f"{name}-{list_.office.id}-{list_.date.isoformat()}.{kind}"
    disposition = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return answers.body(write(make(list_)), content_type, headers=answers.NO_STORE | disposition)


DAY_LIST: Mapping[str, Format] = {
    "html": staff_pages.day_list,
    "csv": partial(_file, "csv", staff_sheets.day_list, "day-list"),
    "xlsx": partial(_file, "xlsx", staff_sheets.day_list, "day-list"),
    "json": _json,
}
SERVICE_LOG: Mapping[str, Format] = {
    "html": staff_pages.service_log,
    "csv": partial(_file, "csv", staff_sheets.service_log, "service-log"),
    "xlsx": partial(_file, "xlsx", staff_sheets.service_log, "service-log"),
    "json": _json,
}


def day_list(request: Request) -> Response:
    """The day list; with ``list=phone`` the couples to be called."""
    if requests.query(request, "list") == "phone":
        return _for_a_person(request, _phone_list)
    return _for_a_person(request, partial(_list, DAY_LIST))


def service_log(request: Request) -> Response:
    """The time sheet."""
    return _for_a_person(request, partial(_list, SERVICE_LOG))


def _for_a_person(request: Request, show: Callable[[Request], Response]) -> Response:
    """The answer; a person with a bad link gets a page, not JSON."""
    try:
        return show(request)
    except Refusal as refused:
        if not requests.wants_html(request):
            raise
        status = problems.STATUS[refused.code]
        return staff_pages.refused(refused, status, problems.headers(refused))


def _list(formats: Mapping[str, Format], request: Request) -> Response:
    link, token = staff_access.link_of_download(request)
    list_ = _list_for(link, request)
    return _format(formats, request)(list_, token)


def _phone_list(request: Request) -> Response:
    link, _ = staff_access.link_of_download(request)
    list_ = _list_for(link, request)
    touched = wiring.services().day_changes.touched_now(link.office_id, list_.date)
    return staff_pages.phone_list(list_, [booking for booking in touched if not booking.email])


def _list_for(link: StaffLink, request: Request) -> DayList:
    services = wiring.services()
    asked_for, today = requests.query_day(request, "date"), services.clock.now().date()
    return day_lists.day_list(
        link.office_id,
        link.day_for(READS_THE_LISTS, asked_for, today),
        offices=services.offices,
        store=services.store,
        clock=services.clock,
    )


def _format(formats: Mapping[str, Format], request: Request) -> Format:
    name = requests.query(request, "format") or "html"
    try:
        return formats[name]
    except KeyError:
        raise ValidationFailed([FieldError("format", "format_unknown")]) from None
