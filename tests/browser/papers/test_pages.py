"""Both pages of papers on any screen, by keyboard, aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.domain.text import Language
from tests.browser.axe import grave_findings
from tests.browser.conftest import PHONE
from tests.browser.papers.steps import (
    choose,
    expect_lines,
    open_papers,
    review_page,
    take_in,
)
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.engine]


def test_several_photographs_are_sent_one_after_the_other(
    page: Page, link: str, photograph: Path, pdf: Path
) -> None:
    door: list[int] = []
    page.on("request", lambda sent: "/papers-bucket/" in sent.url and door.append(1))
    page.on("requestfinished", lambda sent: "/papers-bucket/" in sent.url and door.append(-1))
    open_papers(page, link)

    page.locator("#choose_files-R10").set_input_files([photograph, pdf, photograph])

    expect_lines(page, "R10", "waiting", 3)
    # The browser tells of an end a moment after the page knows of it.
    until(lambda: len(door) == 6 or page.wait_for_timeout(20))
    assert door == [1, -1] * 3


@pytest.mark.parametrize("language", ["th", "en"])
def test_both_pages_can_be_read_aloud_and_used_by_keyboard(
    page: Page, link: str, pdf: Path, language: Language
) -> None:
    open_papers(page, link)
    choose(page, "R12", pdf)
    choose(page, "R10", pdf)
    expect_lines(page, "R12", "waiting")
    expect_lines(page, "R10", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    expect_lines(page, "R12", "uploaded")
    assert grave_findings(page) == []

    desk = review_page(page.context, language)
    first = desk.locator("button[aria-expanded]").first
    first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("canvas[data-turns]")).to_be_visible()
    assert grave_findings(desk) == []
    expect(first).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("canvas")).to_have_count(0)
    expect(first).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator(".review-view__decision .actions button").first.press("Enter")
    # The next paper is at hand at once.
    expect(desk.locator('[data-state="accepted"]')).to_have_count(1)
    expect(desk.locator('[data-state="uploaded"] button[aria-expanded]')).to_be_focused()
    expect(desk.locator(".review-couple > .hint").first).to_contain_text("1")

    drop = page.locator('[data-kind="R10"] .sent-file button').first
    drop.press("Enter")
    drop.press("Enter")
    expect(page.locator("#choose_files-R10")).to_be_focused()


def test_a_phone_offers_the_camera_and_a_desk_does_not(
    chromium: Browser, url: str, link: str
) -> None:
    for touch in (True, False):
        context = chromium.new_context(base_url=url, has_touch=touch, is_mobile=touch)
        page = context.new_page()
        open_papers(page, link)
        camera = page.locator("#take_photo-R10")
        assert camera.get_attribute("capture") == "environment"
        assert page.locator(".file-button--take_photo").first.is_visible() == touch
        context.close()


def test_the_code_of_the_view_comes_only_when_it_is_opened(page: Page, link: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(link)
    expect(page.locator("#ticket")).to_be_visible()
    assert not [address for address in asked if "/papers" in address]

    page.locator('[data-view="papers"]').click()
    expect(page.locator('[data-kind="R10"]')).to_be_visible()

    assert [address for address in asked if "send-papers" in address]


def test_a_phone_of_320_pixels_shows_it_without_scrolling_sideways(
    chromium: Browser, url: str, link: str
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=url)
    page = context.new_page()
    open_papers(page, link)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_review_page_leads_to_the_desk_with_the_same_link(
    page: Page, url: str, language: Language
) -> None:
    desk = review_page(page.context, language)
    here = desk.locator('.desk-header a[aria-current="page"]')
    assert here.evaluate("it => it.href") == desk.url
    token = desk.url.partition("#")[2]

    desk.locator(".desk-header a[data-carry]").first.click()

    expect(desk.locator('[data-module="desk"]')).to_be_visible()
    assert desk.url.endswith(f"/staff/desk/#{token}")


def test_without_a_link_the_review_page_says_where_to_find_it(page: Page, url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/en/staff/papers/")

    expect(page.locator("[data-no-link]")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_hidden()
