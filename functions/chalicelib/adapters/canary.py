"""A couple that comes every minute: what fails for it fails for others too.

It speaks to the site from outside, as a browser does, and has no rights of its own.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.request import Request, urlopen

from chalicelib.domain.offices import TEST_OFFICE
from chalicelib.domain.ports import Clock

_TIMEOUT_S = 10
# An answer may lie in a cache for a few seconds; older than this, somebody is shown the past.
_OLDEST_S = 60
# 555-0100 to 555-0199 are kept for films: nobody is called. Each hour has its own, since a phone
# may make three bookings a day.
_PHONE = "+121255501{hour:02d}"

Open = Callable[[Request], bytes]


class CanaryFailed(Exception):
    """What a couple would have found wrong."""


def _open(request: Request) -> bytes:
    with urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310  (only ever the base URL)
        body: bytes = answer.read()
        return body


@dataclass(frozen=True)
class Canary:
    """Visits the site under ``base_url``; whatever goes wrong is raised."""

    base_url: str
    clock: Clock
    open: Open = _open

    def read(self) -> Mapping[str, object]:
        """The first page, and the calendar, which must be of now."""
        if b"</html>" not in self.open(Request(f"{self.base_url}/")):  # noqa: S310
            raise CanaryFailed("the first page is no page")
        days = self._api("GET", f"/offices/{TEST_OFFICE}/days")
        age = (self.clock.now() - datetime.fromisoformat(days["as_of"])).total_seconds()
        if age > _OLDEST_S:
            raise CanaryFailed(f"the calendar is {age:.0f} s old")
        return {"days": len(days["days"])}

    def book_and_cancel(self) -> Mapping[str, object]:
        """The whole way of a couple: choose, book, look at it, give it up."""
        days = self._api("GET", f"/offices/{TEST_OFFICE}/days")["days"]
        day = next((day for day in days if day["open"] and day["free"]), None)
        if day is None:
            raise CanaryFailed("no day of the test office can be booked")
        slots = self._api("GET", f"/offices/{TEST_OFFICE}/days/{day['date']}")["slots"]
        slot = next(slot for slot in slots if slot["free"])
        booking = self._book(day["date"], slot["slot"])
        path, token = f"/bookings/{booking['reference']}", booking["manage_token"]
        if self._api("GET", path, token=token)["status"] != "booked":
            raise CanaryFailed("the booking is not there")
        if self._api("POST", f"{path}/cancel", token=token)["status"] != "cancelled":
            raise CanaryFailed("the booking could not be cancelled")
        return {"booked": 1}

    def _book(self, day: str, slot: int) -> dict[str, Any]:
        body = {
            "date": day,
            "slot": slot,
            "couple": [{"name": "Canary", "nationality": "TH"}] * 2,
            "phone": _PHONE.format(hour=self.clock.now().hour),
            "language": "en",
        }
        return self._api("POST", f"/offices/{TEST_OFFICE}/bookings", body=body)

    def _api(
        self, method: str, path: str, *, body: object = None, token: str = ""
    ) -> dict[str, Any]:
        headers = {"Accept": "application/json"}
        if method == "POST":
            headers |= {
                "Content-Type": "application/json",
                "Idempotency-Key": secrets.token_hex(16),
            }
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(body or {}).encode() if method == "POST" else None
        url = f"{self.base_url}/api{path}"
        answer: dict[str, Any] = json.loads(self.open(Request(url, data, headers, method=method)))  # noqa: S310
        return answer
