"""Closing a day, opening a special one, making it ordinary again."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.routes import answers, requests, staff_access, staff_payloads
from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/staff/days/{day}", methods=["PUT"])
@answers_refusals
def change_day(day: str) -> Response:
    """What the day then is and whom that touches; with ``preview`` nothing is changed."""
    from chalicelib.routes.staff_schemas import day_decision

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    named = requests.named_day("date", day)
    change, preview = day_decision(requests.json_body(request))
    decision = services.day_changes.decide(link, named, change, preview=preview)
    return answers.json_(staff_payloads.decision(decision))
