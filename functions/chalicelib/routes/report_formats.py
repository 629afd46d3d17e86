"""The KPI report in the format asked for: JSON, or a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from chalice import Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.errors import FieldError, LinkInvalid, ValidationFailed
from chalicelib.domain.staff_links import READS_THE_REPORT
from chalicelib.routes import answers, report_csv, report_payload, requests, staff_access
from chalicelib.usecases.report import Report


def report(request: Request) -> Response:
    """The report of a span of dates, by default the last year."""
    link, _ = staff_access.link_of_download(request)
    # The dates of a report link say how long it is good. It tells no names, so any span is open.
    if link.scope not in READS_THE_REPORT:
        raise LinkInvalid
    answer = _format(request)
    first, last = requests.query_day(request, "from"), requests.query_day(request, "to")
    return answer(wiring.services().reports.report(link.office_id, first, last))


def _json(report: Report) -> Response:
    return answers.json_(report_payload.report(report))


def _csv(report: Report) -> Response:
    """The report for a spreadsheet: UTF-8 with a byte-order mark, as Excel needs for Thai."""
    name = f"report-{report.office.id}-{report.first}-{report.last}.csv"
    return answers.body(
        report_csv.table(report).encode("utf-8-sig"),
        "text/csv; charset=utf-8",
        headers=answers.NO_STORE | {"Content-Disposition": f'attachment; filename="{name}"'},
    )


_FORMATS: dict[str, Callable[[Report], Response]] = {"json": _json, "csv": _csv}


def _format(request: Request) -> Callable[[Report], Response]:
    name = requests.query(request, "format") or "json"
    try:
        return _FORMATS[name]
    except KeyError:
        raise ValidationFailed([FieldError("format", "report_format_unknown")]) from None
