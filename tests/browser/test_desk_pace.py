"""When a desk learns what a colleague pressed, and how often it asks for it.

Its browser's clock stands still but for the steps it is told: however busy the machine is, what is
measured is what an officer would wait.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from chalicelib import wiring
from infra.local.pulses import PATH, Pulses
from tests.browser.officer import (
    MALI,
    a_couple,
    at,
    colleague,
    expect_state,
    open_desk,
    press,
    presses,
    staff_token,
)

pytestmark = [pytest.mark.browser, pytest.mark.engine]

STEP_S = 0.5
# For an answer of the network, in real time.
PATIENCE_S = 20
ROW = f'tr[data-id="{MALI}"] .line__state'


@dataclass
class Watcher:
    """An officer's desk that nobody has touched for five minutes, and what it asks."""

    page: Page
    asked: list[str] = field(default_factory=list)
    _open: set[Request] = field(default_factory=set)

    def sit_down(self, token: str) -> None:
        self.page.on("request", self._note)
        self.page.on("requestfinished", self._note_end)
        self.page.on("requestfailed", self._note_end)
        self.page.clock.install(time=at(9))
        open_desk(self.page, token)

    def leave(self) -> None:
        """Go away, and let what followed from coming be over."""
        self.page.clock.pause_at(at(9, 5))
        self.wait(15)

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> float:
        """Let time go on, answers included; after how many seconds it was so, or all of them."""
        for step in range(round(seconds / STEP_S)):
            if until():
                return step * STEP_S
            self.page.clock.run_for(int(STEP_S * 1000))
            self._let_answers_come()
        return seconds

    def sees(self, words: str) -> bool:
        return words in self.page.locator(ROW).inner_text()

    def questions(self) -> int:
        return sum("/api/staff/desk" in url for url in self.asked)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)
        self._open.add(request)

    def _note_end(self, request: Request) -> None:
        self._open.discard(request)

    def _let_answers_come(self) -> None:
        began = monotonic()
        self.page.wait_for_timeout(10)
        while self._open and monotonic() - began < PATIENCE_S:
            self.page.wait_for_timeout(10)


@pytest.fixture
def watcher(page: Page, url: str) -> Watcher:
    a_couple()
    return Watcher(page)


def a_colleague_presses(context: BrowserContext, token: str) -> Page:
    """At another computer; noted by the service before time goes on."""
    other = colleague(context, token)
    press(other, "arrive")
    expect_state(other, "มาแล้ว")
    until = monotonic() + PATIENCE_S
    while not presses() and monotonic() < until:
        sleep(0.05)
    assert presses() == ["arrive"]
    return other


def pulses() -> Pulses:
    pulse = wiring.services().day_pulse
    assert isinstance(pulse, Pulses)
    return pulse


@pytest.mark.parametrize("has_beaten", [True, False])
def test_a_desk_left_alone_for_minutes_shows_a_colleagues_press_within_five_seconds(
    watcher: Watcher, context: BrowserContext, *, has_beaten: bool
) -> None:
    """Also the first of a day on which nothing has happened lately."""
    token = staff_token()
    if not has_beaten:
        pulses().beats.clear()
    watcher.sit_down(token)
    watcher.leave()

    other = a_colleague_presses(context, token)

    assert watcher.wait(30, lambda: watcher.sees("มาแล้ว")) <= 5
    other.context.close()


def test_a_desk_that_hears_the_pulse_asks_the_service_every_two_minutes(
    watcher: Watcher,
) -> None:
    watcher.sit_down(staff_token())
    watcher.leave()
    watcher.asked.clear()

    watcher.wait(240)

    assert 1 <= watcher.questions() <= 3
    assert sum(PATH in url for url in watcher.asked) >= 60


def test_a_desk_without_a_pulse_shows_the_press_within_half_a_minute_or_when_it_is_touched(
    watcher: Watcher, context: BrowserContext
) -> None:
    token = staff_token()
    watcher.page.route(f"**{PATH}*", lambda route: route.abort())
    watcher.sit_down(token)
    watcher.leave()

    other = a_colleague_presses(context, token)

    # As seldom as that, or the test above would prove nothing.
    assert 5 < watcher.wait(60, lambda: watcher.sees("มาแล้ว")) <= 35
    other.context.close()
    with watcher.page.expect_request("**/api/staff/desk?**"):
        watcher.page.mouse.move(200, 300)
    watcher.asked.clear()
    watcher.wait(30)
    assert watcher.questions() >= 6
