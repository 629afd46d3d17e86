"""The panel of one couple: its papers at two desks, and its place on an old screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page, expect

from tests.browser.officer import (
    JAIDEE,
    MALI,
    a_couple,
    colleague,
    expect_all_sent,
    expect_state,
    open_desk,
    presses,
    staff_token,
)

pytestmark = [pytest.mark.browser, pytest.mark.engine]

OLD_SCREEN = {"width": 1024, "height": 768}
WIDE = {"width": 1280, "height": 800}
LONG_NAME = "พิมพ์ใจประภาสิริกุลธิดา ศรีสุวรรณรัตนโกสินทร์มหาวงศ์"
# About twenty letters: a name of usual length on one line.
NARROWEST = 200


@pytest.fixture
def token(url: str) -> str:
    """The office's link of today."""
    return staff_token()


def test_papers_ticked_at_one_desk_are_ticked_at_the_other_also_after_an_hour_without_network(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple(documents=("R01", "R05", "R17"))
    open_desk(page, token)
    other = colleague(context, token)
    for officer in (page, other):
        officer.locator(f'[data-open="{MALI}"]').click()
    mine, theirs = (each.locator("[data-papers] input") for each in (page, other))

    mine.first.check()
    expect(theirs.first).to_be_checked()

    context.set_offline(True)
    mine.nth(1).check()
    mine.first.uncheck()
    expect(page.locator("[data-paper-count]")).to_contain_text("1 จาก 3")
    theirs.nth(2).check()
    expect_all_sent(other)
    context.set_offline(False)

    for officer in (page, other):
        boxes = officer.locator("[data-papers] input")
        for box, ticked in enumerate((False, True, True)):
            expect(boxes.nth(box)).to_be_checked(checked=ticked)
    expect_all_sent(page)
    other.context.close()


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("screen", [OLD_SCREEN, WIDE], ids=["1024", "1280"])
def test_names_stay_whole_beside_the_open_panel(
    page: Page, token: str, screen: dict[str, int]
) -> None:
    a_couple(first=LONG_NAME)
    a_couple(JAIDEE, 2, first="Maria-Fernanda García-Ejemplo", language="en", documents=("R17",))
    open_desk(page, token)
    page.set_viewport_size(screen)  # type: ignore[arg-type]

    page.locator(f'[data-open="{MALI}"]').click()

    panel = box(page.locator("[data-couple]"))
    for names in page.locator("td.line__names:has(button)").all():
        assert box(names)["width"] >= NARROWEST
        for part in names.locator("> *").all():
            assert box(part)["x"] + box(part)["width"] <= panel["x"]
    assert panel["x"] + panel["width"] <= screen["width"]


def test_on_an_old_screen_the_panel_has_the_presses_it_covers(page: Page, token: str) -> None:
    a_couple()
    open_desk(page, token)
    page.set_viewport_size(OLD_SCREEN)  # type: ignore[arg-type]
    page.locator(f'[data-open="{MALI}"]').click()
    deeds = page.locator("[data-panel-deeds]")

    deeds.locator('[data-deed="arrive"]').click()

    expect(deeds.locator('[data-deed="start"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect_state(page, "กำลังให้บริการ")
    expect(deeds.locator('[data-deed="finish"]')).to_be_visible()
    expect_all_sent(page)
    assert presses() == ["arrive", "start"]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    expect(deeds).to_be_hidden()
