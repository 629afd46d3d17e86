"""Writes ``functions/chalicelib/data/openapi.json``: the API in OpenAPI 3.1.

The bodies of requests come from the schemas that validate them and the codes of refusals from the
table that gives them their status; a test holds the paths against the app's own routes. Run
``make openapi`` after a change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import STATELESS
from chalicelib.domain.names import LONGEST_NAME
from chalicelib.routes import fields, problems, schemas
from chalicelib.routes.survey_schema import SurveyLevels
from infra.data import openapi_documents, openapi_staff, openapi_survey
from infra.data.openapi_parts import (
    DATE,
    INSTANT,
    STRING,
    TEXT,
    TIME,
    WHOLE,
    YES_OR_NO,
    Json,
    file_,
    idempotency_key,
    in_path,
    in_query,
    object_,
    operation,
    ref,
)

TARGET = Path(__file__).resolve().parents[2] / "functions" / "chalicelib" / "data" / "openapi.json"


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
        **openapi_staff.BODIES,
        **openapi_survey.BODIES,
        **openapi_documents.BODIES,
    }.items():
        spec.components.schema(name, schema=schema)
    document: Json = spec.to_dict()
    for part in (openapi_staff, openapi_survey, openapi_documents):
        document["components"]["schemas"] |= part.answers()
    document["components"]["schemas"] |= _answers()
    document["components"]["securitySchemes"] = {
        "manageToken": {"type": "http", "scheme": "bearer"},
        "staffToken": {"type": "http", "scheme": "bearer"},
        "surveyToken": {"type": "http", "scheme": "bearer"},
    }
    document["paths"] = _paths()
    for part in (openapi_staff, openapi_survey, openapi_documents):
        document["paths"] |= part.paths()
    return document


def _details(_: object, field: object, **__: object) -> Json:
    """What our own kinds of fields take, beyond what Marshmallow knows of them."""
    kinds: dict[type, Json] = {
        fields.Day: DATE,
        fields.ClockTime: TIME,
        fields.Name: {"minLength": 1, "maxLength": LONGEST_NAME},
        fields.Nationality: {"enum": [*data_files.countries(), STATELESS]},
        fields.Phone: {"examples": ["081 234 5678", "+49 151 23456789"]},
        SurveyLevels: openapi_survey.LEVELS,
    }
    return next((more for kind, more in kinds.items() if isinstance(field, kind)), {})


def _answers() -> Json:
    slot = {"slot": WHOLE, "start": TIME, "end": TIME, "label": TEXT}
    person = {"name": STRING, "nationality": STRING}
    venue = object_({"name": TEXT, "address": TEXT})
    reason = object_(
        {
            "code": {"enum": ["weekend", "holiday", "closed", "outside_window"]},
            "th": STRING,
            "en": STRING,
        }
    )
    return {
        "Text": object_({"th": STRING, "en": STRING}),
        "Problem": object_(
            {
                "type": STRING,
                "title": STRING,
                "status": {"type": "integer"},
                "code": {"enum": sorted(problems.STATUS)},
                "message": TEXT,
            },
            free_slots={"type": "array", "items": WHOLE},
            opens_at=INSTANT,
            record=ref("ServiceRecord"),
            errors={
                "type": "array",
                "items": object_(
                    {
                        "field": STRING,
                        "code": {"enum": sorted(data_files.field_messages())},
                        "message": TEXT,
                    }
                ),
            },
        ),
        "OfficeLine": object_({"id": STRING, "code": STRING, "name": TEXT, "booking": YES_OR_NO}),
        "Office": object_(
            {"id": STRING, "code": STRING, "name": TEXT, "booking": YES_OR_NO},
            address=TEXT,
            phone=STRING,
            location=object_({"latitude": {"type": "number"}, "longitude": {"type": "number"}}),
            arrive_minutes_early=WHOLE,
            slots={"type": "array", "items": object_(slot | {"capacity": WHOLE})},
        ),
        "Days": object_(
            {
                "office": STRING,
                "as_of": INSTANT,
                "days": {
                    "type": "array",
                    "items": object_(
                        {"date": DATE, "open": YES_OR_NO},
                        free=WHOLE,
                        capacity=WHOLE,
                        reason=reason,
                        opens_at=INSTANT,
                    ),
                },
            }
        ),
        "Day": object_(
            {
                "office": STRING,
                "date": DATE,
                "open": YES_OR_NO,
                "as_of": INSTANT,
                "venue": venue,
                "slots": {
                    "type": "array",
                    "items": object_(slot | {"capacity": WHOLE, "free": WHOLE}),
                },
            },
            reason=reason,
            opens_at=INSTANT,
        ),
        "Booking": object_(
            {
                "reference": STRING,
                "status": {"enum": ["booked", "cancelled"]},
                "can_move": YES_OR_NO,
                "can_cancel": YES_OR_NO,
                "office": STRING,
                "date": DATE,
                "slot": WHOLE,
                "start": TIME,
                "end": TIME,
                "arrive_by": TIME,
                "place": WHOLE,
                "venue": venue,
                "counter": STRING,
                "couple": {"type": "array", "items": object_(person)},
                "language": {"enum": ["th", "en"]},
                "manage_token": STRING,
                "manage_url": STRING,
                "calendar_url": STRING,
                "qr_url": STRING,
                "documents": {
                    "type": "array",
                    "items": object_(
                        {
                            "id": STRING,
                            "title": TEXT,
                            "detail": TEXT,
                            "for": {"enum": ["both", 0, 1]},
                            "of_either": YES_OR_NO,
                            "ask_office": YES_OR_NO,
                        }
                    ),
                },
            },
            survey_url=STRING,
            papers_state=openapi_documents.PAPERS_STATE,
            papers_count=openapi_documents.PAPERS_COUNT,
        ),
    }


def _paths() -> Json:
    office, reference = in_path("office"), in_path("reference")
    manage: list[Json] = [{"manageToken": []}]
    file_token, file_refused = [reference, in_query("token")], [404, 429, 503]
    return {
        "/health": {"get": operation("Is the service there?", "Health", [200, 503])},
        "/openapi.json": {"get": operation("This document", "Document", [200])},
        "/offices": {"get": operation("All 50 district offices", "OfficeLines", [200])},
        "/offices/{office}": {
            "get": operation("One office", "Office", [200, 404], parameters=[office])
        },
        "/offices/{office}/days": {
            "get": operation(
                "The calendar; by default the whole booking window",
                "Days",
                [200, 404, 422, 503],
                parameters=[office, in_query("from", DATE), in_query("to", DATE)],
            )
        },
        "/offices/{office}/days/{day}": {
            "get": operation(
                "The slots of one day",
                "Day",
                [200, 404, 422, 503],
                parameters=[office, in_path("day", DATE)],
            )
        },
        "/offices/{office}/bookings": {
            "post": operation(
                "Book a slot: 201, or 200 when this very request was made before",
                "Booking",
                [201, 200, 400, 404, 409, 413, 415, 422, 429, 503],
                parameters=[office, idempotency_key()],
                body="BookingRequest",
            )
        },
        "/bookings/resend": {
            "post": operation(
                "Mail the manage link to the address on file, if both match",
                "Message",
                [202, 400, 413, 415, 422, 503],
                body="ResendRequest",
            )
        },
        "/bookings/{reference}": {
            "get": operation(
                "The booking, for the bearer of its manage token",
                "Booking",
                [200, 404, 429, 503],
                parameters=[reference],
                security=manage,
            )
        },
        "/bookings/{reference}/cancel": {
            "post": operation(
                "Give the place back",
                "Booking",
                [200, 404, 409, 413, 429, 503],
                parameters=[reference],
                security=manage,
            )
        },
        "/bookings/{reference}/move": {
            "post": operation(
                "Take another place and give this one back, both or neither",
                "Booking",
                [200, 400, 404, 409, 413, 415, 422, 429, 503],
                parameters=[reference],
                security=manage,
                body="MoveRequest",
            )
        },
        "/bookings/{reference}/calendar.ics": {
            "get": file_(
                "The appointment for a calendar", "text/calendar", file_token, [404, 429, 503]
            )
        },
        "/bookings/{reference}/qr.svg": {
            "get": file_("The reference as a picture", "image/svg+xml", file_token, file_refused)
        },
    }


def main() -> None:
    """Write the file."""
    text = json.dumps(build(), ensure_ascii=False, indent=1)
    TARGET.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
