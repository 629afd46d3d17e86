"""The survey's and the report's part of the description of the API, see ``make_openapi``."""

from __future__ import annotations

from chalicelib.adapters import data_files
from chalicelib.routes import survey_schema
from infra.data.openapi_parts import (
    ANYWHERE,
    DATE,
    INSTANT,
    STRING,
    TEXT,
    TIME,
    WHOLE,
    YES_OR_NO,
    Json,
    answer,
    array,
    content,
    file_,
    in_query,
    object_,
    operation,
    or_null,
    ref,
)

BODIES = {"SurveyRequest": survey_schema.SurveySchema}

LEVELS: Json = {
    "type": "object",
    "properties": {
        question.id: {"enum": [*data_files.questionnaire().levels, None]}
        for question in data_files.questionnaire().questions
    },
    "additionalProperties": False,
}

_BEARER: list[Json] = [{"surveyToken": []}]
_REFUSED = [401, 404]
_MONTH = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2026-12"]}
_SHARE = or_null({"type": "number", "minimum": 0, "maximum": 1})
_PERCENT = or_null({"type": "number", "minimum": 0, "maximum": 100})
_NUMBER = or_null({"type": "number"})
_INTERVAL = or_null(array({"type": "number"}) | {"minItems": 2, "maxItems": 2})
_COUNTS = {"type": "object", "additionalProperties": WHOLE}


def answers() -> Json:
    """The answers by name."""
    question = object_({"id": STRING, "topic": STRING, "text": TEXT})
    return {
        "Survey": object_(
            {
                "office": STRING,
                "month": _MONTH,
                "answered": YES_OR_NO,
                "questions": array(question),
                "levels": array(object_({"value": WHOLE, "text": TEXT})),
                "not_applicable": TEXT,
            }
        ),
        "SurveyAnswered": object_({"status": {"const": "answered"}, "message": TEXT}),
        "Report": _report(),
    }


def paths() -> Json:
    """The routes."""
    qr = file_(
        "The way to the survey as a picture, for the screen at the counter",
        "image/svg+xml",
        [in_query("language", {"enum": ["th", "en"]})],
        _REFUSED,
    )
    return {
        "/survey": {
            "get": operation(
                "What is asked, and whether it has been answered",
                "Survey",
                [200, *_REFUSED, 503],
                security=_BEARER,
            ),
            "post": operation(
                "Answer, once for each token; the answer is kept with its month only",
                "SurveyAnswered",
                [201, 400, *_REFUSED, 409, 413, 415, 422, 503],
                security=_BEARER,
                body="SurveyRequest",
            ),
        },
        "/survey/qr.svg": {"get": qr | {"security": _BEARER}},
        "/staff/report": {"get": _report_route()},
    }


def _report_route() -> Json:
    answered = content("application/json", ref("Report"), "Answered")
    answered["content"]["text/csv"] = {"schema": STRING}
    refused = [401, 403, 404, 422, 503, *ANYWHERE]
    return {
        "summary": "The KPIs of a span of at most 400 days, by default of the last year",
        "parameters": [
            in_query("token"),
            in_query("from", DATE),
            in_query("to", DATE),
            in_query("format", {"enum": ["json", "csv"], "default": "json"}),
        ],
        "security": [{"staffToken": []}, {}],
        "responses": {"200": answered} | {str(status): answer(status, "") for status in refused},
    }


def _report() -> Json:
    score: Json = {
        "percent": _PERCENT,
        "mean": _NUMBER,
        "top2_percent": _PERCENT,
        "interval_95": _INTERVAL,
        "n": WHOLE,
    }
    question = {"id": STRING, "topic": TEXT, "text": TEXT, **score, "levels": or_null(_COUNTS)}
    month: Json = {
        "month": _MONTH,
        "bookings": WHOLE,
        "by_channel": _COUNTS,
        "cancellations": WHOLE,
        "no_shows": WHOLE,
        "came": WHOLE,
        "on_time_share": _SHARE,
        "median_minutes": _NUMBER,
        "satisfaction_percent": _PERCENT,
        "answers": WHOLE,
    }
    return object_(
        {
            "office": STRING,
            "office_name": TEXT,
            "from": DATE,
            "to": DATE,
            "made_at": INSTANT,
            "targets": object_(
                {
                    "satisfaction_percent": WHOLE,
                    "satisfaction_method": {"const": "mean_of_5"},
                    "minutes_before": WHOLE,
                    "minutes_target": WHOLE,
                    "smallest_group": WHOLE,
                }
            ),
            "bookings": object_({"total": WHOLE, "by_channel": _COUNTS, "by_month": _COUNTS}),
            "came": WHOLE,
            "finished": WHOLE,
            "on_time": object_(
                {
                    "share": _SHARE,
                    "n": WHOLE,
                    "tolerance_minutes": WHOLE,
                    "clock": {"enum": ["register", "desk", "both", None]},
                    "by_register": WHOLE,
                    "by_desk": WHOLE,
                    "unserved": WHOLE,
                }
            ),
            "service_minutes": object_(
                {
                    "median": _NUMBER,
                    "mean": _NUMBER,
                    "share_within_30": _SHARE,
                    "share_within_50": _SHARE,
                    "n": WHOLE,
                    "histogram": array(object_({"minutes": WHOLE, "couples": WHOLE})),
                }
            ),
            "satisfaction": object_(
                {
                    "method": {"const": "mean_of_5"},
                    **score,
                    "left_out": WHOLE,
                    "response_rate": _SHARE,
                    "top2_interval_95": _INTERVAL,
                    "months": array(_MONTH),
                    "questions": array(object_(question)),
                }
            ),
            "no_shows": WHOLE,
            "cancellations": WHOLE,
            "lead_time_days": object_(
                {
                    "median": _NUMBER,
                    "histogram": array(object_({"days": WHOLE, "couples": WHOLE})),
                }
            ),
            "slots": array(object_({"start": TIME, "bookings": WHOLE})),
            "months": array(object_(month)),
            "comments": array(STRING),
        }
    )
