"""The bodies of what staff send: which fields there are, and the domain object they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import time
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from chalicelib.domain import search
from chalicelib.domain.bookings import STAFF_CHANNELS, BookingRequest
from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.sent_papers import DECISIONS, Decision
from chalicelib.domain.service_records import PressDeed
from chalicelib.domain.text import Text
from chalicelib.routes.fields import ClockTime, Line
from chalicelib.routes.schemas import Body, BookingSchema, booking_request_of, load
from chalicelib.usecases.desk import PressWish

LONGEST_OFFICER = 80
LONGEST_REMARK = 300
LONGEST_PAPER = 20
# 14 February has had 1,246 couples; each place is a write when a day is closed.
MOST_PLACES = 3000


class PressSchema(Body):
    """``POST /staff/bookings/{reference}/arrive`` and the other presses."""

    at = ClockTime()
    officer = Line(LONGEST_OFFICER)
    remark = Line(LONGEST_REMARK)


class FinishSchema(PressSchema):
    """``…/finish``: also the time written in the marriage register (คร.2)."""

    registered_at = ClockTime()


class TickSchema(Body):
    """``…/papers``: the id of a paper on the couple's list, and whether it was seen."""

    paper = Line(LONGEST_PAPER, required=True)
    seen = fields.Boolean(required=True, truthy={True}, falsy={False})


class ReviewSchema(Body):
    """``…/documents/{id}/review``: what is to be sent again is said in words."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    message = Line(LONGEST_REMARK)

    @validates_schema(skip_on_field_errors=True)
    def say_what_is_needed(self, review: Mapping[str, Any], **_: Any) -> None:
        """A couple that is asked again learns what for."""
        if review["decision"] == "needs_attention" and not review.get("message"):
            raise ValidationError({"message": ["message_needed"]})


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


class TextSchema(Body):
    """Both languages."""

    th = Line(LONGEST_REMARK, required=True)
    en = Line(LONGEST_REMARK, required=True)


class VenueSchema(Body):
    """Where a special day is."""

    name = fields.Nested(TextSchema, required=True)
    address = fields.Nested(TextSchema, required=True)


class SlotSchema(Body):
    """A line of a special day's table; they are numbered from 1."""

    start = ClockTime(required=True)
    end = ClockTime(required=True)


class DaySchema(Body):
    """``PUT /staff/days/{date}``: closed with a reason, special with a venue, or ``normal``."""

    open = fields.Boolean(truthy={True}, falsy={False})
    normal = fields.Boolean(truthy={True}, falsy=set())
    preview = fields.Boolean(truthy={True}, falsy={False}, load_default=False)
    reason = fields.Nested(TextSchema)
    venue = fields.Nested(VenueSchema)
    capacity = fields.Integer(strict=True, validate=validate.Range(1, MOST_PLACES))
    slots = fields.List(fields.Nested(SlotSchema), validate=validate.Length(1, 99))
    opens_at = fields.AwareDateTime(format="iso")

    @validates_schema(skip_on_field_errors=True)
    def say_one_thing(self, day: Mapping[str, Any], **_: Any) -> None:
        """Each of the three has its own fields, and no others."""
        needed, allowed = _FIELDS_OF[_kind(day)]
        said = {name for name, value in day.items() if value is not None}
        wrong = {name: ["field_required"] for name in sorted(needed - said)}
        others = said - needed - allowed - {"open", "normal", "preview"}
        wrong |= {name: ["field_unknown"] for name in sorted(others)}
        if not _runs_forward(day.get("slots", [])):
            wrong["slots"] = ["slots_order"]
        if len(day.get("slots", [None])) * day.get("capacity", 1) > MOST_PLACES:
            wrong["capacity"] = ["capacity_too_large"]
        if wrong:
            raise ValidationError(wrong)


_FIELDS_OF: Mapping[str, tuple[AbstractSet[str], AbstractSet[str]]] = {
    "nothing": ({"open"}, set()),
    "normal": (set(), set()),
    "closed": ({"reason"}, set()),
    "special": ({"venue", "capacity"}, {"slots", "opens_at"}),
}


def _kind(day: Mapping[str, Any]) -> str:
    if "normal" in day:
        return "normal"
    if "open" not in day:
        return "nothing"
    return "special" if day["open"] else "closed"


def _runs_forward(slots: Sequence[Mapping[str, time]]) -> bool:
    times = [time for slot in slots for time in (slot["start"], slot["end"])]
    return times == sorted(times) and all(slot["start"] < slot["end"] for slot in slots)


_DAY = DaySchema()
_BOOKING, _FIND, _REVIEW = StaffBookingSchema(), FindSchema(), ReviewSchema()
_TICK = TickSchema()
_PRESS, _FINISH, _UNDO = PressSchema(), FinishSchema(), UndoSchema()


def staff_booking_request(office_id: str, body: object) -> BookingRequest:
    """The request that staff enter, or ``ValidationFailed`` with every wrong field of it."""
    return booking_request_of(office_id, load(_BOOKING, body))


def day_decision(body: object) -> tuple[DayChange | None, bool]:
    """What a day is to be, and whether that is only looked at; or ``ValidationFailed``."""
    values = load(_DAY, body)
    return _day_change(values), values["preview"]


def _day_change(values: Mapping[str, Any]) -> DayChange | None:
    kind = _kind(values)
    if kind == "normal":
        return None
    if kind == "closed":
        return Closure(Text(**values["reason"]))
    slots = values.get("slots")
    numbered = [Slot(number, **slot) for number, slot in enumerate(slots or (), start=1)]
    return Opening(
        venue=Venue(Text(**values["venue"]["name"]), Text(**values["venue"]["address"])),
        capacity=values["capacity"],
        slots=tuple(numbered) if slots else None,
        opens_at=values.get("opens_at"),
    )


def search_query(body: object) -> str:
    """What is looked for, or ``ValidationFailed``."""
    return str(load(_FIND, body)["q"])


def review(body: object) -> tuple[Decision, str | None]:
    """The decision on a paper and the sentence for its couple, or ``ValidationFailed``."""
    values = load(_REVIEW, body)
    return values["decision"], values.get("message")


def tick(body: object) -> tuple[str, bool]:
    """The id of a paper and whether it was seen, or ``ValidationFailed``."""
    values = load(_TICK, body)
    return values["paper"], values["seen"]


def press_wish(deed: PressDeed, body: object, key: str | None) -> PressWish:
    """The press a body describes, or ``ValidationFailed`` with every wrong field of it."""
    schema = {"finish": _FINISH, "undo": _UNDO}.get(deed, _PRESS)
    return PressWish(deed, key=key, **load(schema, body))
