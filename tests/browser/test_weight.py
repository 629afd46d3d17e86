"""A page is light: for prepaid data, an old phone and a slow network."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from playwright.sync_api import Browser

from tests.browser.loading import visitor
from tests.browser.pages import all_pages

pytestmark = [pytest.mark.browser, pytest.mark.engine]

FIRST_KIB, FIRST_REQUESTS = 150, 15
SECOND_KIB = 40
FONTS = 2
# Staff's old computers show these with the letters they have.
WITHOUT_FONTS = (
    "/staff/desk/",
    "/staff/enter/",
    "/staff/days/",
    "/staff/papers/",
    "/staff/report/",
)
MOST_SHIFT = 0.05


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_page_is_light_as_the_first_and_as_the_second_and_nothing_in_it_jumps(
    chromium: Browser, url: str, language: str
) -> None:
    """150 KiB and 15 requests for the first page, 40 KiB for the second, on a slow phone."""
    # Pages without letters come last, so that each second page finds what the one before it left.
    pages = sorted(all_pages(language), key=lambda path: path.endswith(WITHOUT_FONTS))
    firsts, seconds = [], []
    for path, following in zip_longest(pages, pages[1:]):
        with visitor(chromium, url, slow=True) as somebody:
            firsts.append(somebody.load(path))
            if following:
                seconds.append(somebody.load(following))

    assert {it.path: round(it.kib) for it in firsts if it.kib > FIRST_KIB} == {}
    assert {it.path: sorted(it.bytes) for it in firsts if it.requests > FIRST_REQUESTS} == {}
    assert {it.path: it.cls for it in firsts if it.cls > MOST_SHIFT} == {}
    fonts = {it.path: 0 if it.path.endswith(WITHOUT_FONTS) else FONTS for it in firsts}
    assert {it.path: len(it.fonts) for it in firsts} == fonts
    assert {it.path: round(it.kib) for it in seconds if it.kib > SECOND_KIB} == {}
    assert {it.path: sorted(it.fonts) for it in seconds if it.fonts} == {}
