"""What an officer does at the desk, and the couples that come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, expect

from chalicelib import wiring
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking, Person
from chalicelib.domain.staff_links import Scope
from tests.builders import NOW, TODAY, make_stored
from tests.waiting import A_WHILE_S

DESK = {"width": 1280, "height": 900}
PRESSES = "**/api/staff/bookings/*/*"
MALI = "AAAA-2222"
JAIDEE = "BBBB-3333"


def staff_token(scope: Scope = "office", day: date = TODAY) -> str:
    """A link signed as `make staff-link` does."""
    links = wiring.services().staff_links
    return links.token(links.make("bang-rak", day, day, scope, NOW))


def a_couple(reference: str = MALI, slot: int = 1, **values: Any) -> Booking:
    """A couple of today, an hour apart from the next."""
    first = values.pop("first", "มะลิ ทดสอบ")
    start = values.pop("start", time(8 + slot, 1))
    return make_stored(
        wiring.services().store,
        reference=reference,
        date=values.pop("day", TODAY),
        slot=slot,
        start=start,
        end=start.replace(minute=30),
        couple=(Person(first, "TH"), Person("Robin Example", "GB")),
        phone=f"+6681234560{slot}",
        key=f"key of {reference}",
        **values,
    )


def open_desk(page: Page, token: str, officer: str = "สมศรี", path: str = "/staff/desk/") -> None:
    """Open the link and sit down."""
    page.set_viewport_size(DESK)
    page.goto(f"{path}#token={token}")
    page.locator("[data-module=desk][data-ready]").wait_for()
    if officer:
        page.locator("#officer").fill(officer)


def colleague(
    context: BrowserContext, token: str, officer: str = "วิชัย", *, clock_stands: bool = False
) -> Page:
    """Another officer, at another computer, whose time stands still on request."""
    browser = context.browser
    assert browser
    other = browser.new_context(base_url=context.pages[0].url.partition("/staff")[0])
    other.set_default_timeout(A_WHILE_S * 1000)
    page = other.new_page()
    if clock_stands:
        stand_still(page)
    open_desk(page, token, officer)
    return page


def stand_still(page: Page) -> None:
    """From now on the page's time passes only when it is told to."""
    page.clock.install(time=NOW - timedelta(minutes=1))
    page.clock.pause_at(NOW)


def press(page: Page, deed: str, reference: str = MALI) -> None:
    page.locator(f'tr [data-deed="{deed}"][data-reference="{reference}"]').click()


def expect_state(page: Page, words: str, reference: str = MALI) -> None:
    """What the row says; a press is in sight there before the service knows of it."""
    expect(page.locator(f'tr[data-id="{reference}"] .line__state')).to_contain_text(words)


def expect_all_sent(page: Page) -> None:
    """The service knows of every press made here."""
    expect(page.locator("[data-connection]")).to_have_text("เชื่อมต่ออยู่")


def presses(reference: str = MALI) -> list[str]:
    """What the service noted for a couple."""
    booking = wiring.services().store.find(reference)
    assert booking
    return [press.deed for press in booking.service.presses]


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of today."""
    return datetime.combine(TODAY, time(hour, minute), tzinfo=BANGKOK)


def holds(request: Request, token: str) -> bool:
    """Whether a request shows the token to whoever reads addresses."""
    address = urlsplit(request.url)
    return token in f"{address.path}?{address.query}" or token in request.headers.get("referer", "")
