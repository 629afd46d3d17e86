"""Offices, their days and their slots."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.routes import answers, payloads, requests
from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/offices")
@answers_refusals
def list_offices() -> Response:
    """All 50 district offices."""
    lines = [payloads.office_line(office) for office in wiring.services().offices.all()]
    return answers.json_({"offices": lines}, headers=answers.AN_HOUR)


@routes.route("/offices/{office}")
@answers_refusals
def show_office(office: str) -> Response:
    """One office."""
    found = wiring.services().offices.get(office)
    return answers.json_(payloads.office_detail(found), headers=answers.AN_HOUR)


@routes.route("/offices/{office}/days")
@answers_refusals
def list_days(office: str) -> Response:
    """The calendar of an office; by default its whole booking window."""
    request = routes.current_request
    first, last = requests.query_day(request, "from"), requests.query_day(request, "to")
    shown = wiring.services().availability.days(office, first, last)
    return answers.json_(payloads.days(shown), headers=answers.A_FEW_SECONDS)


@routes.route("/offices/{office}/days/{day}")
@answers_refusals
def show_day(office: str, day: str) -> Response:
    """The slots of one day."""
    shown = wiring.services().availability.slots(office, requests.named_day("date", day))
    return answers.json_(payloads.slots(shown), headers=answers.A_FEW_SECONDS)
