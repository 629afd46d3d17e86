"""Papers a couple sends before the visit: asked for, listed, deleted. The files go to S3."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.sent_papers import PaperFolder
from chalicelib.routes import answers, document_payloads, requests, schemas
from chalicelib.routes.bookings import own_booking
from chalicelib.routes.problems import answers_refusals
from chalicelib.services import Services

routes = Blueprint(__name__)


@routes.route("/bookings/{reference}/documents", methods=["POST"])
@answers_refusals
def ask_to_send(reference: str) -> Response:
    """201 with a form that takes this one file, for a few minutes."""
    services, request = wiring.services(), routes.current_request
    papers = services.papers
    booking = own_booking(services, request, reference)
    wish = schemas.upload_wish(requests.json_body(request))
    paper, form = papers.ask(booking, wish)
    shown = document_payloads.document(paper, services.paper_check)
    now = services.clock.now()
    return answers.json_(shown | {"upload": document_payloads.upload(form, now)}, status=201)


@routes.route("/bookings/{reference}/documents")
@answers_refusals
def list_sent(reference: str) -> Response:
    """What was sent and what became of it, and which papers may be sent."""
    services = wiring.services()
    papers = services.papers
    booking = own_booking(services, routes.current_request, reference)
    return _listed(services, booking, papers.folder(booking))


@routes.route("/bookings/{reference}/documents/{document}", methods=["DELETE"])
@answers_refusals
def delete_sent(reference: str, document: str) -> Response:
    """The file and its pictures are deleted at once; the list that is left."""
    services = wiring.services()
    papers = services.papers
    booking = own_booking(services, routes.current_request, reference)
    return _listed(services, booking, papers.delete(booking, document))


def _listed(services: Services, booking: Booking, folder: PaperFolder) -> Response:
    shown = document_payloads.couples_list(
        booking, folder, services.paper_check, services.checklist, services.clock.now()
    )
    return answers.json_(shown)
