"""`make pictures`: the pictures of the guide, taken anew from the running site.

One walk through a booking in each language, with invented people, into the folder ``TARGET``.
Each function below brings one page of the guide into view; when the booking pages change, they do
too. Look at the pictures afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.browser.album import Album, browser, window
from tests.browser.couple import choose_day, go_on, name_both, pick, reference, send
from tests.live import server

TARGET = server.ROOT / "site" / "docs" / "assets" / "pictures"
# The guide names the same size, so that nothing jumps while a picture loads.
SIZE = {"width": 390, "height": 620}
DAY = "2026-12-14"


def who(page: Page) -> Locator:
    """The first question, answered: a Thai and a foreigner."""
    page.locator("#who-mixed").check()
    return page.locator('[data-step="who"]')


def days(page: Page) -> Locator:
    """The calendar, with its free places."""
    go_on(page)
    page.locator(f'[data-months] [data-day="{DAY}"]').wait_for()
    return page.locator('[data-step="day"]')


def times(page: Page) -> Locator:
    """The times of a day on which some are taken."""
    choose_day(page, DAY)
    return page.locator('[data-step="slot"]')


def people(page: Page) -> Locator:
    """Both names and nationalities."""
    pick(page, 5)
    name_both(page, "มะลิ ตัวอย่าง", "Nguyễn Thị Ánh")
    return page.locator('[data-step="couple"]')


def contact(page: Page) -> Locator:
    """The phone number, and the e-mail address that may stay empty."""
    go_on(page)
    page.locator("#phone").fill("081-234-5678")
    return page.locator('[data-step="contact"]')


def check(page: Page) -> Locator:
    """All answers, and the button that books."""
    go_on(page)
    return page.locator('[data-step="check"]')


def ticket(page: Page) -> Locator:
    """What the couple gets."""
    send(page)
    reference(page)
    return page.locator("#ticket")


WALK: dict[str, Callable[[Page], Locator]] = {
    "who": who,
    "day": days,
    "time": times,
    "people": people,
    "contact": contact,
    "check": check,
    "ticket": ticket,
}
ALBUM = Album(TARGET, WALK)


def main() -> None:
    """Take all pictures, in each language from a day that looks the same."""
    ALBUM.prepare()
    with browser() as opened:
        for language, path in (("th", "/book/"), ("en", "/en/book/")):
            with _served() as url:
                _walk(opened, f"{url}{path}", language)


@contextmanager
def _served() -> Iterator[str]:
    """A service of its own with three bookings."""
    with tempfile.TemporaryDirectory() as data_dir:
        served = server.start(Path(data_dir))
        try:
            for couple in range(3):
                server.a_couple_books(served.url, couple, date=DAY, slot=2 + couple)
            yield served.url
        finally:
            served.stop()


def _walk(opened: Browser, address: str, language: str) -> None:
    with window(opened, viewport=SIZE, device_scale_factor=2) as (page, camera):
        page.goto(address, wait_until="networkidle")
        for name, show in WALK.items():
            show(page).evaluate("it => it.scrollIntoView({ block: 'start' })")
            ALBUM.shoot(page, camera, name, language)


if __name__ == "__main__":
    main()
