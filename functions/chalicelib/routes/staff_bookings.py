"""Bookings that staff enter, find and change for a couple that asks another way than online."""

from __future__ import annotations

from functools import partial

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.secrets import normal_reference
from chalicelib.routes import answers, requests, schemas, staff_access, staff_payloads
from chalicelib.routes.bookings import ANY_BODY, payload
from chalicelib.routes.problems import answers_refusals
from chalicelib.usecases.offices import with_rules

routes = Blueprint(__name__)


@routes.route("/staff/bookings", methods=["POST"])
@answers_refusals
def enter_booking() -> Response:
    """201 with the booking as the couple gets it, or 200 when the same request made it before."""
    from chalicelib.routes import staff_schemas as bodies

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    wish, key = requests.both(
        partial(bodies.staff_booking_request, link.office_id, requests.json_body(request)),
        partial(requests.idempotency_key, request),
    )
    booked = services.counter.book(link, wish, key)
    shown = payload(services, booked.booking, booked.venue)
    return answers.json_(shown, status=201 if booked.made_now else 200)


@routes.route("/staff/bookings/find", methods=["POST"])
@answers_refusals
def find_bookings() -> Response:
    """By reference, name or phone; in a body, because addresses end up in logs."""
    from chalicelib.routes import staff_schemas as bodies

    request, services = routes.current_request, wiring.services()
    link = staff_access.link(request)
    query = bodies.search_query(requests.json_body(request))
    _, rules = with_rules(services.offices, link.office_id)
    now = services.clock.now()
    found = services.counter.find(link, query)
    return answers.json_(staff_payloads.found(found, rules, now, services.checklist))


@routes.route("/staff/bookings/{reference}/cancel", methods=["POST"], content_types=ANY_BODY)
@answers_refusals
def cancel_for_couple(reference: str) -> Response:
    """The place is given back, for a couple that calls."""
    link = staff_access.link(routes.current_request)
    return _changed(wiring.services().counter.cancel(link, normal_reference(reference)))


@routes.route("/staff/bookings/{reference}/move", methods=["POST"])
@answers_refusals
def move_for_couple(reference: str) -> Response:
    """Another place, for a couple that calls."""
    request = routes.current_request
    link = staff_access.link(request)
    day, slot = schemas.move_request(requests.json_body(request))
    return _changed(wiring.services().counter.move(link, normal_reference(reference), day, slot))


@routes.route("/staff/bookings/{reference}/link", methods=["POST"], content_types=ANY_BODY)
@answers_refusals
def renew_link(reference: str) -> Response:
    """A new manage link, for a couple that lost its own or gave it away."""
    link = staff_access.link(routes.current_request)
    return _changed(wiring.services().counter.renew_link(link, normal_reference(reference)))


def _changed(booking: Booking) -> Response:
    services = wiring.services()
    return answers.json_(payload(services, booking, services.bookings.venue(booking)))
