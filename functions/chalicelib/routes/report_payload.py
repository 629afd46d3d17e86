"""The report as the JSON of the contract: shares are fractions, percentages are of 100."""

from __future__ import annotations

from chalicelib.domain.histograms import Histogram
from chalicelib.domain.kpis import OnTime, Satisfaction, ServiceMinutes
from chalicelib.domain.satisfaction import Score
from chalicelib.routes.payloads import Payload
from chalicelib.usecases.report import MonthLine, Report


def report(report: Report) -> Payload:
    """Everything; a share or mean of nothing is ``null``."""
    totals, targets = report.totals, report.targets
    return {
        "office": report.office.id,
        "office_name": report.office.name.as_json(),
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "made_at": report.made_at.isoformat(timespec="seconds"),
        "targets": {
            "satisfaction_percent": targets.satisfaction_percent,
            "satisfaction_method": targets.satisfaction_method,
            "minutes_before": targets.minutes_before,
            "minutes_target": targets.minutes_target,
            "smallest_group": targets.smallest_group,
        },
        "bookings": {
            "total": totals.bookings,
            "by_channel": dict(totals.channels),
            "by_month": {str(line.month): line.totals.bookings for line in report.months},
        },
        "came": totals.came,
        "finished": totals.finished,
        "on_time": _on_time(report.on_time),
        "service_minutes": _minutes(report.minutes),
        "satisfaction": _satisfaction(report),
        "no_shows": totals.no_shows,
        "cancellations": totals.cancelled,
        "lead_time_days": {
            "median": rounded(report.lead_time.median, 1),
            "histogram": _pairs(report.lead_time.histogram, "days"),
        },
        "slots": [
            {"start": start, "bookings": totals.slots[start]} for start in sorted(totals.slots)
        ],
        "months": [_month(line) for line in report.months],
        "comments": report.comments,
    }


def rounded(number: float | None, digits: int) -> float | None:
    """A number as it is told; a whole one without a fraction."""
    if number is None:
        return None
    short = round(number, digits)
    return int(short) if short == int(short) else short


def _on_time(judged: OnTime) -> Payload:
    return {
        "share": rounded(judged.share, 4),
        "n": judged.n,
        "tolerance_minutes": judged.tolerance_minutes,
        "clock": judged.clock,
        "by_register": judged.by_register,
        "by_desk": judged.by_desk,
        "unserved": judged.unserved,
    }


def _minutes(taken: ServiceMinutes) -> Payload:
    return {
        "median": rounded(taken.median, 1),
        "mean": rounded(taken.mean, 1),
        "share_within_30": rounded(taken.share_within_target, 4),
        "share_within_50": rounded(taken.share_within_before, 4),
        "n": taken.n,
        "histogram": _pairs(taken.histogram, "minutes"),
    }


def _satisfaction(report: Report) -> Payload:
    asked = report.satisfaction
    return {
        "method": report.targets.satisfaction_method,
        "percent": rounded(asked.overall.percent, 1),
        "mean": rounded(asked.overall.mean, 2),
        "top2_percent": rounded(asked.overall.top2_percent, 1),
        "n": asked.answered,
        "left_out": asked.left_out,
        "response_rate": rounded(asked.response_rate, 4),
        "interval_95": _interval(asked.overall.percent_interval),
        "top2_interval_95": _interval(asked.overall.top2_interval),
        "months": [str(month) for month in asked.months],
        "questions": [
            {
                "id": question.id,
                "topic": report.questionnaire.topics[question.topic].as_json(),
                "text": question.text.as_json(),
                **_question(asked, question.id),
            }
            for question in report.questionnaire.questions
        ],
    }


def _question(asked: Satisfaction, id_: str) -> Payload:
    found = asked.questions.get(id_, Score(0))
    return {
        "percent": rounded(found.percent, 1),
        "mean": rounded(found.mean, 2),
        "top2_percent": rounded(found.top2_percent, 1),
        "interval_95": _interval(found.percent_interval),
        "n": found.n,
        "levels": {str(level): times for level, times in sorted(found.levels.items())} or None,
    }


def _interval(interval: tuple[float, float] | None) -> list[float | None] | None:
    return [rounded(end, 1) for end in interval] if interval else None


def _month(line: MonthLine) -> Payload:
    totals, asked = line.totals, line.satisfaction
    return {
        "month": str(line.month),
        "bookings": totals.bookings,
        "by_channel": dict(totals.channels),
        "cancellations": totals.cancelled,
        "no_shows": totals.no_shows,
        "came": totals.came,
        "on_time_share": rounded(line.on_time.share, 4),
        "median_minutes": rounded(line.minutes.median, 1),
        "satisfaction_percent": rounded(asked.overall.percent, 1),
        "answers": asked.answered,
    }


def _pairs(histogram: Histogram, unit: str) -> list[dict[str, int]]:
    return [{unit: value, "couples": histogram[value]} for value in sorted(histogram)]
