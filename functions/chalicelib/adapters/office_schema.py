"""What an office's data must look like; whoever edits it is told the field that is wrong.

Opening another district is one edit of ``data/offices.json``: ``booking`` true, and the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from chalicelib.adapters.data_schema import Strict, TextSchema, flat

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RULES = (
    "address",
    "phone",
    "location",
    "counter",
    "arrive_minutes_early",
    "late_after_minutes",
    "weekdays",
    "window_days",
    "capacity",
    "slots",
)
_TIME = validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$", error="a time looks like 08:31")


@dataclass(frozen=True)
class WrongField:
    """A field of an office's data, as ``slots[0].start``, and what is wrong with it."""

    office_id: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.office_id}: {self.path}: {self.message}"


class OfficeDataInvalid(ValueError):
    """The file of offices cannot be used; the text names the office, the field and the mend."""

    def __init__(self, wrong: Sequence[WrongField]) -> None:
        super().__init__("offices.json: " + "; ".join(map(str, wrong)))
        self.wrong = wrong


class LocationSchema(Strict):
    """A point in or near Bangkok: swapped or foreign figures are a slip of the hand."""

    latitude = fields.Float(required=True, validate=validate.Range(13, 15))
    longitude = fields.Float(required=True, validate=validate.Range(100, 101))


class SlotSchema(Strict):
    """A line of the table."""

    start = fields.String(required=True, validate=_TIME)
    end = fields.String(required=True, validate=_TIME)
    kept_for_counter = fields.Integer(strict=True, validate=validate.Range(0, 9999))


class OfficeSchema(Strict):
    """One office; the rules are needed once it takes bookings."""

    id = fields.String(required=True, validate=validate.Regexp(r"^[a-z]+(-[a-z]+)*$"))
    code = fields.String(required=True, validate=validate.Regexp(r"^10[0-5]\d$"))
    name = fields.Nested(TextSchema, required=True)
    postcodes = fields.List(fields.String(validate=validate.Regexp(r"^10\d{3}$")), required=True)
    booking = fields.Boolean(required=True)
    address = fields.Nested(TextSchema)
    phone = fields.String(validate=validate.Regexp(r"^\+66\d{8,9}$", error="like +6622361395"))
    location = fields.Nested(LocationSchema)
    counter = fields.Nested(TextSchema)
    arrive_minutes_early = fields.Integer(strict=True, validate=validate.Range(0, 60))
    late_after_minutes = fields.Integer(strict=True, validate=validate.Range(0, 120))
    weekdays = fields.List(
        fields.String(validate=validate.OneOf(WEEKDAYS)), validate=validate.Length(min=1)
    )
    window_days = fields.Integer(strict=True, validate=validate.Range(1, 365))
    capacity = fields.Integer(strict=True, validate=validate.Range(1, 9999))
    slots = fields.List(fields.Nested(SlotSchema), validate=validate.Length(1, 99))
    tells_staff_of_bookings = fields.Boolean()
    target_minutes = fields.Integer(strict=True, validate=validate.Range(5, 240))

    @validates_schema(skip_on_field_errors=True)
    def has_all_rules(self, office: Mapping[str, Any], **_: Any) -> None:
        """An office that takes bookings has every rule, and a table that runs forward.

        With slots it is being made ready, and needs the same.
        """
        missing = [rule for rule in RULES if rule not in office]
        if missing and (office["booking"] or "slots" in office):
            needed = f"needed where {'booking is true' if office['booking'] else 'there are slots'}"
            raise ValidationError({rule: [needed] for rule in missing})
        wrong = _not_running_forward(office.get("slots", ())) or _kept_beyond_capacity(office)
        if wrong:
            raise ValidationError({"slots": wrong})


def _not_running_forward(slots: Sequence[Mapping[str, str]]) -> dict[int, dict[str, list[str]]]:
    wrong: dict[int, dict[str, list[str]]] = {}
    last = ""
    for position, slot in enumerate(slots):
        if slot["start"] < last:
            wrong[position] = {"start": ["begins before the slot above it ends"]}
        elif slot["end"] <= slot["start"]:
            wrong[position] = {"end": ["is not after its start"]}
        last = slot["end"]
    return wrong


def _kept_beyond_capacity(office: Mapping[str, Any]) -> dict[int, dict[str, list[str]]]:
    return {
        position: {"kept_for_counter": ["is more than the capacity of a slot"]}
        for position, slot in enumerate(office.get("slots", ()))
        if slot.get("kept_for_counter", 0) > office.get("capacity", 0)
    }


_OFFICE = OfficeSchema()


def must_be_valid(offices: Sequence[Mapping[str, Any]]) -> None:
    """Raise ``OfficeDataInvalid`` naming every wrong field of every office, and twins."""
    wrong = [line for office in offices for line in _wrong_fields(office)]
    for field in ("id", "code"):
        values = [office.get(field) for office in offices]
        twins = sorted({str(value) for value in values if values.count(value) > 1})
        wrong += [WrongField("two offices", field, f"{twin} is there twice") for twin in twins]
    if wrong:
        raise OfficeDataInvalid(wrong)


def _wrong_fields(office: Mapping[str, Any]) -> Iterator[WrongField]:
    errors = _OFFICE.validate(office)
    for path, message in flat(errors):
        yield WrongField(str(office.get("id", "(no id)")), path, message)
