"""A page is light: for prepaid data, an old phone and a slow network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.loading import visitor
from tests.browser.pages import all_pages

pytestmark = [pytest.mark.browser, pytest.mark.engine]

FIRST_KIB, FIRST_REQUESTS = 150, 15
SECOND_KIB = 40
# Staff's old computers show these with the letters they have.
WITHOUT_FONTS = ("/staff/desk/", "/staff/enter/", "/staff/days/")
MOST_SHIFT = 0.05


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_first_page_is_150_kib_and_15_requests_at_most(
    chromium: Browser, url: str, language: str
) -> None:
    loads = []
    for path in all_pages(language):
        with visitor(chromium, url) as somebody:
            loads.append(somebody.load(path))

    heavy = {it.path: (round(it.kib), it.requests) for it in loads if it.kib > FIRST_KIB}
    many = {it.path: sorted(it.bytes) for it in loads if it.requests > FIRST_REQUESTS}
    assert heavy == {}
    assert many == {}
    assert all(len(it.fonts) == 2 for it in loads if not it.path.endswith(WITHOUT_FONTS))


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_second_page_is_40_kib_at_most(chromium: Browser, url: str, language: str) -> None:
    first, *others = all_pages(language)
    heavy = {}
    for path in others:
        with visitor(chromium, url) as somebody:
            somebody.load(first)
            second = somebody.load(path)
        if second.kib > SECOND_KIB:
            heavy[path] = round(second.kib)
        assert second.fonts == {}, path

    assert heavy == {}


@pytest.mark.parametrize("language", ["th", "en"])
def test_nothing_jumps_when_letters_and_places_arrive_on_a_slow_phone(
    chromium: Browser, url: str, language: str
) -> None:
    shifts = {}
    for path in all_pages(language):
        with visitor(chromium, url, slow=True) as somebody:
            shifts[path] = round(somebody.load(path).cls, 3)

    assert {path: shift for path, shift in shifts.items() if shift > MOST_SHIFT} == {}
