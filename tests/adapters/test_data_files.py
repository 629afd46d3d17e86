"""The data every office shares."""

from __future__ import annotations

import json
from datetime import date, time

from chalicelib.adapters import data_files
from infra.data import freeze_holidays

OFFICES = data_files.offices()


def test_all_fifty_districts_are_there_once() -> None:
    codes = [office.code for office in OFFICES.all()]

    assert codes == [str(code) for code in range(1001, 1051)]
    assert len({office.id for office in OFFICES.all()}) == 50


def test_bang_rak_takes_bookings() -> None:
    assert [office.id for office in OFFICES.all() if office.takes_bookings] == ["bang-rak"]


def test_bang_rak_has_the_table_its_office_prints() -> None:
    rules = OFFICES.get("bang-rak").rules
    assert rules is not None

    assert len(rules.slots) == 15
    assert (rules.slots[0].start, rules.slots[0].end) == (time(8, 0), time(8, 30))
    assert (rules.slots[8].start, rules.slots[8].end) == (time(12, 1), time(12, 30))
    assert (rules.slots[9].start, rules.slots[9].end) == (time(13, 1), time(13, 30))
    assert (rules.slots[14].start, rules.slots[14].end) == (time(15, 31), time(16, 0))
    assert rules.weekdays == {0, 1, 2, 3, 4}


def test_the_frozen_holidays_are_those_of_the_holidays_package_with_our_corrections() -> None:
    frozen = json.loads(freeze_holidays.TARGET.read_text(encoding="utf-8"))

    days = freeze_holidays.government_holidays()
    assert frozen == {"last": freeze_holidays.known_until(days), "days": days}


def test_nothing_is_known_beyond_a_royal_ploughing_day_that_is_not_announced() -> None:
    days = freeze_holidays.government_holidays()
    announced = {day: names for day, names in days.items() if day.startswith("2026")}

    assert freeze_holidays.known_until(announced) == "2027-04-30"
    assert freeze_holidays.known_until({}) == "2026-04-30"


def test_substitution_days_are_holidays() -> None:
    names = data_files.holidays().names

    for day in (date(2026, 12, 7), date(2027, 2, 22), date(2027, 10, 25), date(2027, 12, 6)):
        assert day in names


def test_every_country_is_named_in_both_languages() -> None:
    assert len(data_files.countries()) == 249
    assert data_files.countries()["TH"].th == "ไทย"
    assert all(name.th and name.en for name in data_files.countries().values())
