"""The bodies of requests: which fields there are, and the domain object they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import CHANNELS, BookingRequest, Person
from chalicelib.domain.errors import FieldError, ValidationFailed
from chalicelib.routes.fields import Day, Email, Name, Nationality, Phone, Reference

# Form fields that were left empty.
_MAY_BE_EMPTY = frozenset({"email", "officer", "remark"})


class Body(Schema):
    """A JSON object that may hold nothing but its fields; all its messages are our codes."""

    error_messages = {"unknown": "field_unknown"}  # noqa: RUF012

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        del field_name
        field_obj.error_messages |= {"required": "field_required", "null": "field_required"}

    @pre_load
    def leave_out_what_is_empty(self, body: Any, **_: Any) -> Any:
        """An optional field of null, or an empty address, is one that was left out."""
        if not isinstance(body, dict):
            return body
        optional = {name for name, field in self.fields.items() if not field.required}
        return {
            name: value
            for name, value in body.items()
            if name not in optional or not _is_left_out(name, value)
        }


def _is_left_out(name: str, value: object) -> bool:
    return value is None or (value == "" and name in _MAY_BE_EMPTY)


def _must_be_a_paper(id_: str) -> None:
    if not data_files.checklist().may_keep(id_):
        raise ValidationError("document_unknown")


class PersonSchema(Body):
    """One of the couple."""

    name = Name(required=True)
    nationality = Nationality(required=True)


class BookingSchema(Body):
    """``POST /offices/{office}/bookings``."""

    date = Day(required=True)
    slot = fields.Integer(required=True, strict=True)
    couple = fields.List(
        fields.Nested(PersonSchema),
        required=True,
        validate=validate.Length(equal=2, error="couple_of_two"),
    )
    phone = Phone(required=True)
    email = Email()
    language = fields.String(required=True, validate=validate.OneOf(("th", "en")))
    channel = fields.String(load_default="web", validate=validate.OneOf(CHANNELS))
    documents = fields.List(
        fields.String(validate=_must_be_a_paper), validate=validate.Length(max=50)
    )


class MoveSchema(Body):
    """``POST /bookings/{reference}/move``."""

    date = Day(required=True)
    slot = fields.Integer(required=True, strict=True)


class ResendSchema(Body):
    """``POST /bookings/resend``."""

    reference = Reference(required=True)
    phone = Phone(required=True)


_BOOKING = BookingSchema()
_MOVE = MoveSchema()
_RESEND = ResendSchema()


def booking_request(office_id: str, body: object) -> BookingRequest:
    """The request a body makes, or ``ValidationFailed`` with every wrong field of it."""
    return booking_request_of(office_id, load(_BOOKING, body))


def booking_request_of(office_id: str, values: Mapping[str, Any]) -> BookingRequest:
    """The request that the values of a body make."""
    first, second = (Person(**person) for person in values["couple"])
    documents = values.get("documents")
    return BookingRequest(
        office_id=office_id,
        date=values["date"],
        slot=values["slot"],
        couple=(first, second),
        phone=values["phone"],
        language=values["language"],
        channel=values["channel"],
        email=values.get("email"),
        documents=None if documents is None else tuple(dict.fromkeys(documents)),
    )


def move_request(body: object) -> tuple[date, int]:
    """The day and slot a booking is to move to, or ``ValidationFailed``."""
    values = load(_MOVE, body)
    return values["date"], values["slot"]


def resend_request(body: object) -> tuple[str, str]:
    """The reference and the phone (E.164) of a lost link, or ``ValidationFailed``."""
    values = load(_RESEND, body)
    return values["reference"], values["phone"]


def load(schema: Schema, body: object) -> dict[str, Any]:
    """The values of a body, or ``ValidationFailed`` with every wrong field of it."""
    try:
        loaded: dict[str, Any] = schema.load(body)  # type: ignore[arg-type]
    except ValidationError as error:
        raise ValidationFailed(list(_field_errors(error.messages))) from error
    return loaded


def _field_errors(messages: object, path: str = "") -> Iterator[FieldError]:
    """Marshmallow's tree of messages, which are our codes, as ``couple[0].name`` and a code."""
    if isinstance(messages, Mapping):
        for name, below in messages.items():
            yield from _field_errors(below, _extended(path, name))
    elif isinstance(messages, list):
        yield from (FieldError(path or "body", _code(message)) for message in messages)


def _code(message: str) -> str:
    """Our rules say a code; whatever Marshmallow finds in its own words is a wrong form."""
    return message if message in data_files.field_messages() else "field_invalid"


def _extended(path: str, name: object) -> str:
    if name == "_schema":
        return path
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else str(name)
