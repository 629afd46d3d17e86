"""Bookings, days and messages as the table keeps them, and back.

``format`` says which edition of this page wrote an item. Later editions add attributes and read
all earlier ones; they never change what an attribute means. Instants are whole seconds since 1970,
so that conditions can compare them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import keys
from chalicelib.adapters.dynamodb.wire import deserialized, serialized
from chalicelib.domain.bookings import Booking, Event, PapersCount, Person, Place
from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.service_records import Press, ServiceRecord
from chalicelib.domain.text import Text

Item = dict[str, Any]

FORMAT = 1


def to_wire(values: Mapping[str, Any]) -> Item:
    """Plain values in DynamoDB's typed JSON; absent values are left out."""
    return {name: serialized(value) for name, value in values.items() if value is not None}


def from_wire(item: Mapping[str, Any]) -> Item:
    """Plain values again."""
    return {name: deserialized(value) for name, value in item.items()}


def seconds(moment: datetime) -> int:
    """An instant as conditions compare it, rounded up: a right never ends early."""
    return -int(-moment.timestamp() // 1)


def moment(seconds: Any, zone: tzinfo = BANGKOK) -> datetime:
    """The instant again."""
    return datetime.fromtimestamp(int(seconds), zone)


def place_item(booking: Booking) -> Item:
    """The small calendar line that keeps everybody else out of the place."""
    key = keys.place(booking.office_id, booking.held_place)
    return to_wire({**key, "reference": booking.reference})


def closed_place_item(office_id: str, place: Place) -> Item:
    """A place that staff closed."""
    return to_wire({**keys.place(office_id, place), "closed": True})


def resting_place_item(booking: Booking, free_at: datetime) -> Item:
    """A cancelled place of a full day, which comes back at ``free_at``."""
    key = keys.place(booking.office_id, booking.held_place)
    return to_wire({**key, "free_at": seconds(free_at)})


def history_item(booking: Booking) -> Item:
    """The line of a cancelled booking in the history of its day."""
    return to_wire({**keys.history(booking.office_id, booking.date, booking.reference)})


def booking_item(booking: Booking) -> Item:
    """All that is known of a booking."""
    return to_wire(
        {
            **keys.booking(booking.reference),
            "format": FORMAT,
            "office": booking.office_id,
            **placed(booking),
            "couple": [
                {"name": person.name, "nationality": person.nationality}
                for person in booking.couple
            ],
            "phone": booking.phone,
            "phone_key": booking.phone_key,
            "email": booking.email,
            "language": booking.language,
            "channel": booking.channel,
            "documents": list(booking.documents),
            "made_at": booking.made_at.isoformat(),
            "key": booking.key,
            "body": booking.body,
            "token_version": booking.token_version,
            # A set, so that two officers tick at once; the database keeps no empty ones.
            "papers_seen": set(booking.papers_seen) or None,
        }
    )


def placed(booking: Booking) -> dict[str, Any]:
    """The part of a booking that moving and cancelling change."""
    return {
        "status": booking.status,
        "date": booking.date.isoformat(),
        "slot": booking.slot,
        "start": booking.start.isoformat("minutes"),
        "end": booking.end.isoformat("minutes"),
        "place": booking.place,
        "sequence": booking.sequence,
        "history": [_event(event) for event in booking.history],
        "expires_at": expires_after(booking.date),
        **served(booking),
    }


def served(booking: Booking) -> dict[str, Any]:
    """The part of a booking that presses at the desk change."""
    return {"service": [_press(press) for press in booking.service.presses]}


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
        # Bookings of the first edition have no fingerprint and no history.
        phone_key=values.get("phone_key", ""),
        email=values.get("email"),
        language=values["language"],
        channel=values["channel"],
        documents=tuple(values["documents"]),
        made_at=datetime.fromisoformat(values["made_at"]).astimezone(BANGKOK),
        key=values["key"],
        body=values["body"],
        status=values["status"],
        token_version=int(values["token_version"]),
        sequence=int(values.get("sequence", 0)),
        history=tuple(_event_from(event) for event in values.get("history", ())),
        papers_state=values.get("papers_state", "none"),
        papers_count=PapersCount(
            **{name: int(number) for name, number in values.get("papers_count", {}).items()}
        ),
        papers_seen=frozenset(values.get("papers_seen", ())),
        # Bookings of the first edition have no record.
        service=ServiceRecord(tuple(_press_from(press) for press in values.get("service", ()))),
    )


def change_item(office_id: str, day: date, change: DayChange) -> Item:
    """What staff decided about a day."""
    return to_wire({**keys.day(office_id, day), **change_values(change)})


def change_values(change: DayChange) -> dict[str, Any]:
    """What staff decided, in plain values."""
    values = _closure(change) if isinstance(change, Closure) else _opening(change)
    return {name: value for name, value in values.items() if value is not None}


def change_from(values: Mapping[str, Any]) -> DayChange:
    """The decision an item holds, from its plain values."""
    if "reason" in values:
        return Closure(Text(**values["reason"]))
    return Opening(
        venue=Venue(Text(**values["venue_name"]), Text(**values["venue_address"])),
        capacity=int(values["capacity"]),
        slots=tuple(_slot_from(slot) for slot in values["slots"]) if "slots" in values else None,
        opens_at=moment(values["opens_at"]) if "opens_at" in values else None,
    )


def outbox_item(entry: OutboxEntry) -> Item:
    """A message that waits."""
    return to_wire(
        {
            **keys.outbox(entry),
            "reference": entry.reference,
            "kind": entry.kind,
            "sequence": entry.sequence,
            "due": entry.due.isoformat(),
            "attempts": entry.attempts,
            "audience": entry.audience,
            "occasion": entry.occasion or None,
            "lease": 0,
            "expires_at": expires_after(entry.due.date()),
        }
    )


def message_item(entry: OutboxEntry, state: str, at: datetime) -> Item:
    """What became of a message, or that it waits."""
    return to_wire(
        {
            **keys.message(entry),
            "state": state,
            "at": at.isoformat(),
            "attempts": entry.attempts,
            "expires_at": expires_after(at.date()),
        }
    )


def expires_after(day: date) -> int:
    """When the database itself removes what belongs to a day, should the sweep not have."""
    gone = datetime.combine(data_files.retention().gone_after(day), time(), BANGKOK)
    return seconds(gone)


def entry_from(values: Mapping[str, Any]) -> OutboxEntry:
    """The message an item holds, from its plain values."""
    return OutboxEntry(
        reference=values["reference"],
        kind=values["kind"],
        sequence=int(values["sequence"]),
        due=datetime.fromisoformat(values["due"]).astimezone(BANGKOK),
        attempts=int(values["attempts"]),
        # Entries of the first edition were all for the couple.
        audience=values.get("audience", "couple"),
        occasion=values.get("occasion", ""),
    )


def _closure(change: Closure) -> dict[str, Any]:
    return {"reason": change.reason.as_json()}


def _opening(change: Opening) -> dict[str, Any]:
    return {
        "venue_name": change.venue.name.as_json(),
        "venue_address": change.venue.address.as_json(),
        "capacity": change.capacity,
        "slots": None if change.slots is None else [_slot(slot) for slot in change.slots],
        "opens_at": seconds(change.opens_at) if change.opens_at else None,
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "number": slot.number,
        "start": slot.start.isoformat("minutes"),
        "end": slot.end.isoformat("minutes"),
    }


def _slot_from(values: Mapping[str, Any]) -> Slot:
    return Slot(
        int(values["number"]),
        time.fromisoformat(values["start"]),
        time.fromisoformat(values["end"]),
    )


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "by": event.by,
        "deed": event.deed,
        "date": event.place.date.isoformat(),
        "slot": event.place.slot,
        "place": event.place.number,
    }


def _event_from(values: Mapping[str, Any]) -> Event:
    place = Place(date.fromisoformat(values["date"]), int(values["slot"]), int(values["place"]))
    at = datetime.fromisoformat(values["at"]).astimezone(BANGKOK)
    return Event(at, values["by"], values["deed"], place)


def _press(press: Press) -> dict[str, Any]:
    values = {
        "deed": press.deed,
        "at": seconds(press.at),
        "pressed_at": seconds(press.pressed_at),
        "link": press.link,
        "officer": press.officer,
        "remark": press.remark,
        "registered_at": seconds(press.registered_at) if press.registered_at else None,
        "key": press.key,
    }
    return {name: value for name, value in values.items() if value is not None}


def _press_from(values: Mapping[str, Any]) -> Press:
    return Press(
        deed=values["deed"],
        at=moment(values["at"]),
        pressed_at=moment(values["pressed_at"]),
        link=values["link"],
        officer=values.get("officer"),
        remark=values.get("remark"),
        registered_at=moment(values["registered_at"]) if "registered_at" in values else None,
        key=values.get("key"),
    )
