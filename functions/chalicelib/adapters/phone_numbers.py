"""Phone numbers as people read and dial them."""

from __future__ import annotations

import phonenumbers

_THAILAND = 66


def phone_in_print(phone: str) -> str:
    """A number as it is dialled in Thailand: ``081-234-5678``, or ``+49 1512 3456789``.

    A couple that was forgotten has none.
    """
    if not phone:
        return ""
    number = phonenumbers.parse(phone)
    home = number.country_code == _THAILAND
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL)


def phone_from_abroad(phone: str) -> str:
    """A number as it is dialled from anywhere: ``+66 2 236 1395``."""
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(phonenumbers.parse(phone), style)
