"""axe finds nothing serious on any page, in either language and scheme, on a phone or a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import OF_COLOURS, grave_findings
from tests.browser.pages import all_pages

pytestmark = [pytest.mark.browser, pytest.mark.engine]

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_axe_finds_nothing_serious_on_any_page(page: Page, language: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    # The dark scheme is the same page in other colours.
    rules = OF_COLOURS if scheme == "dark" else ()
    found = {}

    for path in all_pages(language):
        page.goto(path, wait_until="networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if findings := grave_findings(page, rules):
                found[path, width] = findings

    assert found == {}


def test_axe_finds_nothing_serious_in_the_unfolded_menu(page: Page) -> None:
    page.goto("/")
    page.locator(".site-menu summary").click()

    assert page.locator(".site-menu__fold a").first.is_visible()
    assert grave_findings(page) == []


def test_axe_is_awake(page: Page) -> None:
    """A picture without words must be found, or the tests above prove nothing."""
    page.goto("/")
    page.evaluate("document.querySelector('main').append(new Image())")

    assert any(line.startswith("image-alt") for line in grave_findings(page))


def test_axe_is_awake_to_the_colours_of_the_dark_scheme(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    assert grave_findings(page, OF_COLOURS) == []

    page.evaluate("document.querySelector('main p').style.color = '#444'")

    assert any(line.startswith("color-contrast") for line in grave_findings(page, OF_COLOURS))
