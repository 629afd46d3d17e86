"""A couple's booking: made, looked at again, moved, cancelled, its lost link sent again."""

from __future__ import annotations

from functools import partial

from chalice import Blueprint, Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.offices import Venue
from chalicelib.domain.secrets import normal_reference
from chalicelib.domain.text import Text
from chalicelib.routes import answers, payloads, requests, schemas
from chalicelib.routes.problems import answers_refusals
from chalicelib.services import Services
from chalicelib.usecases.offices import with_rules

routes = Blueprint(__name__)

# Cancelling needs no words, so no body and no type of one is asked for.
ANY_BODY = ["*/*"]

MAY_BE_SENT = Text(
    th="หากรหัสการจองและหมายเลขโทรศัพท์ตรงกัน และมีอีเมลที่ให้ไว้ตอนจอง ท่านจะได้รับลิงก์ทางอีเมลนั้น"
    "ในไม่กี่นาที หากไม่ได้รับ กรุณาโทรหาสำนักงานเขต",
    en="If the booking reference and the phone number belong together, and you gave an e-mail "
    "address when you booked, the link will reach you there in a few minutes. If it does not, "
    "please call the office.",
)


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
    shown = payload(services, booked.booking, booked.venue)
    return answers.json_(shown, status=201 if booked.made_now else 200)


@routes.route("/bookings/resend", methods=["POST"])
@answers_refusals
def resend_link() -> Response:
    """202, whether or not there is such a booking: the answer tells a stranger nothing."""
    reference, phone = schemas.resend_request(requests.json_body(routes.current_request))
    wiring.services().lost_links.ask(reference, phone)
    return answers.json_({"message": MAY_BE_SENT.as_json()}, status=202)


@routes.route("/bookings/{reference}")
@answers_refusals
def show_booking(reference: str) -> Response:
    """The booking, for the bearer of its manage token."""
    services = wiring.services()
    booking = own_booking(services, routes.current_request, reference)
    return answers.json_(payload(services, booking, services.bookings.venue(booking)))


@routes.route("/bookings/{reference}/cancel", methods=["POST"], content_types=ANY_BODY)
@answers_refusals
def cancel_booking(reference: str) -> Response:
    """The place is given back; the booking says ``cancelled``."""
    services = wiring.services()
    cancelled = services.bookings.cancel(own_booking(services, routes.current_request, reference))
    return answers.json_(payload(services, cancelled, services.bookings.venue(cancelled)))


@routes.route("/bookings/{reference}/move", methods=["POST"])
@answers_refusals
def move_booking(reference: str) -> Response:
    """The booking in its new place; the old one is held until the new one is."""
    services = wiring.services()
    booking = own_booking(services, routes.current_request, reference)
    day, slot = schemas.move_request(requests.json_body(routes.current_request))
    moved = services.bookings.move(booking, day, slot)
    return answers.json_(payload(services, moved, services.bookings.venue(moved)))


def own_booking(services: Services, request: Request, reference: str) -> Booking:
    """The booking whose manage token the request bears."""
    with services.guesses.counted(requests.caller(request), services.clock.now()):
        return services.bookings.look_up(normal_reference(reference), requests.bearer(request))


def payload(services: Services, booking: Booking, venue: Venue) -> payloads.Payload:
    """A booking with all that its couple is given."""
    _, rules = with_rules(services.offices, booking.office_id)
    return payloads.booking(
        booking,
        rules=rules,
        venue=venue,
        checklist=services.checklist,
        manage_token=services.bookings.manage_token(booking),
        links=services.links,
        now=services.clock.now(),
        takes_papers=services.takes_papers,
    )
