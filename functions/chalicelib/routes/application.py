"""The Chalice app with the habits NatRak needs at its outermost edge.

Chalice keeps the current request in an attribute of the app, which is one too few for a local
server with several requests in flight; here each thread has its own. And what Chalice or API
Gateway refuse outside any view (an unknown route, a wrong method, a wrong media type, a crash)
leaves as a problem document like every other refusal. HEAD, which monitors ask, is GET without its
body. Each request leaves one line in the log.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from chalice import Chalice
from chalice.app import Request

from chalicelib.adapters.clock import stopwatch
from chalicelib.domain.errors import BodyTooLarge
from chalicelib.routes import problems, request_log

LARGEST_BODY = 16 * 1024

_request: ContextVar[Request | None] = ContextVar("natrak_request", default=None)


class NatRakApp(Chalice):
    """Lambda's handler: an API Gateway event in, an API Gateway answer out."""

    def __init__(self, app_name: str) -> None:
        super().__init__(app_name)
        # Every body may be binary (the day list as a spreadsheet); see also _with_accept.
        self.api.binary_types = ["*/*"]

    @property
    def current_request(self) -> Request | None:
        return _request.get()

    @current_request.setter
    def current_request(self, request: Request | None) -> None:
        _request.set(request)

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        elapsed = stopwatch()
        is_head = event.get("requestContext", {}).get("httpMethod") == "HEAD"
        answer = self._answer(_as_get(event) if is_head else event, context)
        request_log.write(event, context, answer, ms=elapsed())
        return {**answer, "body": "", "isBase64Encoded": False} if is_head else answer

    def _answer(self, event: Any, context: Any) -> dict[str, Any]:
        if _body_size(event) > LARGEST_BODY:
            return problems.outside_a_view(BodyTooLarge())
        return problems.translated(super().__call__(_with_accept(event), context))


def _as_get(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "requestContext": {**event["requestContext"], "httpMethod": "GET"}}


def _with_accept(event: dict[str, Any]) -> dict[str, Any]:
    # Chalice answers 400 to a binary body for a client that sends no Accept header at all.
    headers = {"accept": "*/*", **{k.lower(): v for k, v in (event.get("headers") or {}).items()}}
    return {**event, "headers": headers}


def _body_size(event: dict[str, Any]) -> int:
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        return len(body) * 3 // 4 - body[-2:].count("=")
    return len(body if isinstance(body, bytes) else body.encode())
