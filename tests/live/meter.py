"""A meter of request units, and a service whose every call to the table it counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chalicelib import clients
from chalicelib.adapters import data_files
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.secrets import Secrets
from chalicelib.settings import Settings
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings
from tests.builders import make_request, phone_of
from tests.fakes import FrozenClock

WRITES = "TransactWriteItems"
SLOTS = 15


def size_of(value: dict[str, Any]) -> int:
    """Bytes of a value on the wire, as Amazon weighs items: names and texts in UTF-8, numbers by
    two digits a byte, one byte for yes, no and nothing, three around a list or a map and one for
    each thing in it.
    """
    ((kind, held),) = value.items()
    if kind == "S":
        return len(held.encode())
    if kind == "N":
        return math.ceil(len(held) / 2) + 1
    if kind == "SS":
        return 3 + sum(len(each.encode()) + 1 for each in held)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + size_of(each) for name, each in held.items())
    if kind == "L":
        return 3 + sum(1 + size_of(each) for each in held)
    assert kind in {"BOOL", "NULL"}, kind
    return 1


@dataclass
class Meter:
    """Counts the units of every call, by its operation.

    Reads say themselves what they consumed. DynamoDB Local's figure for a transaction is that of
    one item, so writes are counted by Amazon's rule: two units for each begun KiB of each item.
    """

    units: Counter[str] = field(default_factory=Counter)

    def ask(self, params: dict[str, Any], **_: object) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"

    def weigh(self, params: dict[str, Any], **_: object) -> None:
        for write in params["TransactItems"]:
            (deed,) = write.values()
            written = {**deed.get("Item", {}), **deed.get("ExpressionAttributeValues", {})}
            self.units[WRITES] += 2 * math.ceil(size_of({"M": written}) / 1024)

    def read(self, parsed: dict[str, Any], model: Any, **_: object) -> None:
        used = parsed["ConsumedCapacity"]
        lines = used if isinstance(used, list) else [used]
        self.units[model.name] += sum(line["CapacityUnits"] for line in lines)

    def of(self, deed: Callable[[], object]) -> dict[str, float]:
        """The units of one deed."""
        self.units.clear()
        deed()
        return dict(self.units)


@dataclass
class Rig:
    meter: Meter
    bookings: Bookings
    availability: Availability
    store: DynamoBookingStore


def rig_on(settings: Settings) -> Rig:
    """The use cases on the table of the settings, with a meter on their client."""
    client = clients.dynamodb_client(settings)
    meter = Meter()
    for operation in ("GetItem", "Query", "BatchGetItem"):
        client.meta.events.register(f"provide-client-params.dynamodb.{operation}", meter.ask)
        client.meta.events.register(f"after-call.dynamodb.{operation}", meter.read)
    client.meta.events.register(f"provide-client-params.dynamodb.{WRITES}", meter.weigh)
    store = DynamoBookingStore(client, settings.table)
    offices, clock = data_files.offices(), FrozenClock()
    bookings = Bookings(offices, data_files.checklist(), store, Secrets(b"key"), clock)
    return Rig(meter, bookings, Availability(offices, store, clock), store)


def fill(rig: Rig, days: Sequence[date]) -> None:
    """Every place of these days, each with a couple of its own."""
    for number, (day, slot) in enumerate(
        (day, slot) for day in days for slot in range(1, SLOTS + 1)
    ):
        request = make_request(date=day, slot=slot, phone=phone_of(number))
        rig.bookings.book(request, f"key-of-couple-number-{number:05}")
