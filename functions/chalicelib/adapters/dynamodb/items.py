"""Bookings as the table keeps them, and back.

``format`` says which edition of this page wrote an item. Later editions add attributes and read
all earlier ones; they never change what an attribute means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from chalicelib.adapters.dynamodb import keys
from chalicelib.domain.bookings import Booking, Person

Item = dict[str, Any]

FORMAT = 1

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


def to_wire(values: Mapping[str, Any]) -> Item:
    """Plain values in DynamoDB's typed JSON; absent values are left out."""
    return {name: _serialize(value) for name, value in values.items() if value is not None}


def from_wire(item: Mapping[str, Any]) -> Item:
    """Plain values again; numbers come back as ``Decimal``."""
    return {name: _deserialize(value) for name, value in item.items()}


def place_item(booking: Booking) -> Item:
    """The small calendar line that keeps everybody else out of the place."""
    return to_wire(
        {**keys.place(booking.office_id, booking.held_place), "reference": booking.reference}
    )


def booking_item(booking: Booking) -> Item:
    """All that is known of a booking."""
    return to_wire(
        {
            **keys.booking(booking.reference),
            "format": FORMAT,
            "office": booking.office_id,
            "date": booking.date.isoformat(),
            "slot": booking.slot,
            "start": booking.start.isoformat("minutes"),
            "end": booking.end.isoformat("minutes"),
            "place": booking.place,
            "couple": [
                {"name": person.name, "nationality": person.nationality}
                for person in booking.couple
            ],
            "phone": booking.phone,
            "email": booking.email,
            "language": booking.language,
            "channel": booking.channel,
            "documents": list(booking.documents),
            "made_at": booking.made_at.isoformat(),
            "key": booking.key,
            "body": booking.body,
            "status": booking.status,
            "token_version": booking.token_version,
        }
    )


def booking_from(item: Mapping[str, Any]) -> Booking:
    """The booking an item holds."""
    values = from_wire(item)
    first, second = (Person(person["name"], person["nationality"]) for person in values["couple"])
    return Booking(
        reference=keys.reference_of(values["pk"]),
        office_id=values["office"],
        date=date.fromisoformat(values["date"]),
        slot=int(values["slot"]),
        start=time.fromisoformat(values["start"]),
        end=time.fromisoformat(values["end"]),
        place=int(values["place"]),
        couple=(first, second),
        phone=values["phone"],
        email=values.get("email"),
        language=values["language"],
        channel=values["channel"],
        documents=tuple(values["documents"]),
        made_at=datetime.fromisoformat(values["made_at"]),
        key=values["key"],
        body=values["body"],
        status=values["status"],
        token_version=int(values["token_version"]),
    )
