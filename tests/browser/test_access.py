"""Everybody can use it: by keyboard, on the smallest phone, without scripts, under a policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.couple import DAY, books, choose, fill, reference, send

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PAGES = ("/", "/documents/", "/how-to-book/", "/book/", "/manage/", "/no-such/page/")
NARROWEST = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate_all("all => all.includes(document.activeElement)"):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_a_couple_books_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/en/book/")
    page.locator(f'[data-day="{DAY}"]').wait_for()

    tab_to(page, "[data-day]")
    page.keyboard.press("PageDown")
    expect(page.locator('[data-day="2027-01-02"]')).to_be_focused()
    page.keyboard.press("PageUp")
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "Home", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator(f'[data-day="{DAY}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-slots] legend")).to_be_focused()
    tab_to(page, 'input[name="slot"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, 'input[name="name-1"]')
    page.keyboard.type("Mali Thotsop")
    tab_to(page, 'select[name="nationality-1"]')
    page.keyboard.type("Thai")
    tab_to(page, 'input[name="name-2"]')
    page.keyboard.type("Robin Example")
    tab_to(page, 'select[name="nationality-2"]')
    page.keyboard.type("Viet")
    tab_to(page, 'input[name="phone"]')
    page.keyboard.type("081 234 5678")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")

    reference(page)
    expect(page.locator(".ticket__heading")).to_be_focused()
    assert "08:31–09:00" in page.locator("#ticket").inner_text()


def test_an_empty_form_names_everything_that_is_missing(page: Page) -> None:
    page.goto("/en/book/")
    page.locator(f'[data-day="{DAY}"]').wait_for()

    send(page)

    summary = page.get_by_role("group", name="Please check these answers")
    expect(summary).to_be_focused()
    lines = summary.locator("a").all_inner_texts()
    assert lines[:2] == ["Choose a day from the calendar", "Choose a time"]
    assert len(lines) == 7


def test_what_is_spoken_is_put_into_regions_that_were_there_before(
    page: Page, context: BrowserContext
) -> None:
    """A screen reader says nothing of a region that comes together with its words."""
    page.goto("/en/book/")
    page.locator(f'[data-day="{DAY}"]').wait_for()
    regions = page.locator("[role=status]")
    regions.evaluate_all("all => all.forEach((region) => { region.before = true })")
    context.set_offline(True)
    page.locator(f'[data-day="{DAY}"]').click()

    message = page.get_by_text("The times of this day cannot be opened")

    expect(message).to_be_visible()
    assert message.evaluate("it => it.closest('[role=status]').before")
    context.set_offline(False)
    page.locator("[data-slots] button").click()
    expect(page.locator('input[name="slot"]').first).to_be_attached()
    assert all(regions.evaluate_all("all => all.map((region) => region.before)"))


def test_a_press_on_a_time_counts_after_a_press_on_a_closed_day(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto("/en/book/")
    choose(page, slot=1)
    page.locator('[data-day="2026-12-12"]').click(force=True)
    label = page.locator('label[for="slot-9"]')
    label.scroll_into_view_if_needed()
    before = label.bounding_box()
    assert before

    page.mouse.move(before["x"] + 60, before["y"] + 8)
    page.mouse.down()
    page.wait_for_timeout(100)
    assert label.bounding_box() == before
    page.mouse.up()

    expect(page.locator("#slot-9")).to_be_checked()


def test_labels_beside_each_other_stay_level_when_one_answer_is_wrong(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto("/en/book/")
    choose(page)
    fill(page)
    page.locator('input[name="phone"]').fill("12")
    send(page)

    tops = [page.locator(f'label[for="{name}"]').bounding_box() for name in ("phone", "email")]

    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] == tops[1]["y"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_is_wider_than_the_narrowest_phone(page: Page, prefix: str) -> None:
    page.set_viewport_size(NARROWEST)
    for path in PAGES:
        page.goto(f"{prefix}{path}", wait_until="networkidle")
        assert page.evaluate(OVERFLOW) == 0, path
    page.goto(f"{prefix}/book/")
    choose(page)
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0
    fill(page, first="มะลิ" * 30, second="Wolfeschlegelsteinhausenbergerdorff")
    send(page)
    reference(page)
    assert page.evaluate(OVERFLOW) == 0


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
        assert "2 236 1395" in main.inner_text()
        expect(page.locator("#ticket")).to_be_hidden()
        expect(page.locator("[data-waiting]")).to_be_hidden()


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
