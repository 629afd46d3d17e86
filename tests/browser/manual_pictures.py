"""`make manual-pictures`: the pictures of the staff's manual, taken anew from a day at the desk.

Each function brings one thing into view, with invented people; when the desk changes, they do too.
Look at the pictures afterwards.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.office_day import ANOTHER_DAY, OfficeDay, office_day
from tests.live import server

TARGET = server.ROOT / "site" / "docs" / "assets" / "desk" / "manual"
# The manual names the same size, so that nothing jumps while a picture loads.
SIZE = {"width": 1280, "height": 800}
QUALITY = 70
OFFICERS = {"th": "สมศรี", "en": "Somsri"}


def desk(page: Page) -> None:
    """The day at ten o'clock."""


def couple(page: Page) -> None:
    """One couple, with papers ticked and the times open."""
    page.locator("button[data-open]").nth(2).click()
    for box in page.locator("[data-papers] input").all()[:3]:
        box.check()


def offline(page: Page) -> None:
    """Two presses that wait."""
    page.locator("[data-close-panel]").click()
    page.context.set_offline(True)
    page.locator('[data-deed="finish"]').first.click()
    page.locator('[data-deed="start"]').nth(1).click()
    page.locator('[data-connection][data-state="lost"]').wait_for(timeout=20_000)
    page.locator("h1").focus()


def enter(page: Page) -> None:
    """A request from LINE."""
    page.context.set_offline(False)
    page.locator('[data-connection][data-state="fine"]').wait_for(timeout=20_000)
    page.locator("a[data-way=enter]").click()
    page.locator("#slot option").first.wait_for(state="attached")
    page.locator('input[name="channel"]').nth(1).check()
    page.locator("#name-1").fill("มะลิวัลย์ ตัวอย่าง")
    page.locator("#name-2").fill("Alex Example")
    page.locator("#nationality-2").select_option("AU")
    page.locator("#phone").fill("081 234 5678")


def reply(page: Page) -> None:
    """The text to paste back."""
    page.locator("[data-send]").click()
    page.locator("[data-done]").wait_for()


def days(page: Page) -> None:
    """What closing a day would do."""
    page.locator(".desk-header__ways a").nth(2).click()
    page.locator("[data-module=days][data-ready]").wait_for()
    page.locator("#date").fill(ANOTHER_DAY)
    page.locator("form button[type=submit]").click()
    page.locator("[data-touched-rows] tr").first.wait_for()
    page.locator("[data-confirm]").scroll_into_view_if_needed()


WALK: dict[str, Callable[[Page], None]] = {
    step.__name__: step for step in (desk, couple, offline, enter, reply, days)
}


def main() -> None:
    """Take all pictures, in each language from a day that looks the same."""
    TARGET.mkdir(parents=True, exist_ok=True)
    _stand_in()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for language, root in (("th", ""), ("en", "/en")):
            with office_day() as day:
                _walk(browser, day, root, language)
        browser.close()


def _walk(browser: Browser, day: OfficeDay, root: str, language: str) -> None:
    context = browser.new_context(
        viewport=SIZE,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    camera = context.new_cdp_session(page)
    page.goto(f"{day.url}{root}/staff/desk/#token={day.token}")
    page.locator("[data-module=desk][data-ready]").wait_for()
    page.locator("#officer").fill(OFFICERS[language])
    page.locator("#officer").blur()
    for name, show in WALK.items():
        page.evaluate("window.scrollTo(0, 0)")
        show(page)
        page.wait_for_timeout(400)
        _shoot(camera, TARGET / f"{name}.{language}.webp")
    context.close()


def _shoot(camera: CDPSession, file: Path) -> None:
    """WebP is a third of PNG; Playwright itself does not write it."""
    taken = camera.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    file.write_bytes(base64.b64decode(taken["data"]))


def _stand_in() -> None:
    """The strict build refuses a page whose picture is not there yet."""
    for name in WALK:
        for language in ("th", "en"):
            (TARGET / f"{name}.{language}.webp").touch()


if __name__ == "__main__":
    main()
