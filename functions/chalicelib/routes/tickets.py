"""The files a couple takes along: an entry for their calendar, a code for the desk's scanner."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.adapters import qr
from chalicelib.domain.bookings import Booking
from chalicelib.domain.secrets import normal_reference
from chalicelib.routes import answers, requests
from chalicelib.routes.problems import answers_refusals
from chalicelib.services import Services
from chalicelib.usecases.offices import with_rules

routes = Blueprint(__name__)


@routes.route("/bookings/{reference}/calendar.ics")
@answers_refusals
def show_calendar_file(reference: str) -> Response:
    """The appointment as a calendar file; a cancelled one takes itself out of the calendar."""
    from chalicelib.adapters import calendar_file

    services = wiring.services()
    booking = _booking(services, reference)
    office, rules = with_rules(services.offices, booking.office_id)
    appointment = calendar_file.Appointment(
        booking=booking,
        office=office,
        rules=rules,
        venue=services.bookings.venue(booking),
        papers=tuple(services.checklist.to_bring(booking.documents, booking.couple)),
        organizer=services.settings.mail_from,
    )
    file = calendar_file.write(appointment, services.clock.now())
    # Not as an attachment: a phone then offers to add it to the calendar, and a computer saves it.
    headers = answers.NO_STORE | {"Content-Disposition": f'inline; filename="{calendar_file.NAME}"'}
    return answers.body(file, calendar_file.content_type(booking), headers=headers)


@routes.route("/bookings/{reference}/qr.svg")
@answers_refusals
def show_qr_code(reference: str) -> Response:
    """The booking's reference as a picture."""
    booking = _booking(wiring.services(), reference)
    headers = answers.NO_STORE | {"Content-Security-Policy": "default-src 'none'"}
    return answers.body(qr.svg(booking.reference), "image/svg+xml", headers=headers)


def _booking(services: Services, reference: str) -> Booking:
    request = routes.current_request
    with services.guesses.counted(requests.caller(request), services.clock.now()):
        return services.tickets.look_up(
            normal_reference(reference),
            manage_token=requests.bearer(request),
            ticket_token=requests.query(request, "token") or "",
        )
