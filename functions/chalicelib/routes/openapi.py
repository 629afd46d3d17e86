"""The API's own description."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib.adapters import data_files
from chalicelib.routes import answers
from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/openapi.json")
@answers_refusals
def show_openapi() -> Response:
    """OpenAPI 3.1, made from the definitions that validate (see ``make openapi``)."""
    return answers.body(data_files.openapi(), "application/json", headers=answers.AN_HOUR)
