"""A couple's booking: made, and looked at again."""

from __future__ import annotations

from functools import partial

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.secrets import normal_reference
from chalicelib.routes import answers, payloads, requests, schemas
from chalicelib.routes.problems import answers_refusals
from chalicelib.usecases.availability import office_with_rules
from chalicelib.wiring import Services

routes = Blueprint(__name__)


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
    return answers.json_(_payload(services, booked.booking), status=201 if booked.made_now else 200)


@routes.route("/bookings/{reference}")
@answers_refusals
def show_booking(reference: str) -> Response:
    """The booking, for the bearer of its manage token."""
    token = requests.bearer(routes.current_request)
    services = wiring.services()
    booking = services.bookings.look_up(normal_reference(reference), token)
    return answers.json_(_payload(services, booking))


def _payload(services: Services, booking: Booking) -> payloads.Payload:
    office, rules = office_with_rules(services.offices, booking.office_id)
    return payloads.booking(
        booking,
        office=office,
        rules=rules,
        checklist=services.checklist,
        manage_token=services.bookings.manage_token(booking),
        base_url=services.settings.base_url,
    )
