"""Invented people and offices, with good defaults: a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking, BookingRequest, Person, Place
from chalicelib.domain.messages import Letter, MessageKind, OutboxEntry, told
from chalicelib.domain.offices import BookingRules, Office, Venue
from chalicelib.domain.ports import BookingStore

# A Tuesday morning with three working days before the next holiday (Monday 7 December).
TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=BANGKOK)
A_MONDAY = date(2026, 12, 14)

MALI = Person("มะลิ ทดสอบ", "TH")
ANH = Person("Nguyễn Thị Ánh", "VN")


def make_office(**rules: Any) -> Office:
    """Bang Rak, with the rules given changed."""
    bang_rak = data_files.offices().get("bang-rak")
    assert bang_rak.rules is not None
    return replace(bang_rak, rules=replace(bang_rak.rules, **rules))


def make_rules(**rules: Any) -> BookingRules:
    """Bang Rak's rules, with those given changed."""
    changed = make_office(**rules).rules
    assert changed is not None
    return changed


def make_request(**values: Any) -> BookingRequest:
    """Mali and Ánh ask for the first slot of a Monday."""
    request = BookingRequest(
        office_id="bang-rak",
        date=A_MONDAY,
        slot=1,
        couple=(MALI, ANH),
        phone="+66812345678",
        language="th",
    )
    return replace(request, **values)


def make_booking(**values: Any) -> Booking:
    """Their booking, as it would be stored."""
    booking = Booking(
        reference="ABCD-2345",
        office_id="bang-rak",
        date=A_MONDAY,
        slot=1,
        start=time(8, 0),
        end=time(8, 30),
        place=1,
        couple=(MALI, ANH),
        phone="+66812345678",
        phone_key="phone-fingerprint",
        language="th",
        channel="web",
        email=None,
        documents=("R01", "R05"),
        made_at=NOW,
        key="key-fingerprint",
        body="body-fingerprint",
    )
    return replace(booking, **values)


def phone_of(couple: int) -> str:
    """A phone of their own for each couple of a test."""
    return f"+668{10_000_000 + couple}"


def make_stored(store: BookingStore, **values: Any) -> Booking:
    """A booking that is in the store; each with a phone of its own unless a test says otherwise."""
    reference = values.get("reference", "ABCD-2345")
    booking = make_booking(**{"phone_key": f"phone of {reference}"} | values)
    store.add(booking, told(booking, "booked", booking.made_at))
    return booking


def make_entry(booking: Booking) -> OutboxEntry:
    """The message that tells of a booking."""
    return told(booking, "booked", booking.made_at)


def make_letter(kind: MessageKind = "booked", **values: Any) -> Letter:
    """The message to that couple, with all the papers their nationalities imply."""
    checklist, office = data_files.checklist(), make_office()
    assert office.rules
    booking = make_booking(**{"email": "couple@example.com"} | values)
    papers = checklist.to_bring(checklist.ids_for(booking.couple), booking.couple)
    path = "/en" if booking.language == "en" else ""
    return Letter(
        id="an-id-that-tells-nothing",
        entry=OutboxEntry(booking.reference, kind, booking.sequence, due=NOW),
        booking=booking,
        office=office,
        rules=office.rules,
        venue=Venue(office.name, office.rules.address),
        papers=tuple(papers),
        manage_url=f"https://natrak.test{path}/manage/#token=secret&reference={booking.reference}",
        book_page=f"https://natrak.test{path}/book/",
        survey_url=f"https://natrak.test{path}/survey/#token=secret",
        written_at=NOW,
    )


def place(slot: int, number: int = 1, day: date = A_MONDAY) -> Place:
    """A place of that Monday."""
    return Place(day, slot, number)


def make_body(**values: Any) -> dict[str, Any]:
    """The JSON the booking page sends; a value of None leaves the field out."""
    body = {
        "date": A_MONDAY.isoformat(),
        "slot": 1,
        "couple": [
            {"name": MALI.name, "nationality": "TH"},
            {"name": ANH.name, "nationality": "VN"},
        ],
        "phone": "081-234-5678",
        "language": "th",
    } | values
    return {name: value for name, value in body.items() if value is not None}
