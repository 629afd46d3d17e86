"""What stands around every page works for everybody: on a phone, by keyboard, without scripts."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE
from tests.browser.test_access import OVERFLOW

pytestmark = [pytest.mark.browser, pytest.mark.engine]

DESK = {"width": 1280, "height": 900}


def test_on_a_phone_the_menu_unfolds_by_keyboard_and_without_scripts(
    chromium: Browser, url: str
) -> None:
    with chromium.new_context(
        base_url=url, viewport=PHONE, java_script_enabled=False, locale="th-TH"
    ) as context:
        page = context.new_page()
        page.goto("/en/")
        menu = page.get_by_role("navigation", name="Main menu")
        expect(menu.get_by_role("link")).to_have_count(0)

        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        menu.get_by_role("link", name="Book", exact=True).focus()
        page.keyboard.press("Enter")

        page.wait_for_url("**/en/book/")


def test_at_a_desk_every_page_of_the_menu_is_in_sight_once(page: Page) -> None:
    page.set_viewport_size(DESK)
    page.goto("/")

    links = page.get_by_role("navigation", name="เมนูหลัก").get_by_role("link")
    tops = links.evaluate_all("all => all.map((it) => it.getBoundingClientRect().top)")

    assert len(tops) >= 4
    assert len(set(tops)) == 1
    expect(page.locator(".site-menu summary")).to_be_hidden()


@pytest.mark.parametrize("size", ["100%", "200%"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_on_a_phone_nothing_in_the_header_covers_the_name_of_the_site(
    page: Page, prefix: str, size: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{prefix}/documents/")

    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)

    covered = page.evaluate(
        """() => {
          const [name, tools] = ['.wordmark', '.site-header__tools'].map((part) =>
            document.querySelector(part).getBoundingClientRect())
          return name.right > tools.left && tools.bottom > name.top && name.bottom > tools.top
        }"""
    )
    assert not covered
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_first_tab_leads_past_the_menu(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/how-to-book/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("selector", [".language-link", "[data-scheme-toggle]", "main a.button"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_marked(page: Page, scheme: str, selector: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    control = page.locator(selector).first
    seen = "it => getComputedStyle(it).boxShadow + getComputedStyle(it).backgroundColor"
    before = control.evaluate(seen)

    for _ in range(20):
        page.keyboard.press("Tab")
        if control.evaluate("it => it === document.activeElement"):
            break

    marked = control.evaluate(seen)
    assert marked != before
    assert "rgb(255, 207, 77)" in marked


def test_both_weights_of_the_letters_are_ours(page: Page) -> None:
    page.goto("/")
    page.wait_for_load_state("networkidle")

    faces = page.evaluate(
        """[...document.fonts].filter((it) => it.family.includes('NatRak Looped')
           && it.status === 'loaded').map((it) => it.weight)"""
    )
    assert sorted(faces) == ["400", "600 700"]


def test_a_vietnamese_name_fetches_the_letters_it_needs(page: Page) -> None:
    page.goto("/en/")
    with page.expect_response("**/looped-vietnamese-regular.*.woff2") as answer:
        page.evaluate("document.querySelector('main p').textContent = 'Nguyễn Thị Mẫu'")

    assert answer.value.ok


@pytest.mark.parametrize(
    ("path", "sheets"),
    # The guide says all there is about booking, with five pictures and a sheet of sources.
    [("/", 2), ("/en/", 2), ("/how-to-book/", 4), ("/en/how-to-book/", 4)],
)
def test_paper_has_the_words_and_the_telephone_but_no_menu(
    page: Page, path: str, sheets: int
) -> None:
    page.goto(path)

    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")

    assert len(paper.pages) <= sheets
    assert "236 1395" in " ".join(sheet.extract_text() for sheet in paper.pages)
    expect(page.locator(".wordmark")).to_be_visible()
    expect(page.locator(".site-menu")).to_be_hidden()
    expect(page.locator(".site-header__tools")).to_be_hidden()
