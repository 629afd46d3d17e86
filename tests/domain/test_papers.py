"""Which papers two nationalities imply, whose they are, and what a booking may hold."""

from __future__ import annotations

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Person
from tests.builders import ANH, MALI

CHECKLIST = data_files.checklist()
EVERY_COUPLE = {"R03", "R04", "R05"}
THAI = {"R01", "R02"}
FOREIGN = {"R10", "R11", "R12", "R13"}
BRITON = Person("Robin Example", "GB")
NOBODYS = Person("ไร้ สัญชาติ", "stateless")


@pytest.mark.parametrize(
    ("couple", "expected"),
    [
        ((MALI, MALI), EVERY_COUPLE | THAI),
        ((MALI, ANH), EVERY_COUPLE | THAI | FOREIGN | {"R17"}),
        ((ANH, ANH), EVERY_COUPLE | FOREIGN | {"R17"}),
        ((BRITON, MALI), EVERY_COUPLE | THAI | FOREIGN | {"R15", "R17"}),
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


@pytest.mark.parametrize(
    ("id_", "couple", "bearers"),
    [
        # Only one of them can be meant.
        ("R14", (MALI, ANH), [1]),
        # Each foreigner needs a translation; whose long way it is, the id alone does not tell.
        ("R13", (ANH, ANH), [0, 1]),
        ("R14", (ANH, ANH), ["both"]),
        ("R20", (MALI, ANH), ["both"]),
        ("R41", (MALI, ANH), ["both"]),
    ],
)
def test_a_paper_is_told_to_whom_it_can_only_concern(
    id_: str, couple: tuple[Person, Person], bearers: list[object]
) -> None:
    assert [each.bearer for each in CHECKLIST.to_bring((id_,), couple)] == bearers


def test_a_booking_holds_no_sensitive_paper_no_warning_and_no_reason_to_stop() -> None:
    kept = {id_ for id_ in CHECKLIST.papers if CHECKLIST.may_keep(id_)}

    assert {paper.id for paper in CHECKLIST.papers.values() if paper.sensitive} == {"R30"}
    assert not kept & {"R30", "R16", "R18", "R03b", "R33", "R34", "R50", "R51"}
    assert {"R01", "R20", "R25", "R31", "R44"} <= kept
    assert not CHECKLIST.may_keep("R99")


def test_what_should_not_have_been_stored_is_not_shown() -> None:
    assert CHECKLIST.to_bring(("R30", "R16", "R99"), (MALI, ANH)) == []


def test_a_paper_of_low_confidence_says_to_ask_the_office_wherever_it_is_told() -> None:
    for paper in CHECKLIST.papers.values():
        asks = paper.in_full.en.endswith("ask the office before you come.")
        assert asks == (paper.confidence == "low") == paper.is_uncertain, paper.id


def test_how_many_stands_before_what_to_look_out_for() -> None:
    passport = CHECKLIST.papers["R10"]

    assert passport.in_full.en.startswith("Original and 1 copy. Not expired.")
    assert passport.in_full.th.startswith("ตัวจริงและสำเนา 1 ชุด ยังไม่หมดอายุ")
