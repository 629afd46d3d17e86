"""Is the service there?"""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib import wiring
from chalicelib.routes import answers
from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/health")
@answers_refusals
def health() -> Response:
    """``{"status": "ok"}`` once the table has answered."""
    wiring.services().store.ping()
    return answers.json_({"status": "ok"})
