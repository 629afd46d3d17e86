"""Phone numbers as people write, read and dial them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberFormat, PhoneNumber, PhoneNumberFormat

_HOME = "TH"
_THAILAND = 66
# As Thai offices print a Bangkok number: 0 2236 1395.
_BANGKOK = NumberFormat(
    pattern=r"(2\d{3})(\d{4})", format=r"\1 \2", national_prefix_formatting_rule="$NP $FG"
)


def number_of(text: str) -> str | None:
    """The number in E.164, ``+66812345678``, of any usual spelling; None for what is no number.

    Whoever looks for a number must read it as it was read when it was stored.
    """
    return next(filter(None, map(_dialled, _spellings(text))), None)


def phone_in_print(phone: str) -> str:
    """A number as it is dialled in Thailand: ``0 2236 1395``, or ``+49 1512 3456789``.

    A couple that was forgotten has none.
    """
    if not phone:
        return ""
    number = phonenumbers.parse(phone)
    home = number.country_code == _THAILAND
    return _printed(number, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)


def phone_from_abroad(phone: str) -> str:
    """A number as it is dialled from anywhere: ``+66 2236 1395``."""
    return _printed(phonenumbers.parse(phone), PhoneNumberFormat.INTERNATIONAL)


def _spellings(text: str) -> Iterator[str]:
    """The number as written; before that, ``00`` as most of the world writes ``+``.

    Dialled inside Thailand ``00`` begins a carrier's code, so that a German 0049 would quietly
    become a number in India. The second spelling is tried when the first is no number.
    """
    digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
    if digits.startswith("00"):
        yield f"+{digits[2:]}"
    yield text


def _dialled(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return None
    # An extension cannot be dialled by whoever reads the day list, so it is not dropped silently.
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _printed(number: PhoneNumber, style: int) -> str:
    significant = phonenumbers.national_significant_number(number)
    if number.country_code == _THAILAND and significant.startswith("2"):
        return phonenumbers.format_by_pattern(number, style, [_BANGKOK])
    return phonenumbers.format_number(number, style)
