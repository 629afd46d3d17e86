"""Which papers two nationalities imply."""

from __future__ import annotations

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Person
from tests.builders import ANH, MALI

CHECKLIST = data_files.checklist()
EVERY_COUPLE = {"R03", "R04", "R05"}
THAI = {"R01", "R02"}
FOREIGN = {"R10", "R11", "R12", "R13"}
NOBODYS = Person("ไร้ สัญชาติ", "stateless")


@pytest.mark.parametrize(
    ("couple", "expected"),
    [
        ((MALI, MALI), EVERY_COUPLE | THAI),
        ((MALI, ANH), EVERY_COUPLE | THAI | FOREIGN),
        ((ANH, ANH), EVERY_COUPLE | FOREIGN),
        ((NOBODYS, MALI), EVERY_COUPLE | THAI | {"R44"}),
    ],
)
def test_the_list_follows_from_the_two_nationalities(
    couple: tuple[Person, Person], expected: set[str]
) -> None:
    assert set(CHECKLIST.ids_for(couple)) == expected


def test_each_paper_says_whose_it_is() -> None:
    listed = CHECKLIST.to_bring(("R01", "R10", "R05"), (ANH, MALI))

    assert [(each.paper.id, each.bearer) for each in listed] == [
        ("R01", 1),
        ("R10", 0),
        ("R05", "both"),
    ]


def test_a_paper_both_need_is_listed_for_each() -> None:
    listed = CHECKLIST.to_bring(("R01",), (MALI, MALI))

    assert [each.bearer for each in listed] == [0, 1]
