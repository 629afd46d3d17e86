"""Phone numbers in print."""

from __future__ import annotations

import pytest

from chalicelib.adapters.phone_numbers import phone_from_abroad, phone_in_print


@pytest.mark.parametrize(
    ("phone", "printed"),
    [
        ("+6622361395", "0 2236 1395"),
        ("+66812345678", "081 234 5678"),
        ("+6653112233", "053 112 233"),
        ("+4915123456789", "+49 1512 3456789"),
        ("+12015550123", "+1 201-555-0123"),
        ("", ""),
    ],
)
def test_a_bangkok_number_is_printed_as_thai_offices_print_it(phone: str, printed: str) -> None:
    assert phone_in_print(phone) == printed


def test_a_number_is_spaced_the_same_for_callers_from_abroad() -> None:
    assert phone_from_abroad("+6622361395") == "+66 2236 1395"
