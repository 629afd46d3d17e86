"""The kinds of values a request may hold, each with the codes of what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import phonenumbers
from marshmallow import ValidationError, fields, validate

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import STATELESS
from chalicelib.domain.names import clean_name

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HOME = "TH"


class Name(fields.String):
    """A person's name, see ``domain.names``."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return clean_name(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Nationality(fields.String):
    """ISO 3166-1 alpha-2, or ``stateless``."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text != STATELESS and text not in data_files.countries():
            raise ValidationError("nationality_unknown")
        return text


class Phone(fields.String):
    """A phone number in any usual spelling, Thai digits too; becomes E.164."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, _HOME)
        except phonenumbers.NumberParseException as error:
            raise ValidationError("phone_invalid") from error
        if not phonenumbers.is_valid_number(number):
            raise ValidationError("phone_invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Email(fields.Email):
    """An address that a mail can be sent to, as far as its form tells."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            validate=validate.Length(max=254, error="email_invalid"),
            error_messages={"invalid": "email_invalid"},
            **options,
        )


class Day(fields.Field[date]):
    """A date ``YYYY-MM-DD`` in the common era."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date:
        del attr, data, kwargs
        try:
            return day(value)
        except (TypeError, ValueError) as error:
            raise ValidationError("date_invalid") from error


def day(text: str) -> date:
    """The date a text spells, or ``ValueError``: ``fromisoformat`` alone takes other forms too."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
