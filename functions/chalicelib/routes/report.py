"""The KPI report, by signed link."""

from __future__ import annotations

from chalice import Blueprint, Response

from chalicelib.routes.problems import answers_refusals

routes = Blueprint(__name__)


@routes.route("/staff/report")
@answers_refusals
def show_report() -> Response:
    """The report of a span of dates, by default the last year."""
    from chalicelib.routes import report_formats

    return report_formats.report(routes.current_request)
