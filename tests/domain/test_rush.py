"""Who comes too late on a special day is told so at once, and never wrongly for long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.days import Schedule
from chalicelib.domain.errors import SlotTaken
from chalicelib.domain.offices import Venue
from chalicelib.domain.rush import FRESH, MANY_PLACES, Rush
from chalicelib.domain.text import Text
from tests.builders import A_MONDAY, NOW, make_rules

VENUE = Venue(Text("ห้าง", "Mall"), Text("สีลม", "Silom"))
SPECIAL = Schedule(A_MONDAY, VENUE, make_rules().slots, capacity=37)
ORDINARY = Schedule(A_MONDAY, VENUE, make_rules().slots, capacity=1)


def test_a_slot_seen_full_is_refused_with_those_that_were_free() -> None:
    rush = Rush()
    rush.saw("bang-rak", SPECIAL, {3, 5}, NOW)

    with pytest.raises(SlotTaken) as refused:
        rush.must_have_room("bang-rak", SPECIAL, 1, NOW)

    assert refused.value.free_slots == (3, 5)


def test_a_slot_seen_free_another_day_and_another_office_are_let_through() -> None:
    rush = Rush()
    rush.saw("bang-rak", SPECIAL, {3, 5}, NOW)
    another_day = Schedule(A_MONDAY + timedelta(days=1), VENUE, SPECIAL.slots, 37)

    rush.must_have_room("bang-rak", SPECIAL, 3, NOW)
    rush.must_have_room("bang-rak", another_day, 1, NOW)
    rush.must_have_room("dusit", SPECIAL, 1, NOW)


def test_what_was_seen_is_soon_forgotten() -> None:
    rush = Rush()
    rush.saw("bang-rak", SPECIAL, set(), NOW)

    rush.must_have_room("bang-rak", SPECIAL, 1, NOW + FRESH)


def test_on_an_ordinary_day_the_write_alone_decides() -> None:
    rush = Rush()
    rush.saw("bang-rak", ORDINARY, set(), NOW)

    rush.must_have_room("bang-rak", ORDINARY, 1, NOW)
    assert len(ORDINARY.places) < MANY_PLACES <= len(SPECIAL.places)
