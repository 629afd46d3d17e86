"""Stands in for API Gateway: HTTP requests to the Chalice app's events, and its answers back.

Chalice brings a local gateway of its own, but for one request at a time. The route matcher and the
Lambda context are Chalice's; the event has the shape of API Gateway's REST proxy with binary
bodies, as deployed.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote
from wsgiref.types import StartResponse, WSGIEnvironment

from chalice.local import LambdaContext, MatchResult, RouteMatcher

from chalicelib.domain.errors import BodyTooLarge, RouteUnknown
from chalicelib.routes import problems
from chalicelib.routes.application import LARGEST_BODY, NatRakApp

PREFIX = "/api"
# As `minimum_compression_size` in functions/.chalice/config.json has it.
COMPRESSED_FROM = 1024

Answer = dict[str, Any]
Application = Callable[..., Iterable[bytes]]


class Gateway:
    """A WSGI application for everything under ``/api``."""

    def __init__(self, app: NatRakApp) -> None:
        self._app = app
        self._routes = RouteMatcher(list(app.routes))

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environ)
        content = _content(answer)
        headers = dict(answer["headers"])
        if len(content) >= COMPRESSED_FROM and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            content = gzip.compress(content, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(content))
        start(_status_line(answer["statusCode"]), list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        # The gateway of a deployment does not pass on what is far too large either.
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return problems.outside_a_view(BodyTooLarge())
        match = self._match(environ)
        if match is None:
            return problems.outside_a_view(RouteUnknown())
        context = LambdaContext("natrak-local", memory_size=256)
        answer: Answer = self._app(_event(environ, match), context)
        return answer

    def _match(self, environ: WSGIEnvironment) -> MatchResult | None:
        """The route of a request, by its path as it was sent.

        Decoded first, an encoded slash or question mark would be taken for a real one.
        """
        path = str(environ["REQUEST_URI"]).partition("?")[0].removeprefix(PREFIX) or "/"
        segments = path.rstrip("/").split("/")[1:]
        if "" in segments:
            return None
        target = "".join(f"/{quote(unquote(segment), safe='')}" for segment in segments) or "/"
        try:
            match = self._routes.match_route(f"{target}?{environ.get('QUERY_STRING', '')}")
        except ValueError:
            return None
        captured = {name: unquote(value) for name, value in match.captured.items()}
        return match._replace(captured=captured)


def _event(environ: WSGIEnvironment, match: MatchResult) -> dict[str, Any]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    return {
        "requestContext": {
            "httpMethod": environ["REQUEST_METHOD"],
            "resourcePath": match.route,
            "path": environ["PATH_INFO"],
            "identity": {"sourceIp": environ.get("REMOTE_ADDR", "127.0.0.1")},
        },
        "headers": _headers(environ),
        "pathParameters": match.captured,
        "multiValueQueryStringParameters": match.query_params or None,
        "stageVariables": {},
        "body": base64.b64encode(body).decode("ascii"),
        "isBase64Encoded": True,
    }


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return headers


def _content(answer: Answer) -> bytes:
    body = answer.get("body") or ""
    return base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()


def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def in_turn(api: Application, turn: AbstractContextManager[object]) -> Application:
    """The API, with ``turn`` held for each request."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with turn:
            return api(environ, start)

    return application


def one_port(api: Application, site: Application) -> Application:
    """The API under ``/api`` and the site everywhere else, as one CloudFront domain has them."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        under_api = path == PREFIX or path.startswith(f"{PREFIX}/")
        return (api if under_api else site)(environ, start)

    return application


def beside(path: str, one: Application, rest: Application) -> Application:
    """One application for everything below a path, the rest everywhere else."""

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return (one if environ["PATH_INFO"].startswith(path) else rest)(environ, start)

    return application
