"""Dates and times in words."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from chalicelib.domain.offices import Slot
from chalicelib.domain.wording import day_in_words, slot_label


@pytest.mark.parametrize(
    ("day", "thai", "english"),
    [
        (
            date(2026, 12, 14),
            "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569",
            "Monday 14 December 2026 (B.E. 2569)",
        ),
        (
            date(2028, 2, 29),
            "วันอังคารที่ 29 กุมภาพันธ์ พ.ศ. 2571",
            "Tuesday 29 February 2028 (B.E. 2571)",
        ),
        (
            date(2027, 1, 1),
            "วันศุกร์ที่ 1 มกราคม พ.ศ. 2570",
            "Friday 1 January 2027 (B.E. 2570)",
        ),
    ],
)
def test_a_day_is_written_in_the_era_of_its_reader(day: date, thai: str, english: str) -> None:
    words = day_in_words(day)

    assert words.th == thai
    assert words.en == english


def test_every_day_of_eight_years_names_both_eras_in_english() -> None:
    day = date(2025, 1, 1)
    while day.year < 2033:
        words = day_in_words(day)
        assert f"{day.year} (B.E. {day.year + 543})" in words.en
        assert words.th.endswith(f"พ.ศ. {day.year + 543}")
        assert str(day.year) not in words.th
        day += timedelta(days=1)


def test_a_slot_is_labelled_as_the_office_prints_it() -> None:
    label = slot_label(Slot(2, time(8, 31), time(9, 0)))

    assert label.th == "๐๘.๓๑–๐๙.๐๐ น."
    assert label.en == "08:31–09:00"
