"""The bodies of what staff send: which fields there are, and the domain object they make."""

from __future__ import annotations

from marshmallow import fields

from chalicelib.domain.service_records import PressDeed
from chalicelib.routes.fields import ClockTime, Line
from chalicelib.routes.schemas import Body, load
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


_PRESS, _FINISH, _UNDO = PressSchema(), FinishSchema(), UndoSchema()


def press_wish(deed: PressDeed, body: object, key: str | None) -> PressWish:
    """The press a body describes, or ``ValidationFailed`` with every wrong field of it."""
    schema = {"finish": _FINISH, "undo": _UNDO}.get(deed, _PRESS)
    return PressWish(deed, key=key, **load(schema, body))
