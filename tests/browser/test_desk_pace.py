"""How often the desk asks the service: each question costs, and a desk is open all day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Request

from tests.browser.officer import a_couple, open_desk, staff_token, stand_still
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.engine]

LOOK_MS = 3500
A_MINUTE = 60_000 // LOOK_MS + 1
# The desk sets itself a new time to look when it has done with the last one, its answer included.
COUNT_LOOKS = f"""{{
  window.looks = 0
  const wait = window.setTimeout
  window.setTimeout = (act, delay, ...more) => {{
    if (delay === {LOOK_MS}) window.looks += 1
    return wait(act, delay, ...more)
  }}
}}"""


@pytest.fixture
def asked(page: Page, url: str) -> list[str]:
    """The questions a desk has asked so far; its browser's clock goes where it is told."""
    stand_still(page)
    page.add_init_script(COUNT_LOOKS)
    a_couple()
    questions: list[str] = []

    def note(request: Request) -> None:
        if "/api/staff/desk" in request.url:
            questions.append(request.url)

    page.on("request", note)
    open_desk(page, staff_token())
    return questions


def asked_within(page: Page, asked: list[str], looks: int) -> int:
    """How often it asks on so many occasions."""
    before = len(asked)
    for _ in range(looks):
        done = page.evaluate("looks")
        page.clock.run_for(LOOK_MS)
        until(lambda done=done: page.evaluate("looks") > done)
    return len(asked) - before


def test_a_desk_left_alone_asks_seldom_and_at_once_when_it_is_touched(
    page: Page, asked: list[str]
) -> None:
    in_use = asked_within(page, asked, 8)
    asked_within(page, asked, A_MINUTE)
    alone = asked_within(page, asked, 2 * A_MINUTE)

    assert in_use >= 6
    assert 3 <= alone <= 5
    with page.expect_request("**/api/staff/desk?**"):
        page.mouse.move(200, 300)
    assert asked_within(page, asked, 8) >= 6
