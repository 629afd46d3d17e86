"""`make manual-pictures`: the pictures of the staff's manual, taken anew from a day at the desk.

Each function brings one thing into view, with invented people; when the desk changes, they do too.
Look at the pictures afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.browser.album import Album, browser, window
from tests.browser.office_day import ANOTHER_DAY, OfficeDay, office_day
from tests.live import server

TARGET = server.ROOT / "site" / "docs" / "assets" / "desk" / "manual"
# The manual names the same size, so that nothing jumps while a picture loads.
SIZE = {"width": 1280, "height": 800}
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
ALBUM = Album(TARGET, WALK)


def main() -> None:
    """Take all pictures, in each language from a day that looks the same."""
    ALBUM.prepare()
    with browser() as opened:
        for language, root in (("th", ""), ("en", "/en")):
            with office_day() as day:
                _walk(opened, day, root, language)


def _walk(opened: Browser, day: OfficeDay, root: str, language: str) -> None:
    with window(opened, viewport=SIZE) as (page, camera):
        page.goto(f"{day.url}{root}/staff/desk/#token={day.token}")
        page.locator("[data-module=desk][data-ready]").wait_for()
        page.locator("#officer").fill(OFFICERS[language])
        page.locator("#officer").blur()
        for name, show in WALK.items():
            page.evaluate("window.scrollTo(0, 0)")
            show(page)
            ALBUM.shoot(page, camera, name, language)


if __name__ == "__main__":
    main()
