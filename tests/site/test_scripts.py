"""The scripts of the booking pages are small, and none is left lying about."""

from __future__ import annotations

import pytest

from tests.site.scripts import BOOKING, compressed_kib, modules

PAGES = ("book.mjs", "manage.mjs")
# The one small script of the pages that only inform.
ELSEWHERE = "arrival.mjs"


@pytest.mark.parametrize("entry", PAGES)
def test_the_script_of_a_whole_journey_is_30_kib_at_most(entry: str) -> None:
    assert 5 < compressed_kib(entry) <= 30


def test_every_module_is_needed_by_a_page() -> None:
    needed = set().union(*(modules(entry) for entry in (*PAGES, ELSEWHERE)))

    assert {path for path in needed if path.parent == BOOKING} == set(BOOKING.glob("*.mjs"))
