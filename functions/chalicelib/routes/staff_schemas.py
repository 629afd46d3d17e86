"""The bodies of what staff send: which fields there are, and the domain object they make."""

from __future__ import annotations

from marshmallow import fields, validate

from chalicelib.domain import search
from chalicelib.domain.bookings import STAFF_CHANNELS, BookingRequest
from chalicelib.domain.service_records import PressDeed
from chalicelib.routes.fields import ClockTime, Line
from chalicelib.routes.schemas import Body, BookingSchema, booking_request_of, load
from chalicelib.usecases.desk import PressWish

LONGEST_OFFICER = 80
LONGEST_REMARK = 300


class PressSchema(Body):
    """``POST /staff/bookings/{reference}/arrive`` and the other presses."""

    at = ClockTime()
    officer = Line(LONGEST_OFFICER)
    remark = Line(LONGEST_REMARK)


class FinishSchema(PressSchema):
    """``…/finish``: also the time written in the marriage register (คร.2)."""

    registered_at = ClockTime()


class UndoSchema(PressSchema):
    """``…/undo``: also the version of the record that the officer saw."""

    version = fields.Integer(strict=True)


class StaffBookingSchema(BookingSchema):
    """``POST /staff/bookings``: as the public one, by more channels."""

    channel = fields.String(required=True, validate=validate.OneOf(STAFF_CHANNELS))


class FindSchema(Body):
    """``POST /staff/bookings/find``."""

    q = fields.String(
        required=True,
        validate=validate.Length(search.SHORTEST, search.LONGEST, error="q_empty"),
    )


_BOOKING, _FIND = StaffBookingSchema(), FindSchema()
_PRESS, _FINISH, _UNDO = PressSchema(), FinishSchema(), UndoSchema()


def staff_booking_request(office_id: str, body: object) -> BookingRequest:
    """The request that staff enter, or ``ValidationFailed`` with every wrong field of it."""
    return booking_request_of(office_id, load(_BOOKING, body))


def search_query(body: object) -> str:
    """What is looked for, or ``ValidationFailed``."""
    return str(load(_FIND, body)["q"])


def press_wish(deed: PressDeed, body: object, key: str | None) -> PressWish:
    """The press a body describes, or ``ValidationFailed`` with every wrong field of it."""
    schema = {"finish": _FINISH, "undo": _UNDO}.get(deed, _PRESS)
    return PressWish(deed, key=key, **load(schema, body))
