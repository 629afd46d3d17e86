"""Phone numbers as people read and dial them."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberFormat, PhoneNumber, PhoneNumberFormat

_THAILAND = 66
# As Thai offices print a Bangkok number: 0 2236 1395.
_BANGKOK = NumberFormat(
    pattern=r"(2\d{3})(\d{4})", format=r"\1 \2", national_prefix_formatting_rule="$NP $FG"
)


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


def _printed(number: PhoneNumber, style: int) -> str:
    significant = phonenumbers.national_significant_number(number)
    if number.country_code == _THAILAND and significant.startswith("2"):
        return phonenumbers.format_by_pattern(number, style, [_BANGKOK])
    return phonenumbers.format_number(number, style)
