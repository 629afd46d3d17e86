"""Writes ``functions/chalicelib/data/openapi.json``: the API in OpenAPI 3.1.

The bodies of requests come from the schemas that validate them and the codes of refusals from the
table that gives them their status; a test holds the paths against the app's own routes. Run
``make openapi`` after a change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import STATELESS
from chalicelib.domain.names import LONGEST_NAME
from chalicelib.routes import fields, problems, schemas

TARGET = Path(__file__).resolve().parents[2] / "functions" / "chalicelib" / "data" / "openapi.json"

Json = dict[str, Any]

DATE = {"type": "string", "format": "date", "examples": ["2026-12-14"]}
TIME = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["08:31"]}
INSTANT = {"type": "string", "format": "date-time"}
STRING = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
YES_OR_NO = {"type": "boolean"}
TEXT = {"$ref": "#/components/schemas/Text"}


def build() -> Json:
    """The whole document."""
    plugin = MarshmallowPlugin()
    spec = APISpec(
        title="NatRak",
        version="1",
        openapi_version="3.1.0",
        plugins=[plugin],
        info={"summary": "The online queue of a marriage registry"},
        servers=[{"url": "/api"}],
    )
    converter = cast("OpenAPIConverter", plugin.converter)
    converter.add_attribute_function(_details)  # type: ignore[no-untyped-call]
    for name, schema in {
        "BookingRequest": schemas.BookingSchema,
        "MoveRequest": schemas.MoveSchema,
        "ResendRequest": schemas.ResendSchema,
    }.items():
        spec.components.schema(name, schema=schema)
    document: Json = spec.to_dict()
    document["components"]["schemas"] |= _answers()
    document["components"]["securitySchemes"] = {
        "manageToken": {"type": "http", "scheme": "bearer"},
        "staffToken": {"type": "http", "scheme": "bearer"},
    }
    document["paths"] = _paths()
    return document


def _details(_: object, field: object, **__: object) -> Json:
    """What our own kinds of fields take, beyond what Marshmallow knows of them."""
    if isinstance(field, fields.Day):
        return DATE
    if isinstance(field, fields.Name):
        return {"minLength": 1, "maxLength": LONGEST_NAME}
    if isinstance(field, fields.Nationality):
        return {"enum": [*data_files.countries(), STATELESS]}
    if isinstance(field, fields.Phone):
        return {"examples": ["081 234 5678", "+49 151 23456789"]}
    return {}


def _answers() -> Json:
    slot = {"slot": WHOLE, "start": TIME, "end": TIME, "label": TEXT}
    person = {"name": STRING, "nationality": STRING}
    venue = _object({"name": TEXT, "address": TEXT})
    reason = _object(
        {
            "code": {"enum": ["weekend", "holiday", "closed", "outside_window"]},
            "th": STRING,
            "en": STRING,
        }
    )
    return {
        "Text": _object({"th": STRING, "en": STRING}),
        "Problem": _object(
            {
                "type": STRING,
                "title": STRING,
                "status": {"type": "integer"},
                "code": {"enum": sorted(problems.STATUS)},
                "message": TEXT,
            },
            free_slots={"type": "array", "items": WHOLE},
            opens_at=INSTANT,
            errors={
                "type": "array",
                "items": _object(
                    {
                        "field": STRING,
                        "code": {"enum": sorted(data_files.field_messages())},
                        "message": TEXT,
                    }
                ),
            },
        ),
        "OfficeLine": _object({"id": STRING, "code": STRING, "name": TEXT, "booking": YES_OR_NO}),
        "Office": _object(
            {"id": STRING, "code": STRING, "name": TEXT, "booking": YES_OR_NO},
            address=TEXT,
            phone=STRING,
            location=_object({"latitude": {"type": "number"}, "longitude": {"type": "number"}}),
            arrive_minutes_early=WHOLE,
            slots={"type": "array", "items": _object(slot | {"capacity": WHOLE})},
        ),
        "Days": _object(
            {
                "office": STRING,
                "as_of": INSTANT,
                "days": {
                    "type": "array",
                    "items": _object(
                        {"date": DATE, "open": YES_OR_NO},
                        free=WHOLE,
                        capacity=WHOLE,
                        reason=reason,
                        opens_at=INSTANT,
                    ),
                },
            }
        ),
        "Day": _object(
            {
                "office": STRING,
                "date": DATE,
                "open": YES_OR_NO,
                "as_of": INSTANT,
                "venue": venue,
                "slots": {
                    "type": "array",
                    "items": _object(slot | {"capacity": WHOLE, "free": WHOLE}),
                },
            },
            reason=reason,
            opens_at=INSTANT,
        ),
        "Booking": _object(
            {
                "reference": STRING,
                "status": {"enum": ["booked", "cancelled"]},
                "office": STRING,
                "date": DATE,
                "slot": WHOLE,
                "start": TIME,
                "end": TIME,
                "arrive_by": TIME,
                "place": WHOLE,
                "venue": venue,
                "counter": STRING,
                "couple": {"type": "array", "items": _object(person)},
                "language": {"enum": ["th", "en"]},
                "manage_token": STRING,
                "manage_url": STRING,
                "calendar_url": STRING,
                "qr_url": STRING,
                "documents": {
                    "type": "array",
                    "items": _object(
                        {
                            "id": STRING,
                            "title": TEXT,
                            "detail": TEXT,
                            "for": {"enum": ["both", 0, 1]},
                            "ask_office": YES_OR_NO,
                        }
                    ),
                },
            }
        ),
        "DayList": _object(
            {
                "office": STRING,
                "date": DATE,
                "made_at": INSTANT,
                "bookings": WHOLE,
                "rows": {
                    "type": "array",
                    "items": _object(
                        slot
                        | {
                            "order": WHOLE,
                            "place": WHOLE,
                            "booking": {"type": ["object", "null"]},
                        }
                    ),
                },
                "cancelled": {"type": "array", "items": {"type": "object"}},
            }
        ),
    }


def _paths() -> Json:
    office, reference = _in_path("office"), _in_path("reference")
    manage: list[Json] = [{"manageToken": []}]
    file_token, file_refused = [reference, _in_query("token")], [404, 429, 503]
    return {
        "/health": {"get": _operation("Is the service there?", "Health", [200, 503])},
        "/openapi.json": {"get": _operation("This document", "Document", [200])},
        "/offices": {"get": _operation("All 50 district offices", "OfficeLines", [200])},
        "/offices/{office}": {
            "get": _operation("One office", "Office", [200, 404], parameters=[office])
        },
        "/offices/{office}/days": {
            "get": _operation(
                "The calendar; by default the whole booking window",
                "Days",
                [200, 404, 422, 503],
                parameters=[office, _in_query("from", DATE), _in_query("to", DATE)],
            )
        },
        "/offices/{office}/days/{day}": {
            "get": _operation(
                "The slots of one day",
                "Day",
                [200, 404, 422, 503],
                parameters=[office, _in_path("day", DATE)],
            )
        },
        "/offices/{office}/bookings": {
            "post": _operation(
                "Book a slot: 201, or 200 when this very request was made before",
                "Booking",
                [201, 200, 400, 404, 409, 413, 415, 422, 429, 503],
                parameters=[office, _idempotency_key()],
                body="BookingRequest",
            )
        },
        "/bookings/resend": {
            "post": _operation(
                "Mail the manage link to the address on file, if both match",
                "Message",
                [202, 400, 413, 415, 422, 503],
                body="ResendRequest",
            )
        },
        "/bookings/{reference}": {
            "get": _operation(
                "The booking, for the bearer of its manage token",
                "Booking",
                [200, 404, 429, 503],
                parameters=[reference],
                security=manage,
            )
        },
        "/bookings/{reference}/cancel": {
            "post": _operation(
                "Give the place back",
                "Booking",
                [200, 404, 409, 413, 429, 503],
                parameters=[reference],
                security=manage,
            )
        },
        "/bookings/{reference}/move": {
            "post": _operation(
                "Take another place and give this one back, both or neither",
                "Booking",
                [200, 400, 404, 409, 413, 415, 422, 429, 503],
                parameters=[reference],
                security=manage,
                body="MoveRequest",
            )
        },
        "/bookings/{reference}/calendar.ics": {
            "get": _file(
                "The appointment for a calendar", "text/calendar", file_token, [404, 429, 503]
            )
        },
        "/bookings/{reference}/qr.svg": {
            "get": _file("The reference as a picture", "image/svg+xml", file_token, file_refused)
        },
        "/staff/day-list": {"get": _day_list()},
    }


def _operation(
    summary: str,
    answer: str,
    statuses: list[int],
    *,
    parameters: list[Json] | None = None,
    body: str | None = None,
    security: list[Json] | None = None,
) -> Json:
    operation: Json = {
        "summary": summary,
        "parameters": parameters or [],
        "responses": {str(s): _answer(s, answer) for s in [*statuses, *_ANYWHERE]},
    }
    if body:
        schema = {"$ref": f"#/components/schemas/{body}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    if security:
        operation["security"] = security
    return operation


# A wrong method, and a fault of ours: never meant, always said in the same form.
_ANYWHERE = (405, 500)
_FIRST_ERROR = 400
# Answers too small to have a name of their own.
_SMALL: Json = {
    "Health": {"type": "object", "properties": {"status": {"const": "ok"}}},
    "Document": {"type": "object"},
    "Message": {"type": "object", "properties": {"message": TEXT}, "required": ["message"]},
    "OfficeLines": {
        "type": "object",
        "properties": {
            "offices": {"type": "array", "items": {"$ref": "#/components/schemas/OfficeLine"}}
        },
        "required": ["offices"],
    },
}


def _answer(status: int, name: str) -> Json:
    if status >= _FIRST_ERROR:
        return _content(problems.CONTENT_TYPE, {"$ref": "#/components/schemas/Problem"}, "Refused")
    schema = _SMALL.get(name, {"$ref": f"#/components/schemas/{name}"})
    return _content("application/json", schema, "Answered")


def _file(summary: str, content_type: str, parameters: list[Json], refused: list[int]) -> Json:
    answers = {"200": _content(content_type, STRING, "Answered")}
    answers |= {str(status): _answer(status, "") for status in [*refused, *_ANYWHERE]}
    return {"summary": summary, "parameters": parameters, "responses": answers}


def _day_list() -> Json:
    kinds = ["html", "csv", "json"]
    answered: Json = {"description": "Answered", "content": {}}
    answered["content"] = {
        "text/html": {"schema": STRING},
        "text/csv": {"schema": STRING},
        "application/json": {"schema": {"$ref": "#/components/schemas/DayList"}},
    }
    answers: Json = {"200": answered}
    for status in [401, 403, 404, 422, 503, *_ANYWHERE]:
        refused = _answer(status, "")
        refused["content"]["text/html"] = {"schema": STRING}
        answers[str(status)] = refused
    return {
        "summary": "The day list, by signed link",
        "parameters": [
            _in_query("token"),
            _in_query("date", DATE),
            _in_query("format", {"enum": kinds, "default": "html"}),
        ],
        "security": [{"staffToken": []}, {}],
        "responses": answers,
    }


def _content(content_type: str, schema: Json, description: str) -> Json:
    return {"description": description, "content": {content_type: {"schema": schema}}}


def _in_path(name: str, schema: Json = STRING) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(name: str, schema: Json = STRING) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _idempotency_key() -> Json:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
    }


def _object(required: Json, **optional: Json) -> Json:
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def main() -> None:
    """Write the file."""
    text = json.dumps(build(), ensure_ascii=False, indent=1)
    TARGET.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
