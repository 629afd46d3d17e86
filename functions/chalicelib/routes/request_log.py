"""One line of JSON for each request: enough to find a fault, nothing about a person.

The route is the pattern (``/bookings/{reference}``), never the address; no header, query, body or
answer is written, so no name, number, mail address or token can be.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from chalicelib.domain.staff_links import StaffLink

LOG = logging.getLogger("natrak.requests")
LOG.setLevel(logging.INFO)


def write(event: Mapping[str, Any], context: Any, answer: Mapping[str, Any], ms: float) -> None:
    """Log one answered request."""
    request = event.get("requestContext", {})
    line = {
        "request_id": getattr(context, "aws_request_id", None),
        "method": request.get("httpMethod"),
        "route": request.get("resourcePath"),
        "status": answer["statusCode"],
        "code": _code(answer),
        "ms": round(ms, 1),
    }
    LOG.info(json.dumps(line))


def used(link: StaffLink, route: str) -> None:
    """Log that a staff link was opened or worked with: which link, never who or about whom."""
    line = {"link": link.id, "office": link.office_id, "scope": link.scope, "route": route}
    LOG.info(json.dumps(line))


def _code(answer: Mapping[str, Any]) -> str | None:
    """The code of a problem document."""
    if answer["statusCode"] < HTTPStatus.BAD_REQUEST:
        return None
    try:
        code: str | None = json.loads(base64.b64decode(answer["body"])).get("code")
    except ValueError:
        return None  # a page for a person with a bad link
    return code
