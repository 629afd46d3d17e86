"""What API Gateway sends the function, and what Lambda sends along."""

from __future__ import annotations

import base64
import json
from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.builders import A_MONDAY, make_body, phone_of

Event = dict[str, Any]

CONTEXT = SimpleNamespace(aws_request_id="a-request-of-the-bench")
SLOTS = 15


def event(
    method: str,
    route: str,
    *,
    body: object = None,
    headers: dict[str, str] | None = None,
    **path: str,
) -> Event:
    """A request for a route such as ``/offices/{office}``."""
    return {
        "requestContext": {
            "httpMethod": method,
            "resourcePath": route,
            "path": route.format(**path),
            "identity": {"sourceIp": "127.0.0.1"},
        },
        "headers": {"content-type": "application/json", "accept": "*/*", **(headers or {})},
        "pathParameters": path,
        "multiValueQueryStringParameters": None,
        "stageVariables": {},
        "body": base64.b64encode(json.dumps(body).encode()).decode() if body else "",
        "isBase64Encoded": True,
    }


def booking(couple: int, slot: int = 1, day: date = A_MONDAY) -> Event:
    """A couple with a phone and a key of its own asks for a slot."""
    return event(
        "POST",
        "/offices/{office}/bookings",
        office="bang-rak",
        body=make_body(date=day.isoformat(), slot=slot, phone=phone_of(couple)),
        headers={"idempotency-key": f"key-of-couple-number-{couple:06}"},
    )


def answered(handler: Any, asked: Event) -> Any:
    """The JSON of an answer; a refusal is a fault of the measurement."""
    answer = handler(asked, CONTEXT)
    content = answer["body"]
    if answer.get("isBase64Encoded"):
        content = base64.b64decode(content)
    assert answer["statusCode"] in {200, 201}, content
    return json.loads(content)
