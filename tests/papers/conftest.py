"""A copy of NatRak with a bucket, on moto, and a couple that has booked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from app import app
from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.services import Services
from chalicelib.settings import Settings
from infra.local import bucket
from infra.papers.inspection import inspect
from tests.builders import make_stored
from tests.fakes import FrozenClock
from tests.papers.door import sent_to


@pytest.fixture
def services(moto_settings: Settings, clock: FrozenClock) -> Services:
    """The parts of the API, with a bucket."""
    made = Services(replace(moto_settings, papers_bucket="papers"), clock=clock)
    wiring.use(made)
    return made


@pytest.fixture
def door(services: Services) -> bucket.Bucket:
    """The bucket, as browsers reach it."""
    return bucket.on(services.settings)


@pytest.fixture
def api(services: Services) -> Client:
    return Client(app, project_dir="functions")


@dataclass
class Couple:
    """Sends requests with the token of its booking, and files to the bucket."""

    api: Client
    services: Services
    door: bucket.Bucket
    booking: Booking

    def ask(self, **file: Any) -> HTTPResponse:
        wish = {"kind": "R10", "content_type": "image/jpeg", "size": 1000} | file
        return self.request("POST", "", wish)

    def listed(self) -> dict[str, Any]:
        return dict(self.request("GET", "").json_body)

    def delete(self, id_: str) -> HTTPResponse:
        return self.request("DELETE", f"/{id_}")

    def request(self, method: str, more: str, body: object = None) -> HTTPResponse:
        token = self.services.bookings.manage_token(self.booking)
        return self.api.http.request(
            method,
            f"/bookings/{self.booking.reference}/documents{more}",
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            body=json.dumps(body).encode() if body else b"",
        )

    def sends(self, content: bytes, **file: Any) -> str:
        """Ask, send and wait until it was looked at; gives the id."""
        asked = self.ask(**file).json_body
        assert sent_to(self.door, asked["upload"]["fields"], content) == (204, "")
        self.arrives()
        return str(asked["id"])

    def arrives(self) -> None:
        """What came is looked at."""
        for reference, id_ in self.services.papers.files.arrived():
            self.services.papers.take_in(reference, id_, inspect)


@pytest.fixture
def couple(api: Client, services: Services, door: bucket.Bucket) -> Couple:
    booking = make_stored(
        services.store, documents=("R01", "R10", "R12", "R30"), email="couple@example.com"
    )
    return Couple(api, services, door, booking)
