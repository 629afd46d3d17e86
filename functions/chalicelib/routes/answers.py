"""Answers as bytes with the headers every one of them carries."""

from __future__ import annotations

import json
from collections.abc import Mapping

from chalice import Response

# Bookings and links are nobody's to keep; a calendar may be a few seconds old, and says so.
NO_STORE = {"Cache-Control": "no-store"}
A_FEW_SECONDS = {"Cache-Control": "public, max-age=3"}
AN_HOUR = {"Cache-Control": "public, max-age=3600"}

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def body(
    content: bytes,
    content_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] = NO_STORE,
) -> Response:
    """An answer of any type."""
    return Response(
        body=content,
        status_code=status,
        headers={"Content-Type": content_type, **_ALWAYS, **headers},
    )


def json_(
    content: object,
    *,
    status: int = 200,
    headers: Mapping[str, str] = NO_STORE,
    content_type: str = "application/json",
) -> Response:
    """An answer in JSON."""
    return body(encoded(content), content_type, status=status, headers=headers)


def encoded(content: object) -> bytes:
    """JSON in UTF-8; half of a broken emoji, which UTF-8 cannot hold, stays a JSON escape."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
