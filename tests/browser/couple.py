"""What a couple does on the booking page, and what staff look at afterwards."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from tests.builders import A_MONDAY, NOW
from tests.waiting import until

DAY = A_MONDAY.isoformat()
BOOKINGS = "**/api/offices/bang-rak/bookings"


def go_on(page: Page) -> None:
    """Press the button of the question in sight."""
    page.locator("[data-step]:not([hidden]) button[type=submit]").click()


def expect_step(page: Page, step: str) -> None:
    """That question, and no other, is in sight."""
    expect(page.locator(f'[data-step="{step}"]')).to_be_visible()
    expect(page.locator("#booking-form [data-step]:not([hidden])")).to_have_count(1)


def say_who(page: Page, who: str = "mixed") -> None:
    page.locator(f"#who-{who}").check()
    go_on(page)
    expect_step(page, "day")


def choose_day(page: Page, day: str = DAY) -> None:
    page.locator(f'[data-months] [data-day="{day}"]').click()
    page.locator("[data-slot], [data-taken]").first.wait_for()


def pick(page: Page, slot: int) -> None:
    page.locator(f'[data-slot="{slot}"]').click()


def choose(page: Page, slot: int = 2, who: str = "mixed") -> None:
    """From the first question to the names: a Thai and a foreigner, that Monday, a slot."""
    say_who(page, who)
    choose_day(page)
    pick(page, slot)
    expect_step(page, "couple")


def fill(page: Page, first: str = "มะลิ ทดสอบ", second: str = "Nguyễn Thị Ánh") -> None:
    """From the names to the check of all answers."""
    name_both(page, first, second)
    go_on(page)
    page.locator('input[name="phone"]').fill("081-234-5678")
    go_on(page)
    expect_step(page, "check")


def name_both(page: Page, first: str = "มะลิ ทดสอบ", second: str = "Nguyễn Thị Ánh") -> None:
    page.locator('input[name="name-1"]').fill(first)
    page.locator('select[name="nationality-1"]').select_option("TH")
    page.locator('input[name="name-2"]').fill(second)
    page.locator('select[name="nationality-2"]').select_option("VN")


def expect_filled(page: Page) -> None:
    """Every answer of ``fill`` is still there."""
    expect(page.locator('input[name="name-1"]')).to_have_value("มะลิ ทดสอบ")
    expect(page.locator('select[name="nationality-1"]')).to_have_value("TH")
    expect(page.locator('input[name="name-2"]')).to_have_value("Nguyễn Thị Ánh")
    expect(page.locator('select[name="nationality-2"]')).to_have_value("VN")
    expect(page.locator('input[name="phone"]')).to_have_value("081-234-5678")


def change(page: Page, step: str) -> None:
    """Press "change" beside an answer."""
    page.locator(f'[data-change="{step}"]').first.click()
    expect_step(page, step)


def send(page: Page) -> None:
    """Confirm what was checked."""
    page.locator('[data-step="check"] button[type=submit]').click()


def answers_everything(page: Page, path: str = "/book/", slot: int = 2) -> None:
    """From the empty page to the check of all answers."""
    page.goto(path)
    choose(page, slot)
    fill(page)


def books(page: Page, path: str = "/book/", slot: int = 2) -> str:
    """From the empty page to the ticket; gives the reference."""
    answers_everything(page, path, slot)
    send(page)
    return reference(page)


def reference(page: Page) -> str:
    """The reference on the ticket, once it is there."""
    expect(page.locator("#ticket")).to_be_visible()
    return page.locator("#ticket [data-reference]").inner_text().strip()


def private_link(page: Page) -> str:
    """The address on the ticket that opens it again."""
    link = page.locator("[data-manage-link]").get_attribute("href")
    assert link
    return link


def booked() -> list[Booking]:
    """The bookings of that Monday, as the service keeps them."""
    return wiring.services().store.bookings_on("bang-rak", A_MONDAY)


def staff_link() -> str:
    """The path of a day-list link, signed as `make staff-link` does."""
    links = wiring.services().staff_links
    token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "day-list", NOW))
    return f"/api/staff/day-list?token={token}"


def lose_every_answer(page: Page, route: str = BOOKINGS) -> list[str]:
    """The service gets every request, the page gets no answer; gives what was lost."""
    return _lose(page, route, lambda route: route.abort("connectionreset"))


def answer_as_a_stranger(page: Page) -> list[str]:
    """The service gets every booking, the page gets the words of something in between."""
    return _lose(
        page, BOOKINGS, lambda route: route.fulfill(status=200, body="<h1>Please sign in</h1>")
    )


def _lose(page: Page, address: str, instead: Callable[[Route], None]) -> list[str]:
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().text())
        instead(route)

    page.route(address, lose)
    return lost


def next_of(page: Page, waiting: list[Route]) -> Route:
    """The next request that a test holds back; the page says what it does before it is there."""
    until(lambda: waiting or page.wait_for_timeout(20))
    return waiting.pop(0)


def expect_perhaps_booked(page: Page) -> None:
    """The page has given up asking, and says that it does not know."""
    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("may or may not")
    expect(notice.locator("a[href='tel:+6622361395']")).to_be_visible()


def impatient(page: Page) -> None:
    """Shorten the waits between two attempts, which the module's own tests judge."""
    page.add_init_script(
        """{
          const wait = window.setTimeout
          window.setTimeout = (act, delay, ...more) =>
            wait(act, [1500, 4000].includes(delay) ? delay / 20 : delay, ...more)
        }"""
    )
