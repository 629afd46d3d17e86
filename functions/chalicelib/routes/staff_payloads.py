"""What staff see of a day and of a booking, as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib import wiring
from chalicelib.domain.bookings import Booking, Event
from chalicelib.domain.offices import BookingRules
from chalicelib.domain.papers import Checklist
from chalicelib.domain.staff_links import StaffLink
from chalicelib.domain.wording import clock_time
from chalicelib.routes.payloads import Payload, slot_line, survey, venue_line

if TYPE_CHECKING:
    from chalicelib.usecases.day_changes import Decision, Touched
    from chalicelib.usecases.day_list import DayList, Row


def day_list(list_: DayList) -> Payload:
    """The day list, for staff."""
    return {
        "office": list_.office.id,
        "date": list_.date.isoformat(),
        "made_at": instant(list_.made_at),
        "bookings": list_.bookings,
        "rows": [_row(list_, row) for row in list_.rows],
        "cancelled": [_listed(list_, booking) for booking in list_.cancelled],
    }


def desk(list_: DayList, link: StaffLink, mark: str, checklist: Checklist, pulse: str) -> Payload:
    """The day list with what the desk needs besides: the clock, the rules, the link's reach.

    ``pulse`` is the name of the small file that tells when to ask again.
    """
    booked = [row.booking for row in list_.rows if row.booking]
    return day_list(list_) | {
        "now": instant(list_.made_at),
        "mark": mark,
        "changed": True,
        "pulse": f"/{pulse}",
        "open": list_.closed is None,
        **({"reason": list_.closed.as_json()} if list_.closed else {}),
        "venue": venue_line(list_.venue),
        "target_minutes": list_.rules.target_minutes,
        "late_after_minutes": list_.rules.late_after_minutes,
        "arrive_minutes_early": list_.rules.arrive_minutes_early,
        "papers": paper_titles(booked, checklist),
        "link": {
            "scope": link.scope,
            "first": link.first.isoformat(),
            "last": link.last.isoformat(),
            "expires_at": instant(link.expires_at),
        },
    }


def found(
    bookings: Iterable[Booking], rules: BookingRules, now: datetime, checklist: Checklist
) -> Payload:
    """The bookings of any day that a search found, and what their papers are called."""
    listed = list(bookings)
    return {
        "bookings": [staff_booking(booking, rules, now) for booking in listed],
        "papers": paper_titles(listed, checklist),
    }


def paper_titles(bookings: Iterable[Booking], checklist: Checklist) -> Payload:
    """The title of each paper that any of these couples brings, by its id."""
    ids = {id_ for booking in bookings for id_ in booking.documents}
    return {id_: paper.title.as_json() for id_, paper in checklist.papers.items() if id_ in ids}


def unchanged(now: datetime, mark: str) -> Payload:
    """What a desk is told that has seen all there is."""
    return {"now": instant(now), "mark": mark, "changed": False}


def pressed(booking: Booking, rules: BookingRules, now: datetime) -> Payload:
    """A booking after a press, with the service's clock."""
    return {"now": instant(now), "booking": staff_booking(booking, rules, now)}


def staff_booking(booking: Booking, rules: BookingRules, now: datetime) -> Payload:
    """A booking, for staff."""
    return {
        "reference": booking.reference,
        "status": booking.status,
        "date": booking.date.isoformat(),
        "slot": booking.slot,
        "start": clock_time(booking.start),
        "end": clock_time(booking.end),
        "place": booking.place,
        "couple": [
            {"name": person.name, "nationality": person.nationality} for person in booking.couple
        ],
        "phone": booking.phone,
        "has_email": booking.email is not None,
        "language": booking.language,
        "channel": booking.channel,
        "documents": list(booking.documents),
        "interpreter": booking.brings_interpreter,
        "papers_state": booking.papers_state,
        "papers_count": asdict(booking.papers_count),
        "papers_seen": sorted(booking.papers_seen),
        "made_at": instant(booking.made_at),
        "late_from": instant(booking.late_from(rules.late_after_minutes)),
        "late": booking.is_late(rules.late_after_minutes, now),
        "service": booking.service.as_json(),
        "history": [_event(event) for event in booking.history],
        **survey(booking, wiring.services().links),
    }


def decision(decision: Decision) -> Payload:
    """What a day is, or would be, and the bookings that this touches."""
    by_mail = sum(touched.by_mail for touched in decision.touched)
    return {
        "office": decision.calendar.office.id,
        "date": decision.date.isoformat(),
        "preview": decision.preview,
        "already": decision.already,
        "finished": decision.finished,
        **_day(decision),
        "bookings": [_touched(decision, touched) for touched in decision.touched],
        "by_mail": by_mail,
        "by_phone": len(decision.touched) - by_mail,
    }


def _day(decision: Decision) -> Payload:
    special = decision.change is not None
    if why := decision.closed_because:
        return {"open": False, "special": special, "reason": why.as_json(), "places": 0}
    schedule, opens_at = decision.schedule, decision.opens_at
    return {
        "open": True,
        "special": special,
        "venue": venue_line(schedule.venue),
        "capacity": schedule.capacity,
        "slots": [slot_line(slot) for slot in schedule.slots],
        "places": len(schedule.places),
        **({"opens_at": instant(opens_at)} if opens_at else {}),
    }


def _touched(decision: Decision, touched: Touched) -> Payload:
    rules, now = decision.calendar.rules, decision.calendar.now
    return staff_booking(touched.booking, rules, now) | {
        "because": touched.because,
        "told": "mail" if touched.by_mail else "phone",
        "proposals": [
            {"date": each.date.isoformat(), **slot_line(each.slot), "free": each.free}
            for each in touched.proposals
        ],
    }


def instant(moment: datetime) -> str:
    """RFC 3339, to the second."""
    return moment.isoformat(timespec="seconds")


def _row(list_: DayList, row: Row) -> Payload:
    line = {"order": row.order, **slot_line(row.slot), "place": row.place}
    return line | {"booking": _listed(list_, row.booking) if row.booking else None}


def _listed(list_: DayList, booking: Booking) -> Payload:
    return staff_booking(booking, list_.rules, list_.made_at)


def _event(event: Event) -> Payload:
    """Who did what to a booking, and when."""
    return {
        "at": instant(event.at),
        "by": event.by,
        "deed": event.deed,
        "date": event.place.date.isoformat(),
        "slot": event.place.slot,
        "place": event.place.number,
    }
