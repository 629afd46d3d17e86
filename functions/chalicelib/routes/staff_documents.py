"""Papers that couples sent, for the officers who look at them before the visit."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import PaperUnknown
from chalicelib.domain.secrets import normal_reference
from chalicelib.domain.sent_papers import PaperFolder
from chalicelib.routes import (
    answers,
    document_payloads,
    requests,
    staff_access,
    staff_payloads,
)
from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)

# A picture is drawn anew from what was sent; should a browser ever be shown it as a page all the
# same, it may run nothing, load nothing and stay nowhere.
AS_A_FILE = answers.NO_STORE | {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@routes.route("/staff/documents")
@answers_refusals
def list_waiting() -> Response:
    """Couples with papers to be looked at, the oldest appointment first."""
    services = wiring.services()
    link = staff_access.link(routes.current_request)
    return answers.json_(
        {
            "now": staff_payloads.instant(services.clock.now()),
            "couples": [_couple(*each) for each in services.paper_reviews.waiting(link)],
            "asks": document_payloads.asks(services.paper_check),
        }
    )


@routes.route("/staff/bookings/{reference}/documents")
@answers_refusals
def list_of_couple(reference: str) -> Response:
    """What one couple sent."""
    link = staff_access.link(routes.current_request)
    found = wiring.services().paper_reviews.of(link, normal_reference(reference))
    return answers.json_(_couple(*found))


@routes.route("/staff/bookings/{reference}/documents/{document}/pages/{number}")
@answers_refusals
def show_page(reference: str, document: str, number: str) -> Response:
    """A page as a JPEG, with the token in the header only."""
    link = staff_access.link(routes.current_request)
    if not (number.isascii() and number.isdecimal()):
        raise PaperUnknown
    reviews = wiring.services().paper_reviews
    content = reviews.page(link, normal_reference(reference), document, int(number))
    name = {"Content-Disposition": f'attachment; filename="paper-{int(number)}.jpg"'}
    return answers.body(content, "image/jpeg", headers=AS_A_FILE | name)


@routes.route("/staff/bookings/{reference}/documents/{document}/review", methods=["POST"])
@answers_refusals
def review_document(reference: str, document: str) -> Response:
    """Accepted, or asked for again; the couple's papers as they are then."""
    from chalicelib.routes.staff_schemas import review

    request = routes.current_request
    link = staff_access.link(request)
    decision, message = review(requests.json_body(request))
    reviews = wiring.services().paper_reviews
    reviewed = reviews.review(link, normal_reference(reference), document, decision, message)
    return answers.json_(_couple(*reviewed))


def _couple(booking: Booking, folder: PaperFolder) -> document_payloads.Payload:
    services = wiring.services()
    return document_payloads.couple_to_review(
        booking, folder, services.paper_check, services.checklist
    )
