"""The part of the description of the API about papers sent before the visit."""

from __future__ import annotations

from typing import get_args

from chalicelib.domain.bookings import PapersState
from chalicelib.domain.sent_papers import PaperState
from chalicelib.routes import schemas, staff_schemas
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
    in_path,
    object_,
    operation,
    ref,
)

BODIES = {
    "DocumentRequest": schemas.DocumentSchema,
    "ReviewRequest": staff_schemas.ReviewSchema,
}
PAPERS_STATE: Json = {"enum": list(get_args(PapersState))}
# All 0 where nothing was sent.
PAPERS_COUNT: Json = object_({"accepted": WHOLE, "wanted": WHOLE, "to_check": WHOLE})
MANAGE: list[Json] = [{"manageToken": []}]
STAFF: list[Json] = [{"staffToken": []}]


def answers() -> Json:
    """The answers, by name."""
    document: Json = {
        "id": STRING,
        "kind": STRING,
        "content_type": STRING,
        "size": WHOLE,
        "state": {"enum": list(get_args(PaperState))},
        "pages": WHOLE,
        "asked_at": INSTANT,
    }
    said: Json = {
        "reason": object_({"code": STRING, "th": STRING, "en": STRING}),
        "message": STRING,
    }
    upload = object_({"url": STRING, "fields": {"type": "object"}, "expires_at": INSTANT})
    return {
        "SentDocument": object_(document, **said),
        "AskedDocument": object_(document | {"upload": upload}, **said),
        "SentDocuments": object_(
            {
                "reference": STRING,
                "papers_state": PAPERS_STATE,
                "papers_count": PAPERS_COUNT,
                "documents": array(ref("SentDocument")),
                "kinds": array(object_({"id": STRING, "title": TEXT, "hint": TEXT})),
                "bring": array(object_({"id": STRING, "title": TEXT, "hint": TEXT})),
                "content_types": array(STRING),
                "largest_size": WHOLE,
                "left": WHOLE,
            }
        ),
        "CouplesDocuments": object_(
            {
                "reference": STRING,
                "date": DATE,
                "start": TIME,
                "end": TIME,
                "couple": array(object_({"name": STRING, "nationality": STRING})),
                "language": {"enum": ["th", "en"]},
                "has_email": YES_OR_NO,
                "phone": STRING,
                "papers_state": PAPERS_STATE,
                "papers_count": PAPERS_COUNT,
                "documents": array(object_(document | {"title": TEXT}, **said)),
                "not_sent": array(TEXT),
            }
        ),
        "DocumentsToReview": object_(
            {
                "now": INSTANT,
                "couples": array(ref("CouplesDocuments")),
                "asks": array(object_({"code": STRING, "th": STRING, "en": STRING})),
            }
        ),
    }


def paths() -> Json:
    """The routes."""
    reference, document = in_path("reference"), in_path("document")
    page: Json = {
        "summary": "A page of what was sent, drawn anew",
        "parameters": [reference, document, in_path("number")],
        "security": STAFF,
        "responses": {"200": content("image/jpeg", STRING, "Answered")}
        | {str(status): answer(status, "") for status in [401, 403, 404, 503, *ANYWHERE]},
    }
    return {
        "/bookings/{reference}/documents": {
            "get": operation(
                "What was sent before the visit, and what may be sent",
                "SentDocuments",
                [200, 404, 429, 503],
                parameters=[reference],
                security=MANAGE,
            ),
            "post": operation(
                "Ask to send a file: a form that takes it, for a few minutes",
                "AskedDocument",
                [201, 400, 404, 409, 413, 415, 422, 429, 503],
                parameters=[reference],
                security=MANAGE,
                body="DocumentRequest",
            ),
        },
        "/bookings/{reference}/documents/{document}": {
            "delete": operation(
                "Delete a file and its pictures at once",
                "SentDocuments",
                [200, 404, 409, 429, 503],
                parameters=[reference, document],
                security=MANAGE,
            )
        },
        "/staff/documents": {
            "get": operation(
                "Couples with papers to be looked at, the oldest appointment first",
                "DocumentsToReview",
                [200, 401, 403, 404, 503],
                security=STAFF,
            )
        },
        "/staff/bookings/{reference}/documents": {
            "get": operation(
                "What one couple sent",
                "CouplesDocuments",
                [200, 401, 403, 404, 503],
                parameters=[reference],
                security=STAFF,
            )
        },
        "/staff/bookings/{reference}/documents/{document}/pages/{number}": {"get": page},
        "/staff/bookings/{reference}/documents/{document}/review": {
            "post": operation(
                "Accept a paper, or ask for it again",
                "CouplesDocuments",
                [200, 400, 401, 403, 404, 409, 413, 415, 422, 503],
                parameters=[reference, document],
                security=STAFF,
                body="ReviewRequest",
            )
        },
    }
