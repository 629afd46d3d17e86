"""Papers on their way: a couple's phone sends them, an officer looks, asks again, accepts."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from chalicelib import wiring
from chalicelib.domain.text import Language
from infra.setup import ROOT
from tests.browser.papers.steps import (
    DOOR,
    choose,
    expect_lines,
    open_papers,
    review_page,
    take_in,
    the_booking,
)
from tests.builders import A_MONDAY, NOW
from tests.papers import files

pytestmark = [pytest.mark.browser, pytest.mark.engine]


def sends_interrupted_once(page: Page, photograph: Path) -> None:
    """The line goes dead in the middle of the photograph; then it is sent on."""
    page.route(DOOR, lambda route: route.abort("connectionreset"), times=1)
    choose(page, "R10", photograph)
    again = page.locator('[data-kind="R10"] [data-state="sending"] .button')
    expect(again).to_be_visible()
    again.click()
    expect_lines(page, "R10", "waiting")


def expect_small_and_silent(photograph: Path) -> None:
    """What left the phone is small, and says nothing about where it was taken."""
    with Image.open(photograph) as taken:
        assert taken.getexif().get_ifd(files.POSITION)
    files_ = wiring.services().papers.files
    (upload,) = files_.arrived()
    original = files_.original(*upload)
    assert original
    assert b"maker of phones" not in original
    assert not Image.open(BytesIO(original)).getexif()
    assert len(original) < 2 * 1024 * 1024


def look(desk: Page) -> None:
    """Open the next paper that waits."""
    desk.locator('[data-state="uploaded"] button').first.click()
    expect(desk.locator("canvas[data-turns]")).to_be_visible()


def turn_and_enlarge(desk: Page) -> None:
    canvas, tools = desk.locator("canvas"), desk.locator(".review-view > .actions button")
    width = canvas.evaluate("it => it.width")
    tools.nth(0).click()
    expect(canvas).to_have_js_property("height", width)
    tools.nth(1).click()
    expect(canvas).to_have_attribute("data-zoom", "2")
    tools.nth(2).click()
    expect(canvas).to_have_attribute("data-zoom", "1")


def ask_again(desk: Page, language: Language) -> str:
    """Choose a ready sentence; it is put down in the couple's language."""
    desk.locator("#review-ready").select_option("blurred")
    asked = wiring.services().paper_check.asks["blurred"][language]
    expect(desk.locator("#review-message")).to_have_value(asked)
    desk.locator(".review-ask button").click()
    expect(desk.locator('[data-state="needs_attention"]')).to_have_count(1)
    return asked


def accept(desk: Page, accepted: int) -> None:
    look(desk)
    desk.locator(".review-view__decision .actions button").first.click()
    expect(desk.locator('[data-state="accepted"]')).to_have_count(accepted)


def expect_partly_at_the_desk(context: BrowserContext, language: Language) -> None:
    """The day list tells that two of its papers are in order, and leads to no empty list."""
    count = the_booking().papers_count
    assert (count.accepted, count.to_check) == (2, 0)
    words = json.loads((ROOT / "site/strings/desk_script.json").read_text(encoding="utf-8"))
    told = words["papers_partly"][language].format(accepted=2, wanted=count.wanted)
    links = wiring.services().staff_links
    token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW))
    desk = context.new_page()
    desk.goto(f"{'/en' if language == 'en' else ''}/staff/desk/#token={token}")
    tag = desk.locator(".line__tags .tag", has_text=told)
    expect(tag).to_be_visible()
    assert tag.evaluate("it => it.tagName") == "SPAN"


def delete_asked(page: Page, asked: str) -> None:
    """See what is needed again, and delete what was not good: at the second press."""
    bad = page.locator('[data-kind="R10"] [data-state="needs_attention"]')
    expect(bad).to_contain_text(asked)
    bad.locator("button").click()
    expect(bad).to_have_count(1)
    bad.locator("button").click()
    expect(bad).to_have_count(0)


@pytest.mark.parametrize("language", ["th", "en"])
def test_sent_interrupted_once_reviewed_asked_again_and_accepted(
    page: Page, link: str, photograph: Path, pdf: Path, language: Language
) -> None:
    open_papers(page, link)
    sends_interrupted_once(page, photograph)
    expect_small_and_silent(photograph)
    choose(page, "R12", pdf)
    expect_lines(page, "R12", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    expect_lines(page, "R12", "uploaded")

    desk = review_page(page.context, language)
    look(desk)
    turn_and_enlarge(desk)
    asked = ask_again(desk, language)
    accept(desk, 1)
    assert the_booking().papers_state == "needs_attention"

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[data-papers-asked]")).to_be_visible()
    open_papers(page, link)
    delete_asked(page, asked)
    choose(page, "R10", photograph)
    expect_lines(page, "R10", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    accept(review_page(page.context, language), 2)
    expect_partly_at_the_desk(page.context, language)
