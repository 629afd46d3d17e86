"""An office and its days, as a use case needs them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from chalicelib.domain.calendar import Calendar
from chalicelib.domain.days import DayChange
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.domain.offices import BookingRules, Office
from chalicelib.domain.ports import Offices


def with_rules(offices: Offices, office_id: str) -> tuple[Office, BookingRules]:
    """The office and its booking rules, or ``OfficeUnknown`` where it has none."""
    office = offices.get(office_id)
    if office.rules is None:
        raise OfficeUnknown
    return office, office.rules


def must_take_bookings(offices: Offices, office_id: str) -> None:
    """Raise ``OfficeUnknown`` where no new booking is taken."""
    if not offices.get(office_id).takes_bookings:
        raise OfficeUnknown


def calendar_at(
    offices: Offices, office_id: str, now: datetime, changes: Mapping[date, DayChange]
) -> Calendar:
    """The office's calendar at a moment, with what staff decided about the days in question."""
    office, rules = with_rules(offices, office_id)
    return Calendar(office, rules, offices.holidays(), now, changes)
