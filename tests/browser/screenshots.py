"""`make screenshots`: every page as people see it, to be looked at.

Both languages, phone and desktop, light and dark, the state after each step, and what a printer
makes of it, into ``build/screenshots/``.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import couple
from tests.browser.conftest import QUIET
from tests.browser.pages import all_pages
from tests.live import server
from tests.live.test_serve import staff_link

TARGET = Path(__file__).resolve().parents[2] / "build" / "screenshots"
SIZES = {"390": {"width": 390, "height": 844}, "1280": {"width": 1280, "height": 900}}
DAY = "2026-12-14"


@dataclass(frozen=True)
class Camera:
    """One browser window, in one language and size."""

    page: Page
    url: str
    prefix: str
    name: str

    def shoot(self, what: str) -> None:
        """Keep the whole page as a picture."""
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=TARGET / f"{what}.{self.name}.png", full_page=True)

    def visit(self, path: str) -> None:
        """Open a page and wait for its scripts."""
        self.page.goto(f"{self.url}{self.prefix}{path}", wait_until="networkidle")


def main() -> None:
    """Start a server with a day of bookings, and take all pictures."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as data_dir, sync_playwright() as playwright:
        served = server.start(Path(data_dir))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        try:
            _some_bookings(served.url)
            for number, camera in enumerate(_cameras(browser, served.url), start=20):
                _walk(camera, slot=4 + number % 8)
                _manage(camera)
            _staff(browser, served)
        finally:
            browser.close()
            served.stop()


def _cameras(browser: Browser, url: str) -> Iterator[Camera]:
    for language, prefix in (("th", ""), ("en", "/en")):
        for size, viewport in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport=viewport, color_scheme=scheme)
                dark = ".dark" if scheme == "dark" else ""
                page = context.new_page()
                couple.impatient(page)
                yield Camera(page, url, prefix, f"{language}.{size}{dark}")
                context.close()


def _walk(camera: Camera, slot: int) -> None:
    page = camera.page
    for path in all_pages("en" if camera.prefix else "th"):
        camera.visit(path.removeprefix(camera.prefix))
        name = path.removeprefix(camera.prefix).strip("/").replace("/", "-") or "home"
        camera.shoot(name)
        page.pdf(path=TARGET / f"{name}.{camera.name}.pdf", prefer_css_page_size=True)
    camera.visit("/book/")
    couple.go_on(page)
    camera.shoot("book-1-who-error")
    page.locator("#who-mixed").check()
    camera.shoot("book-1-who")
    couple.go_on(page)
    page.locator("[data-months] [data-day]").first.wait_for()
    camera.shoot("book-2-day")
    couple.choose_day(page)
    camera.shoot("book-3-slot")
    couple.pick(page, slot)
    couple.go_on(page)
    camera.shoot("book-4-couple-errors")
    couple.name_both(page, "สมหญิง ใจดี", "Gabriel García Márquez")
    camera.shoot("book-4-couple")
    couple.go_on(page)
    page.locator("#phone").fill(f"081-234-56{slot:02}")
    camera.shoot("book-5-contact")
    couple.go_on(page)
    camera.shoot("book-6-check")
    page.context.set_offline(True)
    couple.send(page)
    page.locator("[data-outcome] .notice").wait_for()
    camera.shoot("book-6-offline")
    page.context.set_offline(False)
    server.a_couple_books(camera.url, 100 * slot, slot=slot)
    page.locator("[data-outcome] button").click()
    page.locator("[data-offer]").first.wait_for()
    camera.shoot("book-7-lost")
    page.locator("[data-offer]").last.click()
    couple.reference(page)
    camera.shoot("book-8-ticket")
    page.pdf(path=TARGET / f"ticket.{camera.name}.pdf", format="A4", print_background=True)


def _manage(camera: Camera) -> None:
    """Behind the private link of the ticket in sight: moved, then cancelled."""
    page = camera.page
    page.locator('[data-view="day"]').click()
    couple.choose_day(page, "2026-12-16")
    camera.shoot("manage-1-move-slot")
    page.locator("[data-slot]").first.click()
    camera.shoot("manage-2-move-confirm")
    page.locator("[data-move]").click()
    page.locator("[data-done]").wait_for()
    camera.shoot("manage-3-moved")
    page.locator('[data-view="cancel"]').click()
    camera.shoot("manage-4-cancel")
    page.locator("[data-cancel]").click()
    page.locator("[data-when-over]").wait_for()
    camera.shoot("manage-5-cancelled")
    page.goto(f"{page.url.partition('#')[0]}#token=wrong&reference=ABCD-2345")
    page.locator('[data-step="bad_link"]').wait_for()
    camera.shoot("manage-6-wrong-link")


def _staff(browser: Browser, served: server.Served) -> None:
    port = int(served.url.rsplit(":", 1)[1])
    link = staff_link(served.data_dir, port).stdout.strip()
    for size, viewport in SIZES.items():
        page = browser.new_page(viewport=viewport)
        camera = Camera(page, served.url, "", f"th.{size}")
        page.goto(link)
        camera.shoot("day-list")
        page.pdf(path=TARGET / f"day-list.{size}.pdf", prefer_css_page_size=True)
        page.goto(f"{link}x")
        camera.shoot("link-refused")
        page.close()


def _some_bookings(url: str) -> None:
    couples = [("สมชาย ตัวอย่าง", "王小明"), ("Björk Dæmi", "عبد الله"), ("ใจดี มีสุข", "Ana Ejemplo")]
    for slot, names in zip((1, 2, 3), couples, strict=True):
        body = {
            "date": DAY,
            "slot": slot,
            "couple": [{"name": name, "nationality": "TH"} for name in names],
            "phone": f"081 234 57{slot}0",
            "language": "en" if slot == 2 else "th",
        }
        server.book(url, f"picture-of-the-slot-{slot}", body).raise_for_status()


if __name__ == "__main__":
    main()
