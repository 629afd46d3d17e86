"""People's names, from everywhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.names import LONGEST_NAME, clean_name

GOOD = [
    "สมหญิง ใจดี",
    "Nguyễn Thị Ánh",
    "王小明",
    "Gabriel García Márquez",
    "عبد الله",
    "Björk",
    "می\u200cخواهم",  # ZWNJ belongs to Persian spelling
    "ශ්\u200dරී",  # ZWJ belongs to Sinhala spelling
    "O'Brien-Smith",
    "X",
    "💐",
]


@pytest.mark.parametrize("name", GOOD)
def test_a_name_of_any_script_is_kept_as_it_is(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFC", name)


def test_combining_marks_are_stored_in_one_way() -> None:
    assert clean_name("Bjo\u0308rk") == "Björk"


def test_space_around_a_name_is_dropped() -> None:
    assert clean_name("  Björk ") == "Björk"


def test_a_name_of_exactly_120_characters_is_accepted() -> None:
    assert len(clean_name("ก" * LONGEST_NAME)) == 120


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_empty"),
        ("   ", "name_empty"),
        ("\u200b\u200b", "name_empty"),
        ("\u3164", "name_empty"),
        ("\u200d", "name_empty"),
        ("ก" * 121, "name_too_long"),
        ("x" * 5000, "name_too_long"),
        ("a\u0000b", "name_characters"),
        ("a\nb", "name_characters"),
        ("a\tb", "name_characters"),
        ("a\u202eb", "name_characters"),
        ("a\u2066b", "name_characters"),
        ("a\u2028b", "name_characters"),
        ("a\ud800b", "name_characters"),
    ],
)
def test_a_misleading_name_is_refused_by_what_is_wrong_with_it(name: str, code: str) -> None:
    with pytest.raises(ValueError, match=code):
        clean_name(name)


@given(st.text(max_size=130))
def test_an_accepted_name_can_be_stored_and_accepted_again(text: str) -> None:
    try:
        name = clean_name(text)
    except ValueError:
        return
    assert 1 <= len(name) <= LONGEST_NAME
    assert name.encode("utf-8")
    assert clean_name(name) == name
