"""The staff's part of the description of the API, see ``make_openapi``."""

from __future__ import annotations

from chalicelib.adapters.spreadsheets import XLSX_TYPE
from chalicelib.domain.bookings import STAFF_CHANNELS
from chalicelib.domain.service_records import PRESS_DEEDS
from chalicelib.routes import staff_schemas
from infra.data import openapi_documents
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
    idempotency_key,
    in_path,
    in_query,
    object_,
    operation,
    or_null,
    ref,
)

BODIES = {
    "PressRequest": staff_schemas.PressSchema,
    "FinishRequest": staff_schemas.FinishSchema,
    "UndoRequest": staff_schemas.UndoSchema,
    "StaffBookingRequest": staff_schemas.StaffBookingSchema,
    "FindRequest": staff_schemas.FindSchema,
    "TickRequest": staff_schemas.TickSchema,
    "DayRequest": staff_schemas.DaySchema,
}
STAFF: list[Json] = [{"staffToken": []}]
REFUSED_LINK = [401, 403]
VENUE = object_({"name": TEXT, "address": TEXT})


def answers() -> Json:
    """The staff's answers, by name."""
    slot = {"slot": WHOLE, "start": TIME, "end": TIME, "label": TEXT}
    row = object_(slot | {"order": WHOLE, "place": WHOLE, "booking": or_null(ref("StaffBooking"))})
    list_: Json = {
        "office": STRING,
        "date": DATE,
        "made_at": INSTANT,
        "bookings": WHOLE,
        "rows": array(row),
        "cancelled": array(ref("StaffBooking")),
    }
    return {
        "ServiceRecord": _record(),
        "StaffBooking": _booking(),
        "DayList": object_(list_),
        "Desk": object_(
            {"now": INSTANT, "mark": STRING, "changed": YES_OR_NO},
            **list_,
            pulse={"type": "string", "pattern": "^/pulse/[A-Za-z0-9_-]{24}$"},
            open=YES_OR_NO,
            reason=TEXT,
            venue=VENUE,
            target_minutes=WHOLE,
            late_after_minutes=WHOLE,
            arrive_minutes_early=WHOLE,
            papers={"type": "object", "additionalProperties": TEXT},
            link=object_(
                {
                    "scope": {"enum": ["day-list", "desk", "office"]},
                    "first": DATE,
                    "last": DATE,
                    "expires_at": INSTANT,
                }
            ),
        ),
        "DayDecision": _decision(),
        "Found": object_(
            {
                "bookings": array(ref("StaffBooking")),
                "papers": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Pressed": object_({"now": INSTANT, "booking": ref("StaffBooking")}),
    }


def paths() -> Json:
    """The staff's routes."""
    presses = {
        "arrive": "The couple is here",
        "start": "An officer begins to serve the couple",
        "finish": "The service is finished",
        "no-show": "The couple did not come",
        "undo": "Take the last press back",
    }
    return {
        "/staff/desk": {
            "get": operation(
                "The couples of a day; with `mark` of an earlier answer, whether anything changed",
                "Desk",
                [200, *REFUSED_LINK, 404, 422, 503],
                parameters=[in_query("date", DATE), in_query("mark")],
                security=STAFF,
            )
        },
        "/staff/day-list": {
            "get": _lists("The day list, by signed link", in_query("list", {"enum": ["phone"]}))
        },
        "/staff/service-log": {"get": _lists("The time sheet of a day, by signed link")},
        "/staff/bookings": {
            "post": operation(
                "Enter a request that came another way: 201, or 200 when it was entered before",
                "Booking",
                [201, 200, 400, *REFUSED_LINK, 404, 409, 413, 415, 422, 503],
                parameters=[idempotency_key()],
                security=STAFF,
                body="StaffBookingRequest",
            )
        },
        "/staff/bookings/find": {
            "post": operation(
                "Bookings by reference, part of a name, or digits of a phone",
                "Found",
                [200, 400, *REFUSED_LINK, 413, 415, 422, 503],
                security=STAFF,
                body="FindRequest",
            )
        },
        "/staff/bookings/{reference}/cancel": {
            "post": operation(
                "Give the place back, for a couple that calls",
                "Booking",
                [200, *REFUSED_LINK, 404, 409, 413, 503],
                parameters=[in_path("reference")],
                security=STAFF,
            )
        },
        "/staff/bookings/{reference}/move": {
            "post": operation(
                "Take another place, for a couple that calls",
                "Booking",
                [200, 400, *REFUSED_LINK, 404, 409, 413, 415, 422, 503],
                parameters=[in_path("reference")],
                security=STAFF,
                body="MoveRequest",
            )
        },
        "/staff/bookings/{reference}/link": {
            "post": operation(
                "A new manage link; the one before ends",
                "Booking",
                [200, *REFUSED_LINK, 404, 409, 413, 503],
                parameters=[in_path("reference")],
                security=STAFF,
            )
        },
        "/staff/bookings/{reference}/papers": {
            "post": operation(
                "Tick a paper of the couple, or take the tick away; done twice it is done once",
                "Pressed",
                [200, 400, *REFUSED_LINK, 404, 409, 413, 415, 422, 503],
                parameters=[in_path("reference")],
                security=STAFF,
                body="TickRequest",
            )
        },
        "/staff/days/{day}": {
            "put": operation(
                "Close a day, open a special one, or make it ordinary again",
                "DayDecision",
                [200, 400, *REFUSED_LINK, 404, 413, 415, 422, 503],
                parameters=[in_path("day", DATE)],
                security=STAFF,
                body="DayRequest",
            )
        },
    } | {
        f"/staff/bookings/{{reference}}/{deed}": {"post": _press(deed, presses[deed])}
        for deed in PRESS_DEEDS
    }


def _lists(summary: str, *more: Json) -> Json:
    """A list in four formats; a person with a bad link gets a page."""
    answered: Json = {
        "description": "Answered",
        "content": {
            "text/html": {"schema": STRING},
            "text/csv": {"schema": STRING},
            XLSX_TYPE: {"schema": STRING},
            "application/json": {"schema": ref("DayList")},
        },
    }
    responses: Json = {"200": answered}
    for status in [*REFUSED_LINK, 404, 422, 503, *ANYWHERE]:
        refused = answer(status, "")
        refused["content"]["text/html"] = {"schema": STRING}
        responses[str(status)] = refused
    return {
        "summary": summary,
        "parameters": [
            in_query("token"),
            in_query("date", DATE),
            in_query("format", {"enum": ["html", "csv", "xlsx", "json"], "default": "html"}),
            *more,
        ],
        "security": [*STAFF, {}],
        "responses": responses,
    }


def _press(deed: str, summary: str) -> Json:
    body = {"finish": "FinishRequest", "undo": "UndoRequest"}.get(deed, "PressRequest")
    described = operation(
        f"{summary}; the same press sent again is answered like the first",
        "Pressed",
        [200, 400, *REFUSED_LINK, 404, 409, 413, 415, 422, 503],
        parameters=[in_path("reference"), idempotency_key(required=False)],
        security=STAFF,
        body=body,
    )
    described["requestBody"]["required"] = False
    return described


def _record() -> Json:
    press = object_(
        {"deed": {"enum": list(PRESS_DEEDS)}, "at": INSTANT, "pressed_at": INSTANT},
        officer=or_null(STRING),
    )
    return object_(
        {
            "version": WHOLE,
            "state": {"enum": ["waiting", "arrived", "started", "finished", "no_show"]},
            "arrived_at": or_null(INSTANT),
            "started_at": or_null(INSTANT),
            "finished_at": or_null(INSTANT),
            "registered_at": or_null(INSTANT),
            "no_show": YES_OR_NO,
            "minutes": or_null(WHOLE),
            "officer": or_null(STRING),
            "remark": or_null(STRING),
            "presses": array(press),
        }
    )


def _decision() -> Json:
    slot = {"slot": WHOLE, "start": TIME, "end": TIME, "label": TEXT}
    booking = _booking()
    touched = object_(
        booking["properties"]
        | {
            "because": {"enum": ["closed", "no_place", "venue", "reopened"]},
            "told": {"enum": ["mail", "phone"]},
            "proposals": array(object_({"date": DATE, **slot, "free": WHOLE})),
        }
    )
    return object_(
        {
            "office": STRING,
            "date": DATE,
            "preview": YES_OR_NO,
            "open": YES_OR_NO,
            "special": YES_OR_NO,
            "bookings": array(touched),
            "by_mail": WHOLE,
            "by_phone": WHOLE,
            "places": WHOLE,
        },
        reason=TEXT,
        venue=VENUE,
        capacity=WHOLE,
        slots=array(object_(slot)),
        opens_at=INSTANT,
    )


def _booking() -> Json:
    person = object_({"name": STRING, "nationality": STRING})
    event = object_(
        {
            "at": INSTANT,
            "by": {"enum": ["couple", "staff"]},
            "deed": {"enum": ["booked", "moved", "cancelled"]},
            "date": DATE,
            "slot": WHOLE,
            "place": WHOLE,
        }
    )
    return object_(
        {
            "reference": STRING,
            "status": {"enum": ["booked", "cancelled"]},
            "date": DATE,
            "slot": WHOLE,
            "start": TIME,
            "end": TIME,
            "place": WHOLE,
            "couple": array(person),
            "phone": STRING,
            "has_email": YES_OR_NO,
            "language": {"enum": ["th", "en"]},
            "channel": {"enum": list(STAFF_CHANNELS)},
            "documents": array(STRING),
            "interpreter": YES_OR_NO,
            "papers_state": {"enum": ["none", "waiting", "needs_attention", "complete"]},
            "papers_count": openapi_documents.PAPERS_COUNT,
            "papers_seen": array(STRING),
            "made_at": INSTANT,
            "late_from": INSTANT,
            "late": YES_OR_NO,
            "service": ref("ServiceRecord"),
            "history": array(event),
        },
        survey_url=STRING,
    )
