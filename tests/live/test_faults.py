"""A fault at every call to the database, below botocore's own retries.

DynamoDB Local never throttles, never throws a conflict and never loses an answer, so each fault is
injected where the request leaves for the network. Whatever happens, a place belongs to a booking
and a booking to a place, its message waits, and sending again finds what was done.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

from chalicelib import clients
from chalicelib.adapters import data_files
from chalicelib.adapters.dynamodb import items
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.secrets import Secrets
from chalicelib.settings import Settings
from chalicelib.usecases.bookings import Bookings
from tests.builders import make_request
from tests.fakes import FrozenClock

pytestmark = pytest.mark.engine

KEY = "a-couple-s-own-key"
FRIDAY = date(2026, 12, 11)
# Botocore sends a call three times; this many faults in a row are more than it can hide.
ONCE, ALWAYS = 1, 99


def throttled(_: AWSPreparedRequest) -> AWSResponse:
    """The table is too busy."""
    return answer({"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException"})


def conflicting(request: AWSPreparedRequest) -> AWSResponse | None:
    """Another transaction holds one of the items."""
    if b"TransactWriteItems" not in request.headers["X-Amz-Target"]:
        return throttled(request)
    reasons = [{"Code": "TransactionConflict"}] + [{"Code": "None"}] * 4
    number = len(json.loads(request.body)["TransactItems"])
    return answer(
        {
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "CancellationReasons": reasons[:number],
        }
    )


def cut_before(request: AWSPreparedRequest) -> AWSResponse:
    """The connection is gone before anything was written."""
    raise ConnectionClosedError(endpoint_url=request.url)


def lost_after(request: AWSPreparedRequest) -> AWSResponse:
    """The write succeeds and its answer never arrives."""
    URLLib3Session().send(request)
    raise ReadTimeoutError(endpoint_url=request.url)


FAULTS = [throttled, conflicting, cut_before, lost_after]


class Body:
    """An answer's bytes, as botocore reads them."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def stream(self, **_: object) -> list[bytes]:
        return [self.content]


def answer(body: dict[str, Any]) -> AWSResponse:
    headers = {"content-type": "application/x-amz-json-1.0"}
    return AWSResponse("", 400, headers, Body(json.dumps(body).encode()))


@dataclass
class Faults:
    """Lets ``skip`` requests pass, spoils the next ``number``, and lets the rest pass."""

    fault: Callable[[AWSPreparedRequest], AWSResponse | None]
    skip: int
    number: int
    sent: int = field(default=0)

    def __call__(self, request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        position, self.sent = self.sent, self.sent + 1
        if self.skip <= position < self.skip + self.number:
            return self.fault(request)
        return None


@dataclass
class Rig:
    """A store whose network can be spoiled, and the use case on it."""

    store: DynamoBookingStore
    bookings: Bookings

    def under(self, faults: Faults, deed: Callable[[], object]) -> bool:
        """Whether the deed was answered; else it said to try again."""
        events = self.store.client.meta.events
        events.register_first("before-send.dynamodb", faults)
        try:
            deed()
        except TryAgain:
            return False
        finally:
            events.unregister("before-send.dynamodb", faults)
        return True

    def must_be_consistent(self) -> None:
        """Places, bookings, phones and messages tell one story."""
        pages = self.store.client.get_paginator("scan").paginate(
            TableName=self.store.table, ConsistentRead=True
        )
        lines = [items.from_wire(item) for page in pages for item in page["Items"]]
        bookings = [
            items.booking_from(items.to_wire(line)) for line in lines if line["sk"] == "BOOKING"
        ]
        held = {(line["sk"], line["reference"]) for line in lines if "#PLACE#" in line["sk"]}
        open_ = [booking for booking in bookings if booking.status == "booked"]
        assert len(held) == len(open_)
        for booking in open_:
            place = f"{booking.date}#PLACE#{booking.slot:02d}#{booking.place:04d}"
            assert (place, booking.reference) in held
        waiting = Counter(line["reference"] for line in lines if line["pk"].startswith("OUTBOX"))
        assert waiting == {booking.reference: booking.sequence + 1 for booking in bookings}
        phones = [line for line in lines if line["sk"] == "PHONE"]
        noted = [
            value["reference"]
            for phone in phones
            for name, value in phone.items()
            if name.startswith("open#")
        ]
        assert sorted(noted) == sorted(booking.reference for booking in open_)


@pytest.fixture
def rig(engine_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Rig:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    client = clients.dynamodb_client(engine_settings)
    store = DynamoBookingStore(client, engine_settings.table)
    bookings = Bookings(
        data_files.offices(), data_files.checklist(), store, Secrets(b"key"), FrozenClock()
    )
    return Rig(store, bookings)


every_fault = pytest.mark.parametrize("fault", FAULTS)
# A booking, a move and a cancellation are two or three calls each; a retry makes more.
every_call = pytest.mark.parametrize("skip", range(4))
once_or_always = pytest.mark.parametrize("number", [ONCE, ALWAYS], ids=["once", "always"])


@every_fault
@every_call
@once_or_always
def test_a_booking_survives_a_fault_at_any_call(
    rig: Rig, fault: Callable[..., Any], skip: int, number: int
) -> None:
    def book() -> Booking:
        return rig.bookings.book(make_request(), KEY).booking

    answered = rig.under(Faults(fault, skip, number), book)

    rig.must_be_consistent()
    if number == ONCE:
        assert answered, "one lost packet must not reach the couple"
    again = rig.bookings.book(make_request(), KEY)
    assert again.booking.status == "booked"
    rig.must_be_consistent()


@every_fault
@every_call
@once_or_always
def test_a_move_survives_a_fault_at_any_call(
    rig: Rig, fault: Callable[..., Any], skip: int, number: int
) -> None:
    booking = rig.bookings.book(make_request(), KEY).booking

    answered = rig.under(Faults(fault, skip, number), lambda: rig.bookings.move(booking, FRIDAY, 3))

    rig.must_be_consistent()
    there = rig.store.find(booking.reference)
    assert there
    assert not answered or there.date == FRIDAY
    assert rig.bookings.move(there, FRIDAY, 3).date == FRIDAY
    rig.must_be_consistent()


@every_fault
@every_call
@once_or_always
def test_a_cancellation_survives_a_fault_at_any_call(
    rig: Rig, fault: Callable[..., Any], skip: int, number: int
) -> None:
    booking = rig.bookings.book(make_request(), KEY).booking

    answered = rig.under(Faults(fault, skip, number), lambda: rig.bookings.cancel(booking))

    rig.must_be_consistent()
    there = rig.store.find(booking.reference)
    assert there
    assert not answered or there.status == "cancelled"
    if there.status == "booked":
        rig.bookings.cancel(there)
    rig.must_be_consistent()


def test_a_fault_is_really_injected(rig: Rig) -> None:
    """The control of this page: without botocore's retries and ours a fault would be seen."""
    faults = Faults(cut_before, 0, ALWAYS)

    assert not rig.under(faults, lambda: rig.bookings.book(make_request(), KEY))
    assert faults.sent >= 3
