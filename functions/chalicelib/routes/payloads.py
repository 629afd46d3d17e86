"""Domain objects as the JSON of the contract."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.bookings import Booking
from chalicelib.domain.calendar import Reason
from chalicelib.domain.offices import BookingRules, Office, Slot, Venue
from chalicelib.domain.papers import Checklist, PaperToBring
from chalicelib.domain.wording import clock_time, slot_label
from chalicelib.usecases.availability import DayShown, DaysShown, SlotShown, SlotsShown

Payload = dict[str, object]


def office_line(office: Office) -> Payload:
    """An office in the list of all 50."""
    return {
        "id": office.id,
        "code": office.code,
        "name": office.name.as_json(),
        "booking": office.takes_bookings,
    }


def office_detail(office: Office) -> Payload:
    """One office, with its place and its table where it takes bookings."""
    return office_line(office) | (_rules(office.rules) if office.rules else {})


def _rules(rules: BookingRules) -> Payload:
    return {
        "address": rules.address.as_json(),
        "phone": rules.phone,
        "location": {"latitude": rules.latitude, "longitude": rules.longitude},
        "arrive_minutes_early": rules.arrive_minutes_early,
        "slots": [
            slot_line(slot) | {"capacity": rules.capacity - slot.kept} for slot in rules.slots
        ],
    }


def days(shown: DaysShown) -> Payload:
    """The calendar."""
    return {
        "office": shown.office.id,
        "as_of": shown.as_of.isoformat(timespec="seconds"),
        "days": [_day(day) for day in shown.days],
    }


def _day(day: DayShown) -> Payload:
    if day.closed:
        closed = {"date": day.date.isoformat(), "open": False, "reason": _reason(day.closed)}
        return closed | _opens_at(day.opens_at)
    return {
        "date": day.date.isoformat(),
        "open": True,
        "free": day.free,
        "capacity": day.capacity,
    }


def _opens_at(opens_at: datetime | None) -> Payload:
    return {"opens_at": opens_at.isoformat(timespec="seconds")} if opens_at else {}


def _reason(reason: Reason) -> Payload:
    return {"code": reason.code, **reason.text.as_json()}


def slots(shown: SlotsShown) -> Payload:
    """One day's slots."""
    payload: Payload = {
        "office": shown.office.id,
        "date": shown.date.isoformat(),
        "open": shown.closed is None,
        "as_of": shown.as_of.isoformat(timespec="seconds"),
        "venue": venue_line(shown.venue),
        "slots": [_slot_shown(slot) for slot in shown.slots],
        **_opens_at(shown.opens_at),
    }
    if shown.closed:
        payload["reason"] = _reason(shown.closed)
    return payload


def _slot_shown(shown: SlotShown) -> Payload:
    return slot_line(shown.slot) | {"capacity": shown.capacity, "free": shown.free}


def slot_line(slot: Slot) -> Payload:
    """A line of the office's table."""
    return {
        "slot": slot.number,
        "start": clock_time(slot.start),
        "end": clock_time(slot.end),
        "label": slot_label(slot).as_json(),
    }


def booking(
    booking: Booking,
    *,
    rules: BookingRules,
    venue: Venue,
    checklist: Checklist,
    manage_token: str,
    links: BookingLinks,
    now: datetime,
    takes_papers: bool = False,
) -> Payload:
    """A booking, for the couple whose it is."""
    return {
        "reference": booking.reference,
        "status": booking.status,
        "can_move": booking.can_move("couple", now),
        "can_cancel": booking.can_cancel("couple", now),
        "office": booking.office_id,
        "date": booking.date.isoformat(),
        "slot": booking.slot,
        "start": clock_time(booking.start),
        "end": clock_time(booking.end),
        "arrive_by": clock_time(booking.arrive_by(rules.arrive_minutes_early)),
        "place": booking.place,
        "venue": venue_line(venue),
        "counter": rules.counter[booking.language],
        "couple": [
            {"name": person.name, "nationality": person.nationality} for person in booking.couple
        ],
        "language": booking.language,
        "manage_token": manage_token,
        "manage_url": links.manage_url(booking),
        "calendar_url": links.calendar_url(booking),
        "qr_url": links.qr_url(booking),
        **survey(booking, links),
        "documents": [
            _paper(paper) for paper in checklist.to_bring(booking.documents, booking.couple)
        ],
        **(_papers_sent(booking) if takes_papers else {}),
    }


def _papers_sent(booking: Booking) -> Payload:
    return {
        "papers_state": booking.papers_state,
        "papers_count": asdict(booking.papers_count),
    }


def survey(booking: Booking, links: BookingLinks) -> Payload:
    """The way to the survey, once the couple has been served and until it is forgotten."""
    may_answer = booking.service.finished_at and not booking.is_forgotten
    return {"survey_url": links.survey_url(booking)} if may_answer else {}


def venue_line(venue: Venue) -> Payload:
    """Where the couple goes."""
    return {"name": venue.name.as_json(), "address": venue.address.as_json()}


def _paper(to_bring: PaperToBring) -> Payload:
    return {
        "id": to_bring.paper.id,
        "title": to_bring.paper.title.as_json(),
        "detail": to_bring.paper.in_full.as_json(),
        "for": to_bring.bearer,
        "of_either": to_bring.of_either,
        "ask_office": to_bring.paper.is_uncertain,
    }
