"""Refusals as problem documents (RFC 9457), each code with its HTTP status.

The code is the error's; its sentences are in ``data/messages.json`` and
``data/field_messages.json``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec

from chalice import Response

from chalicelib.adapters import data_files
from chalicelib.domain import errors
from chalicelib.domain.errors import FieldError, Refusal
from chalicelib.routes import answers

CONTENT_TYPE = "application/problem+json"

STATUS: dict[str, int] = {
    errors.MalformedJson.code: 400,
    errors.LinkExpired.code: 401,
    errors.SurveyExpired.code: 401,
    errors.LinkInvalid.code: 403,
    errors.LinkRevoked.code: 403,
    errors.OfficeUnknown.code: 404,
    errors.BookingUnknown.code: 404,
    errors.SurveyUnknown.code: 404,
    errors.RouteUnknown.code: 404,
    errors.MethodNotAllowed.code: 405,
    errors.SlotTaken.code: 409,
    errors.OpenBookingExists.code: 409,
    errors.NotChangeable.code: 409,
    errors.AlreadyAnswered.code: 409,
    errors.AlreadyArrived.code: 409,
    errors.AlreadyStarted.code: 409,
    errors.AlreadyFinished.code: 409,
    errors.AlreadyNoShow.code: 409,
    errors.NotStarted.code: 409,
    errors.NothingToUndo.code: 409,
    errors.RecordChanged.code: 409,
    errors.RecordFull.code: 409,
    errors.BookingCancelled.code: 409,
    errors.BodyTooLarge.code: 413,
    errors.UnsupportedMediaType.code: 415,
    errors.SlotUnknown.code: 422,
    errors.SlotPast.code: 422,
    errors.DayPast.code: 422,
    errors.DayClosed.code: 422,
    errors.OutsideWindow.code: 422,
    errors.NotOpenYet.code: 422,
    errors.StartBeforeArrival.code: 422,
    errors.FinishBeforeStart.code: 422,
    errors.NoShowTooEarly.code: 422,
    errors.TimeNeeded.code: 422,
    errors.TimeInFuture.code: 422,
    errors.ValidationFailed.code: 422,
    errors.IdempotencyKeyReused.code: 422,
    errors.TooManyRequests.code: 429,
    errors.InternalError.code: 500,
    errors.TryAgain.code: 503,
}

# What Chalice and API Gateway say by themselves, in our words. 403 is how API Gateway (and so
# Chalice's local gateway) answers an address it does not know.
_FOREIGN: dict[int, type[Refusal]] = {
    403: errors.RouteUnknown,
    404: errors.RouteUnknown,
    405: errors.MethodNotAllowed,
    413: errors.BodyTooLarge,
    415: errors.UnsupportedMediaType,
}

SPREAD_S = 4

View = ParamSpec("View")


def answers_refusals(view: Callable[View, Response]) -> Callable[View, Response]:
    """Let a view raise what it refuses. Unforeseen errors travel on, to be logged and mended."""

    @wraps(view)
    def wrapped(*args: View.args, **kwargs: View.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            return response(refusal)

    return wrapped


def response(refusal: Refusal) -> Response:
    """The answer to a refused request."""
    return answers.json_(
        document(refusal),
        status=STATUS[refusal.code],
        headers=answers.NO_STORE | headers(refusal),
        content_type=CONTENT_TYPE,
    )


def document(refusal: Refusal) -> dict[str, object]:
    """The problem document of a refusal."""
    words = data_files.messages()[refusal.code]
    problem: dict[str, object] = {
        "type": f"urn:natrak:problem:{refusal.code}",
        "title": words["title"],
        "status": STATUS[refusal.code],
        "code": refusal.code,
        "message": {"th": words["th"], "en": words["en"]},
        **refusal.facts,
    }
    if refusal.errors:
        problem["errors"] = [_field(error) for error in refusal.errors]
    return problem


def headers(refusal: Refusal, spread: int = SPREAD_S) -> dict[str, str]:
    """The headers some statuses ask for.

    Whoever finds the service busy is sent away for a random while: they came together, and must
    not come back together.
    """
    if isinstance(refusal, errors.TryAgain):
        return {"Retry-After": str(refusal.retry_after + secrets.randbelow(spread + 1))}
    if isinstance(refusal, errors.TooManyRequests):
        return {"Retry-After": str(refusal.retry_after)}
    if STATUS[refusal.code] == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return {}


def translated(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of Chalice's own that is an error, as a problem document; others untouched."""
    status = answer["statusCode"]
    if status < HTTPStatus.BAD_REQUEST or _is_ours(answer):
        return answer
    problem = outside_a_view(_FOREIGN.get(status, errors.InternalError)())
    allow = {name: value for name, value in answer["headers"].items() if name == "Allow"}
    return {**problem, "headers": {**problem["headers"], **allow}}


def outside_a_view(refusal: Refusal) -> dict[str, Any]:
    """The answer to a refused request, in the shape Lambda gives to API Gateway."""
    return response(refusal).to_dict(["*/*"])


def _is_ours(answer: dict[str, Any]) -> bool:
    # Chalice's own refusals carry no caching rule; every answer of ours does.
    return "Cache-Control" in answer["headers"]


def _field(error: FieldError) -> dict[str, object]:
    words = data_files.field_messages()[error.code]
    return {"field": error.field, "code": error.code, "message": dict(words)}
