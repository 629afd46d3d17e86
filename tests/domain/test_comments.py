"""Comments keep what was meant and lose what would reach a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.comments import MASK, clean_comment


@pytest.mark.parametrize(
    "number",
    [
        "081-234-5678",
        "081 234 5678",
        "0812345678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "+66 81 234 5678",
        "+49 (0)151 / 23456789",
        "02 236 1395",
        "1-2345-67890-12-1",
    ],
)
def test_a_phone_number_or_identity_number_is_masked_however_it_is_written(number: str) -> None:
    assert clean_comment(f"โทร {number} นะคะ") == f"โทร {MASK} นะคะ"


@pytest.mark.parametrize("address", ["mali@example.com", "a.b+c@office.go.th", "มะลิ@ตัวอย่าง.ไทย"])
def test_a_mail_address_is_masked(address: str) -> None:
    assert clean_comment(f"write to {address}, please") == f"write to {MASK}, please"


@pytest.mark.parametrize(
    "comment",
    ["รอ 45 นาที แต่เจ้าหน้าที่ดีมาก 10/10", "Room 3, counter 12, 08.30.", "ดีมาก 💕", "🏳️‍🌈 ขอบคุณ"],
)
def test_ordinary_words_and_small_numbers_stay(comment: str) -> None:
    assert clean_comment(comment) == comment


def test_lines_stay_and_hidden_signs_go() -> None:
    assert clean_comment(" one\r\ntwo\x00\u202e \ud83d") == "one\ntwo"


@given(st.text(), st.from_regex(r"0[689][0-9]{8}", fullmatch=True), st.text())
def test_no_mobile_number_survives(before: str, number: str, after: str) -> None:
    assert number not in clean_comment(before + number + after)
