"""The lists staff open with a signed link. Opening changes nothing: mail scanners open too."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/staff/day-list")
@answers_refusals
def show_day_list() -> Response:
    """The day list in the format asked for; with ``list=phone`` the couples to be called."""
    from chalicelib.routes import staff_lists

    return staff_lists.day_list(routes.current_request)


@routes.route("/staff/service-log")
@answers_refusals
def show_service_log() -> Response:
    """The time sheet in the format asked for."""
    from chalicelib.routes import staff_lists

    return staff_lists.service_log(routes.current_request)
