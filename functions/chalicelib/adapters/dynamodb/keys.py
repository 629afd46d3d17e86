"""Every key of the table, and the questions it answers.

====================================================  =====================================
Question                                              Request
====================================================  =====================================
Which places of an office are taken, in these days?   Query OFFICE#<office>, <date>… (small)
Which booking is this reference?                      GetItem BOOKING#<reference>
Who comes on this day?                                Query OFFICE#<office>, <date>, then
                                                      BatchGetItem BOOKING#…, both consistent
====================================================  =====================================

A place is one item of an office's calendar, and is there only while it is taken, so "free" is
``attribute_not_exists``. A calendar line sorts by date, slot, place::

    OFFICE#bang-rak   2026-12-14#PLACE#03#0001   {reference}
    BOOKING#K7M4-Q2XW BOOKING                    {the booking}
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from chalicelib.domain.bookings import Place

_PLACE = "#PLACE#"


class Key(TypedDict):
    """The primary key of an item."""

    pk: str
    sk: str


def place(office_id: str, place: Place) -> Key:
    """A taken place in an office's calendar."""
    return Key(
        pk=office(office_id),
        sk=f"{place.date.isoformat()}{_PLACE}{place.slot:02d}#{place.number:04d}",
    )


def booking(reference: str) -> Key:
    """A booking, by its reference."""
    return Key(pk=f"BOOKING#{reference}", sk="BOOKING")


def health() -> Key:
    """An item that is never there: reading it proves that the table answers."""
    return Key(pk="HEALTH", sk="HEALTH")


def office(office_id: str) -> str:
    """The partition of one office's calendar."""
    return f"OFFICE#{office_id}"


def days(first: date, last: date) -> tuple[str, str]:
    """The bounds of the sort keys from ``first`` to ``last``, both included."""
    return first.isoformat(), f"{last.isoformat()}$"


def place_of(sort_key: str) -> Place:
    """The place a calendar line is about."""
    day, _, rest = sort_key.partition(_PLACE)
    slot, _, number = rest.partition("#")
    return Place(date.fromisoformat(day), int(slot), int(number))


def reference_of(partition_key: str) -> str:
    """The reference a booking is stored under."""
    return partition_key.removeprefix("BOOKING#")
