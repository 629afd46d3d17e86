"""Couples who all press at once: plain connections, so that the crowd is faster than the server."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tests.builders import A_MONDAY, make_body, phone_of
from tests.waiting import A_WHILE_S

Result = TypeVar("Result")


@dataclass
class Answer:
    """A status and its JSON."""

    status: int
    body: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.body.get("code", self.body.get("status")))


class ServerFault(Exception):
    """An answer that is nobody's fault but ours; never the way a race should be lost."""


def checked(status: int, body: dict[str, Any]) -> Answer:
    """The answer, unless it is a fault of the server."""
    if status >= 500:
        raise ServerFault(status, body)
    return Answer(status, body)


@dataclass
class Couple:
    """One couple with a phone, a key and a connection of its own."""

    url: str
    number: int
    day: str = A_MONDAY.isoformat()
    answers: list[Answer] = field(default_factory=list)
    booking: dict[str, Any] | None = None

    def connect(self) -> None:
        """Open the connection before the moment that counts."""
        self._connection = HTTPConnection(urlsplit(self.url).netloc, timeout=A_WHILE_S)
        self._connection.connect()

    def book(self, slot: int) -> Answer:
        """Ask for a slot; the same couple always uses the same key and phone."""
        body = make_body(slot=slot, date=self.day, phone=phone_of(self.number))
        key = f"key-of-couple-number-{self.number:06}"
        answer = self._post("/api/offices/bang-rak/bookings", body, {"Idempotency-Key": key})
        if answer.status in {200, 201}:
            self.booking = answer.body
        return answer

    def book_any(self, choose: random.Random, slots: Sequence[int]) -> Answer:
        """Ask for a slot, and for one of those said to be free until there is none."""
        wanted = choose.choice(list(slots))
        while True:
            answer = self.book(wanted)
            free = answer.body.get("free_slots")
            if answer.code != "slot_taken" or not free:
                return answer
            wanted = choose.choice(free)

    def move(self, slot: int, day: str | None = None) -> Answer:
        """Ask for another place for the booking."""
        return self._change("move", {"date": day or self.day, "slot": slot})

    def cancel(self) -> Answer:
        """Give the booking up."""
        return self._change("cancel", {})

    def close(self) -> None:
        self._connection.close()

    def _change(self, deed: str, body: dict[str, Any]) -> Answer:
        assert self.booking
        token = {"Authorization": f"Bearer {self.booking['manage_token']}"}
        answer = self._post(f"/api/bookings/{self.booking['reference']}/{deed}", body, token)
        if answer.status == 200:
            self.booking = answer.body
        return answer

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        typed = {"Content-Type": "application/json"} | headers
        self._connection.request("POST", path, json.dumps(body).encode(), typed)
        response = self._connection.getresponse()
        answer = checked(response.status, json.loads(response.read()))
        self.answers.append(answer)
        return answer


def all_at_once(
    couples: Sequence[Couple], deed: Callable[[Couple], Result], hands: int | None = None
) -> list[Result]:
    """Let all couples connect, then act at the same moment.

    ``hands`` is how many act truly at once; by default all of them.
    """
    hands = hands or len(couples)
    gate = threading.Barrier(hands)
    first = set(range(hands))

    def act(position: int) -> Result:
        couple = couples[position]
        couple.connect()
        try:
            if position in first:
                gate.wait(timeout=A_WHILE_S)
            return deed(couple)
        finally:
            couple.close()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(act, range(len(couples))))
