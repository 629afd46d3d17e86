"""An officer with a link, for the tests of the staff's routes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalice.test import Client, HTTPResponse

from chalicelib.domain.staff_links import Scope
from chalicelib.services import Services
from tests.builders import A_MONDAY, NOW


@dataclass
class Officer:
    """Sends requests with the token of one link."""

    api: Client
    token: str

    def get(self, path: str) -> HTTPResponse:
        return self.api.http.get(path, headers=self._headers({}))

    def post(self, path: str, body: object = None, **headers: str) -> HTTPResponse:
        return self.api.http.post(path, headers=self._headers(headers), body=_encoded(body))

    def put(self, path: str, body: object) -> HTTPResponse:
        return self.api.http.put(path, headers=self._headers({}), body=_encoded(body))

    def press(
        self, deed: str, reference: str = "ABCD-2345", key: str | None = None, **body: Any
    ) -> HTTPResponse:
        keyed = {"Idempotency-Key": key} if key else {}
        return self.post(f"/staff/bookings/{reference}/{deed}", body or None, **keyed)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        typed = {"Content-Type": "application/json"}
        return {"Authorization": f"Bearer {self.token}", **typed, **more}


def make_officer(
    api: Client,
    services: Services,
    scope: Scope = "desk",
    first: date = A_MONDAY,
    *,
    last: date | None = None,
    office: str = "bang-rak",
) -> Officer:
    """An officer with a link of this scope for these days."""
    links = services.staff_links
    return Officer(api, links.token(links.make(office, first, last or first, scope, NOW)))


def _encoded(body: object) -> bytes:
    return b"" if body is None else json.dumps(body).encode()
