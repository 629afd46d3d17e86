"""What staff open with a signed link. Opening changes nothing: mail scanners open links too."""

from __future__ import annotations

from collections.abc import Callable

from chalice import Blueprint, Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.errors import FieldError, Refusal, ValidationFailed
from chalicelib.domain.staff_links import READS_THE_LISTS, StaffLink
from chalicelib.routes import day_list_formats, problems, requests, staff_access
from chalicelib.routes.problems import answers_refusals
from chalicelib.usecases import day_list as day_lists
from chalicelib.usecases.day_list import DayList

routes = Blueprint(__name__)

Format = Callable[[DayList, str], Response]

FORMATS: dict[str, Format] = {
    "html": day_list_formats.html,
    "csv": day_list_formats.csv,
    "json": day_list_formats.json,
}


@routes.route("/staff/day-list")
@answers_refusals
def show_day_list() -> Response:
    """The day list in the format asked for; a person with a bad link gets a page, not JSON."""
    request = routes.current_request
    try:
        return _day_list(request)
    except Refusal as refused:
        if not requests.wants_html(request):
            raise
        status = problems.STATUS[refused.code]
        return day_list_formats.refused(refused, status, problems.headers(refused))


def _day_list(request: Request) -> Response:
    link, token = staff_access.link_of_download(request)
    list_ = _list_for(link, request)
    return _format(request)(list_, token)


def _list_for(link: StaffLink, request: Request) -> DayList:
    services = wiring.services()
    return day_lists.day_list(
        link.office_id,
        link.day_for(
            READS_THE_LISTS, requests.query_day(request, "date"), services.clock.now().date()
        ),
        offices=services.offices,
        store=services.store,
        clock=services.clock,
    )


def _format(request: Request) -> Format:
    name = requests.query(request, "format") or "html"
    try:
        return FORMATS[name]
    except KeyError:
        raise ValidationFailed([FieldError("format", "format_unknown")]) from None
