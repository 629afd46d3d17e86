"""Everybody can use it: by keyboard, on the smallest phone, without scripts, under a policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.axe import grave_findings
from tests.browser.couple import (
    DAY,
    answers_everything,
    books,
    choose_day,
    go_on,
    name_both,
    pick,
    reference,
    say_who,
    send,
)
from tests.live import server

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PAGES = ("/", "/documents/", "/how-to-book/", "/book/", "/manage/", "/no-such/page/")
NARROWEST = {"width": 320, "height": 640}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"Tab does not reach {selector}")


@pytest.mark.parametrize(
    ("path", "time"), [("/book/", "08.31–09.00"), ("/en/book/", "08:31–09:00")]
)
def test_a_couple_books_with_the_keyboard_alone(page: Page, path: str, time: str) -> None:
    page.goto(path)
    tab_to(page, "#who-thai")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.locator(f'[data-months] [data-day="{DAY}"]').wait_for()
    expect(page.locator("#day-heading")).to_be_focused()
    tab_to(page, "[data-months] [data-day]")
    page.keyboard.press("PageDown")
    expect(page.locator('[data-months] [data-day="2027-01-02"]')).to_be_focused()
    page.keyboard.press("PageUp")
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "Home", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(f'[data-months] [data-day="{DAY}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#slot-heading")).to_be_focused()
    page.locator('[data-slot="2"]').wait_for()
    tab_to(page, '[data-slot="2"]')
    page.keyboard.press("Enter")
    expect(page.locator("#couple-heading")).to_be_focused()
    tab_to(page, 'input[name="name-1"]')
    page.keyboard.type("Mali Thotsop")
    tab_to(page, 'input[name="name-2"]')
    page.keyboard.type("Robin Example")
    tab_to(page, 'select[name="nationality-2"]')
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    tab_to(page, '[data-step="couple"] button[type=submit]')
    page.keyboard.press("Enter")
    tab_to(page, 'input[name="phone"]')
    page.keyboard.type("081 234 5678")
    page.keyboard.press("Enter")
    expect(page.locator("#check-heading")).to_be_focused()
    tab_to(page, '[data-step="check"] button[type=submit]')
    page.keyboard.press("Enter")

    reference(page)
    expect(page.locator(".ticket__heading")).to_be_focused()
    assert time in page.locator("#ticket").inner_text()


@dataclass(frozen=True)
class Eyes:
    """How somebody looks at the page."""

    path: str
    width: int
    scheme: Literal["light", "dark"]
    axe: bool = True


# 640 CSS pixels are a desktop of 1280 at 200 %.
LOOKS = [
    Eyes("/book/", 320, "light"),
    Eyes("/en/book/", 1280, "dark"),
    Eyes("/en/book/", 320, "dark", axe=False),
    Eyes("/book/", 640, "light", axe=False),
    Eyes("/en/book/", 640, "dark", axe=False),
]


@pytest.mark.parametrize("eyes", LOOKS, ids=lambda eyes: f"{eyes.path}{eyes.width}{eyes.scheme}")
def test_no_step_has_a_serious_fault_or_is_wider_than_the_screen(
    page: Page, url: str, eyes: Eyes
) -> None:
    found: dict[str, list[str]] = {}

    def look(step: str) -> None:
        wide = page.evaluate(OVERFLOW)
        found[step] = (grave_findings(page) if eyes.axe else []) + [f"{wide} px too wide"] * (
            wide > 0
        )

    page.set_viewport_size({"width": eyes.width, "height": 800})
    page.emulate_media(color_scheme=eyes.scheme, reduced_motion="reduce")
    page.goto(eyes.path)
    go_on(page)
    look("who, with an error")
    say_who(page)
    page.locator(f'[data-months] [data-day="{DAY}"]').wait_for()
    look("day")
    choose_day(page)
    look("slot")
    pick(page, 2)
    go_on(page)
    look("couple, with errors")
    name_both(page, "มะลิ" * 30, "Wolfeschlegelsteinhausenbergerdorff")
    go_on(page)
    page.locator('input[name="phone"]').fill("12")
    go_on(page)
    look("contact, with an error")
    page.locator('input[name="phone"]').fill("081-234-5678")
    go_on(page)
    look("check")
    server.a_couple_books(url, 2, slot=2)
    send(page)
    page.locator("[data-offer]").first.wait_for()
    look("lost")
    page.locator("[data-offer]").first.click()
    reference(page)
    look("ticket")
    page.locator('[data-view="day"]').click()
    page.locator(f'[data-months] [data-day="{DAY}"]').wait_for()
    look("move: day")
    choose_day(page)
    look("move: slot")
    pick(page, 7)
    look("move: confirm")
    page.locator('[data-step="confirm"] [data-back]').click()
    page.goto(page.url.partition("&view")[0] + "&view=cancel")
    look("cancel")
    page.locator("[data-cancel]").click()
    page.locator("[data-when-over]").wait_for()
    look("cancelled")
    page.goto(f"{page.url.partition('#')[0]}#token=wrong&reference=ABCD-2345")
    page.locator('[data-step="bad_link"]').wait_for()
    look("wrong link")

    assert {step: faults for step, faults in found.items() if faults} == {}


def test_nothing_moves_for_whoever_asked_for_stillness(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    answers_everything(page)

    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((it) => {
          const { transitionDuration, animationName } = getComputedStyle(it)
          return animationName !== 'none' || parseFloat(transitionDuration) > 0
        }).length"""
    )

    assert moving == 0


def test_what_is_spoken_is_put_into_regions_that_were_there_before(
    page: Page, context: BrowserContext
) -> None:
    """A screen reader says nothing of a region that comes together with its words."""
    page.goto("/en/book/")
    say_who(page)
    page.locator(f'[data-months] [data-day="{DAY}"]').wait_for()
    regions = page.locator("[role=status]")
    regions.evaluate_all("all => all.forEach((region) => { region.before = true })")
    context.set_offline(True)
    page.locator(f'[data-months] [data-day="{DAY}"]').click()

    message = page.get_by_text("The times of this day cannot be opened")

    expect(message).to_be_visible()
    assert message.evaluate("it => it.closest('[role=status]').before")
    context.set_offline(False)
    page.locator("[data-slots] button").click()
    expect(page.locator("[data-slot]").first).to_be_visible()
    assert all(regions.evaluate_all("all => all.map((region) => region.before)"))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_is_wider_than_the_narrowest_phone(page: Page, prefix: str) -> None:
    page.set_viewport_size(NARROWEST)
    for path in PAGES:
        page.goto(f"{prefix}{path}", wait_until="networkidle")
        assert page.evaluate(OVERFLOW) == 0, path


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_breaks_its_own_security_policy(page: Page, prefix: str) -> None:
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        missing = "404 (Not Found)" in message.text
        said.extend([message.text] * (message.type in ("error", "warning") and not missing))

    page.on("console", listen)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (it) => console.error(it.violatedDirective))"
    )
    for path in PAGES:
        page.goto(f"{prefix}{path}", wait_until="networkidle")
        page.locator("[data-scheme-toggle]").click()
    books(page, f"{prefix}/book/")
    page.locator("[data-copy-link]").click()
    expect(page.locator("[data-copy-status]")).not_to_be_empty()
    page.reload(wait_until="networkidle")

    assert said == []


def test_the_policy_is_in_force(page: Page) -> None:
    page.goto("/")

    blocked = page.evaluate(
        """async () => {
          const seen = new Promise((tell) => {
            addEventListener('securitypolicyviolation', (it) => tell(it.violatedDirective))
          })
          const script = document.createElement('script')
          script.textContent = 'window.ran = true'
          document.body.append(script)
          return [await seen, Boolean(window.ran)]
        }"""
    )

    assert blocked == ["script-src-elem", False]


@pytest.mark.parametrize("path", ["/manage/", "/en/manage/"])
def test_without_scripts_a_private_link_leads_to_the_phone(
    chromium: Browser, url: str, path: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{path}#token=abc&reference=K7M4-Q2XW")
        main = page.locator("main")

        expect(main.locator("noscript a[href='tel:+6622361395'], .notice a").first).to_be_visible()
        assert "2236 1395" in main.inner_text()
        expect(page.locator("#ticket")).to_be_hidden()
        expect(page.locator("[data-waiting]")).to_be_hidden()
        expect(page.locator("h1:visible")).to_have_count(1)


@pytest.mark.parametrize(("prefix", "language"), [("", "th"), ("/en", "en")])
def test_an_unknown_address_is_answered_in_its_language(
    page: Page, prefix: str, language: str
) -> None:
    answer = page.goto(f"{prefix}/no/such/page/")

    assert answer
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("section h1").locator("..").get_attribute("lang") == language
    page.locator("section a").first.click()
    page.wait_for_url(f"**{prefix}/")
