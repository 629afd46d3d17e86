"""What API Gateway says by itself, as the API's own problem documents in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain import errors
from chalicelib.domain.errors import Refusal
from chalicelib.routes import problems

# A gateway that turns a request away is busy, and the couple has done nothing wrong: `try_again`,
# and not `too_many_requests`.
ANSWERS: Mapping[str, Refusal] = {
    "BAD_REQUEST_BODY": errors.MalformedJson(),
    "BAD_REQUEST_PARAMETERS": errors.MalformedJson(),
    "DEFAULT_4XX": errors.RouteUnknown(),
    "DEFAULT_5XX": errors.InternalError(),
    "INTEGRATION_FAILURE": errors.TryAgain(retry_after=3),
    "INTEGRATION_TIMEOUT": errors.TryAgain(retry_after=3),
    "MISSING_AUTHENTICATION_TOKEN": errors.RouteUnknown(),
    "QUOTA_EXCEEDED": errors.TryAgain(retry_after=3),
    "REQUEST_TOO_LARGE": errors.BodyTooLarge(),
    "RESOURCE_NOT_FOUND": errors.RouteUnknown(),
    "THROTTLED": errors.TryAgain(retry_after=3),
    "UNSUPPORTED_MEDIA_TYPE": errors.UnsupportedMediaType(),
}

_ANY = "x-amazon-apigateway-any-method"


def resources(paths: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The gateway with these answers; ``paths`` are those of the definition Chalice made.

    A method that a path does not name reaches the app too, which answers HEAD, and 405 with the
    right ones in its own words. The gateway alone would say that there is no such address.
    """
    answers = {kind: _answer(refusal) for kind, refusal in ANSWERS.items()}
    definition = {
        "x-amazon-apigateway-gateway-responses": answers,
        "paths": {path: {_ANY: _like(methods)} for path, methods in paths.items()},
    }
    return {"RestAPI": {"Properties": {"DefinitionBody": definition}}}


def _like(methods: Mapping[str, Any]) -> dict[str, Any]:
    """What the methods of a path have in common: they all call the one function."""
    first = next(iter(methods.values()))
    shared = ("parameters", "responses", "x-amazon-apigateway-integration")
    return {name: first[name] for name in shared if name in first}


def _answer(refusal: Refusal) -> dict[str, Any]:
    headers = {
        "Content-Type": problems.CONTENT_TYPE,
        "Cache-Control": "no-store",
        # The gateway cannot roll a die; the same words make the same template.
        **problems.headers(refusal, spread=0),
    }
    return {
        "statusCode": str(problems.STATUS[refusal.code]),
        "responseParameters": {
            f"gatewayresponse.header.{name}": f"'{value}'" for name, value in headers.items()
        },
        "responseTemplates": {
            "application/json": json.dumps(problems.document(refusal), ensure_ascii=False)
        },
    }
