"""Finding a booking by what a caller says: a name as it sounds, some digits of a phone."""

from __future__ import annotations

import unicodedata

from chalicelib.domain.bookings import Booking

SHORTEST = 2
LONGEST = 120
_FEW_DIGITS = 4


def matches(booking: Booking, query: str) -> bool:
    """Whether a name of the couple holds the query, or their phone its digits.

    Capitals, accents and spaces do not count: ``nguyen thi`` finds Nguyễn Thị Ánh.
    """
    wanted = _folded(query)
    if wanted and any(wanted in _folded(person.name) for person in booking.couple):
        return True
    digits = _digits(query)
    return len(digits) >= _FEW_DIGITS and digits in f"0{_digits(booking.phone)}"


def _digits(text: str) -> str:
    """Its digits in ASCII, a Thai number without the 0 or the +66 before it."""
    found = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
    return found.removeprefix("66").removeprefix("0") if len(found) > _FEW_DIGITS else found


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if unicodedata.category(part)[0] in "LN")
