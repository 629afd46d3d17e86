"""What a view takes out of a request besides its path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from chalice.app import Request

from chalicelib.domain.errors import FieldError, MalformedJson, ValidationFailed
from chalicelib.routes.fields import day

First = TypeVar("First")
Second = TypeVar("Second")

_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def json_body(request: Request) -> object:
    """The body as JSON, or ``MalformedJson``."""
    try:
        # Python's own reader would guess at UTF-16, take NaN and Infinity, and let the last of two
        # equal names win.
        body = request.raw_body
        text = body if isinstance(body, str) else body.decode("utf-8")
        return json.loads(text, parse_constant=_not_json, object_pairs_hook=_each_name_once)
    except (ValueError, RecursionError) as error:
        raise MalformedJson from error


def optional_json_body(request: Request) -> object:
    """The body as JSON; none at all is an empty object."""
    return json_body(request) if request.raw_body else {}


def optional_idempotency_key(request: Request) -> str | None:
    """The header that makes a repeated press harmless, where there is one."""
    return idempotency_key(request) if "idempotency-key" in request.headers else None


def idempotency_key(request: Request) -> str:
    """The header that makes a repeated submit harmless."""
    key = request.headers.get("idempotency-key", "")
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        raise ValidationFailed([FieldError("Idempotency-Key", "idempotency_key_invalid")])
    return str(key)


def both(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What the two read; when either finds wrong fields, the wrong fields of both together."""
    try:
        one = first()
    except ValidationFailed as wrong:
        raise ValidationFailed([*wrong.errors, *_wrong_fields(second)]) from wrong
    return one, second()


def _wrong_fields(read: Callable[[], object]) -> Sequence[FieldError]:
    try:
        read()
    except ValidationFailed as wrong:
        return wrong.errors
    return ()


def bearer(request: Request) -> str:
    """The token of ``Authorization: Bearer …``, or an empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def caller(request: Request) -> str:
    """The network address a request comes from, to be counted and never stored.

    Behind CloudFront the gateway sees CloudFront; the address is then in a header of its own. Who
    calls the gateway directly could write that header, and would lose nothing but the brake.
    """
    viewer, _, _ = request.headers.get("cloudfront-viewer-address", "").rpartition(":")
    return viewer or str(request.context.get("identity", {}).get("sourceIp", ""))


def query(request: Request, name: str) -> str | None:
    """A parameter of the query, or None."""
    parameters: Mapping[str, str] = request.query_params or {}
    return parameters.get(name)


def query_day(request: Request, name: str) -> date | None:
    """A parameter of the query as a date, or None when it is not there."""
    text = query(request, name)
    return None if text is None else named_day(name, text)


def named_day(name: str, text: str) -> date:
    """A date of the path or the query, or ``ValidationFailed`` naming it."""
    try:
        return day(text)
    except ValueError as error:
        raise ValidationFailed([FieldError(name, "date_invalid")]) from error


def wants_html(request: Request) -> bool:
    """Whether a person's browser is asking, rather than a program."""
    return "text/html" in request.headers.get("accept", "")


def _each_name_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _not_json(constant: str) -> object:
    raise ValueError(constant)
