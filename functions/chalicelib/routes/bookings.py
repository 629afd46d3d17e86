"""A couple's booking: made, looked at again, moved, cancelled."""

from __future__ import annotations

from functools import partial

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.offices import Venue
from chalicelib.domain.secrets import normal_reference
from chalicelib.routes import answers, payloads, requests, schemas
from chalicelib.routes.problems import answers_refusals
from chalicelib.usecases.offices import with_rules
from chalicelib.wiring import Services

routes = Blueprint(__name__)

# Cancelling needs no words, so no body and no type of one is asked for.
ANY_BODY = ["*/*"]


@routes.route("/offices/{office}/bookings", methods=["POST"])
@answers_refusals
def create_booking(office: str) -> Response:
    """201 with the booking, or 200 when the same request made it before."""
    request = routes.current_request
    services = wiring.services()
    services.offices.get(office)
    body = requests.json_body(request)
    wish, key = requests.both(
        partial(schemas.booking_request, office, body),
        partial(requests.idempotency_key, request),
    )
    booked = services.bookings.book(wish, key)
    payload = _payload(services, booked.booking, booked.venue)
    return answers.json_(payload, status=201 if booked.made_now else 200)


@routes.route("/bookings/{reference}")
@answers_refusals
def show_booking(reference: str) -> Response:
    """The booking, for the bearer of its manage token."""
    services = wiring.services()
    booking = _own_booking(services, reference)
    return answers.json_(_payload(services, booking, services.bookings.venue(booking)))


@routes.route("/bookings/{reference}/cancel", methods=["POST"], content_types=ANY_BODY)
@answers_refusals
def cancel_booking(reference: str) -> Response:
    """The place is given back; the booking says ``cancelled``."""
    services = wiring.services()
    cancelled = services.bookings.cancel(_own_booking(services, reference))
    return answers.json_(_payload(services, cancelled, services.bookings.venue(cancelled)))


@routes.route("/bookings/{reference}/move", methods=["POST"])
@answers_refusals
def move_booking(reference: str) -> Response:
    """The booking in its new place; the old one is held until the new one is."""
    services = wiring.services()
    booking = _own_booking(services, reference)
    day, slot = schemas.move_request(requests.json_body(routes.current_request))
    moved = services.bookings.move(booking, day, slot)
    return answers.json_(_payload(services, moved, services.bookings.venue(moved)))


def _own_booking(services: Services, reference: str) -> Booking:
    """The booking whose manage token the request bears."""
    token = requests.bearer(routes.current_request)
    return services.bookings.look_up(normal_reference(reference), token)


def _payload(services: Services, booking: Booking, venue: Venue) -> payloads.Payload:
    _, rules = with_rules(services.offices, booking.office_id)
    return payloads.booking(
        booking,
        rules=rules,
        venue=venue,
        checklist=services.checklist,
        manage_token=services.bookings.manage_token(booking),
        base_url=services.settings.base_url,
    )
