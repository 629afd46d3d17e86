"""The desk: the couples of a day, and a press for each thing that happens to them."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain import pulses
from chalicelib.domain.bookings import Booking
from chalicelib.domain.secrets import normal_reference
from chalicelib.domain.service_records import PressDeed
from chalicelib.domain.staff_links import READS_THE_LISTS
from chalicelib.routes import answers, requests, staff_access, staff_payloads
from chalicelib.routes.problems import answers_refusals
from chalicelib.usecases.offices import with_rules

routes = Blueprint(__name__)


@routes.route("/staff/desk")
@answers_refusals
def show_desk() -> Response:
    """The day as it is now; with the ``mark`` of an earlier answer, whether anything changed.

    A desk asks often, so nothing new costs a small part of a whole day. The answer names the day's
    pulse, which costs less again and tells when to ask.
    """
    from chalicelib.usecases.day_list import day_list

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    day = link.day_for(
        READS_THE_LISTS, requests.query_day(request, "date"), services.clock.now().date()
    )
    # Read before the bookings, so that it never stands for more than the answer holds.
    mark = services.store.day_mark(link.office_id, day)
    if mark == requests.query(request, "mark"):
        return answers.json_(staff_payloads.unchanged(services.clock.now(), mark))
    list_ = day_list(
        link.office_id, day, offices=services.offices, store=services.store, clock=services.clock
    )
    pulse = pulses.name_of(services.secrets, link.office_id, day)
    return answers.json_(staff_payloads.desk(list_, link, mark, services.checklist, pulse))


@routes.route("/staff/bookings/{reference}/arrive", methods=["POST"])
@answers_refusals
def note_arrival(reference: str) -> Response:
    """The couple is here."""
    return _press(reference, "arrive")


@routes.route("/staff/bookings/{reference}/start", methods=["POST"])
@answers_refusals
def note_start(reference: str) -> Response:
    """An officer begins to serve the couple; of two officers one is told that the other does."""
    return _press(reference, "start")


@routes.route("/staff/bookings/{reference}/finish", methods=["POST"])
@answers_refusals
def note_finish(reference: str) -> Response:
    """The couple is married, and goes."""
    return _press(reference, "finish")


@routes.route("/staff/bookings/{reference}/no-show", methods=["POST"])
@answers_refusals
def note_no_show(reference: str) -> Response:
    """The couple did not come."""
    return _press(reference, "no-show")


@routes.route("/staff/bookings/{reference}/undo", methods=["POST"])
@answers_refusals
def undo_press(reference: str) -> Response:
    """The last press was a mistake."""
    return _press(reference, "undo")


@routes.route("/staff/bookings/{reference}/papers", methods=["POST"])
@answers_refusals
def tick_paper(reference: str) -> Response:
    """An officer has seen a paper of the couple, or has not after all."""
    from chalicelib.routes import staff_schemas

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    paper, seen = staff_schemas.tick(requests.json_body(request))
    booking = services.desk.tick(link, normal_reference(reference), paper, seen=seen)
    return _pressed(booking)


def _press(reference: str, deed: PressDeed) -> Response:
    from chalicelib.routes import staff_schemas

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    wish = staff_schemas.press_wish(
        deed, requests.optional_json_body(request), requests.optional_idempotency_key(request)
    )
    booking = services.desk.press(link, normal_reference(reference), wish)
    return _pressed(booking)


def _pressed(booking: Booking) -> Response:
    services = wiring.services()
    _, rules = with_rules(services.offices, booking.office_id)
    return answers.json_(staff_payloads.pressed(booking, rules, services.clock.now()))
