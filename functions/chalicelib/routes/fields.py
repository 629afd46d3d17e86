"""The kinds of values a request may hold, each with the codes of what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from marshmallow import ValidationError, fields, validate

from chalicelib.adapters import data_files
from chalicelib.adapters.phone_numbers import number_of
from chalicelib.domain.bookings import STATELESS
from chalicelib.domain.names import clean_line, clean_name
from chalicelib.domain.secrets import normal_reference

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


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
        if number := number_of(text):
            return number
        raise ValidationError("phone_invalid")


class Reference(fields.String):
    """A booking reference, however it is typed; becomes ``K7M4-Q2XW``."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        reference = normal_reference(text)
        if not reference:
            raise ValidationError("reference_invalid")
        return reference


class Email(fields.Email):
    """An address that a mail can be sent to, as far as its form tells."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not text.isprintable():  # half an emoji passes for a host name, and cannot be stored
            raise ValidationError("email_invalid")
        return text

    def __init__(self, **options: Any) -> None:
        super().__init__(
            validate=validate.Length(max=254, error="email_invalid"),
            error_messages={"invalid": "email_invalid"},
            **options,
        )


class Line(fields.String):
    """A few words of an officer's, on one line."""

    def __init__(self, longest: int, **options: Any) -> None:
        self._is_needed = bool(options.get("required"))
        super().__init__(validate=validate.Length(max=longest, error="text_too_long"), **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            line = clean_line(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if self._is_needed and not line:
            raise ValidationError("field_required")
        return line


class ClockTime(fields.Field[time]):
    """A time ``HH:MM``."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> time:
        del attr, data, kwargs
        if not isinstance(value, str) or not _TIME.fullmatch(value):
            raise ValidationError("time_invalid")
        return time.fromisoformat(value)


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
