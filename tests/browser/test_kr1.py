"""The worksheet for the form Kor Ror 1: filled by keyboard, printed on one sheet, sent nowhere."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE
from tests.browser.test_access import NARROWEST, OVERFLOW, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.engine]

SHEET = "/kr1/worksheet/"
CONTENT = (
    "/kr1/",
    SHEET,
    "/how-to-book/",
    "/offices/",
    "/faq/",
    "/privacy/",
    "/accessibility/",
    "/to-confirm/",
)
STORED = "Object.keys(localStorage).filter((name) => name !== 'natrak-scheme')"


def printed(page: Page) -> list[str]:
    """The text of each printed page."""
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in pdf.pages]


def test_the_sheet_is_filled_with_the_keyboard_and_sent_nowhere(page: Page) -> None:
    page.goto(f"/en{SHEET}", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    tab_to(page, '[name="person-1-title"]')
    page.keyboard.type("Miss")
    tab_to(page, '[name="person-1-name-latin"]')
    page.keyboard.type("Robin EXAMPLE")
    tab_to(page, '[name="person-1-born-day"]')
    page.keyboard.type("3")
    tab_to(page, '[name="person-1-born-month"]')
    page.keyboard.type("March")
    tab_to(page, '[name="person-1-born-year"]')
    page.keyboard.type("1997")
    tab_to(page, '[name="person-1-status"]')
    page.keyboard.press("ArrowDown")

    expect(page.locator('[data-value-of="person-1-name-latin"]')).to_have_text("Robin EXAMPLE")
    expect(page.locator('[data-value-of="person-1-born"]')).to_have_text(
        "3 มีนาคม 2540 / 3 March 1997"
    )
    expect(page.locator('[name="person-1-status"][value="divorced"]')).to_be_checked()
    page.keyboard.press("Enter")
    assert asked == []
    assert page.url.endswith(SHEET)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_sheet_is_one_page_of_paper_in_both_languages(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}{SHEET}")
    long = "Wolfeschlegelsteinhausenbergerdorff Nguyễn Thị Ánh García Márquez"
    for person in (1, 2):
        for field in ("name-thai", "name-latin", "father", "mother", "surname"):
            page.locator(f'[name="person-{person}-{field}"]').fill(long)

    sheets = printed(page)

    assert len(sheets) == 1
    assert "Worksheet for form Kor Ror 1" in sheets[0]
    assert sheets[0].count("name and nationality") == 4
    assert sheets[0].count("Wolfeschlegel") == 10


def test_an_answer_stays_only_when_the_couple_says_so(page: Page, context: BrowserContext) -> None:
    page.goto(SHEET)
    page.locator('[name="person-1-title"]').fill("นางสาว")
    assert page.evaluate(STORED) == []

    page.locator("[data-keep]").check()
    page.locator('[name="person-2-status"][value="never"]').check()
    page.goto(f"/en{SHEET}")

    expect(page.locator('[name="person-1-title"]')).to_have_value("นางสาว")
    expect(page.locator('[name="person-2-status"][value="never"]')).to_be_checked()
    expect(page.locator("[data-keep]")).to_be_checked()
    page.locator("[data-keep]").uncheck()
    expect(page.locator("[data-said]")).to_contain_text("no longer kept")
    assert page.evaluate(STORED) == []


def test_forgetting_empties_the_sheet_and_the_device(page: Page) -> None:
    page.goto(SHEET)
    page.locator('[name="both-witness-1"]').fill("ก้อง พยานตัวอย่าง")
    page.locator("[data-keep]").check()

    page.locator("[data-forget]").click()

    expect(page.locator('[name="both-witness-1"]')).to_have_value("")
    expect(page.locator('[data-value-of="both-witness-1"]')).to_be_empty()
    expect(page.locator("[data-said]")).to_have_text("ลบคำตอบทั้งหมดแล้ว")
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.locator("[data-keep]")).not_to_be_checked()


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    page.goto(f"/en{SHEET}")

    page.locator("[data-keep]").click()

    expect(page.locator("[data-said]")).to_contain_text("does not let the page keep anything")
    expect(page.locator("[data-keep]")).not_to_be_checked()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_without_scripts_an_empty_sheet_is_printed_to_fill_by_pen(
    chromium: Browser, url: str, prefix: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{prefix}{SHEET}")

        expect(page.locator("noscript, .sheet .notice").first).to_be_attached()
        expect(page.locator(".sheet input:visible, .sheet button:visible")).to_have_count(0)
        expect(page.locator('[data-value-of="person-2-name-thai"]')).to_be_visible()
        assert len(printed(page)) == 1


@pytest.mark.parametrize("word", ["ศาสนา", "เลขประจำตัวประชาชน", "รายได้"])
def test_nothing_sensitive_is_asked(page: Page, word: str) -> None:
    page.goto(SHEET)

    labels = page.locator("#sheet label, #sheet legend").all_inner_texts()

    assert len(labels) > 20
    assert not any(word in label for label in labels)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_of_words_is_wider_than_the_narrowest_phone(page: Page, prefix: str) -> None:
    page.set_viewport_size(NARROWEST)
    for path in CONTENT:
        page.goto(f"{prefix}{path}", wait_until="networkidle")
        assert page.evaluate(OVERFLOW) == 0, path


def test_a_number_leads_to_its_source_and_back(page: Page) -> None:
    page.goto("/en/faq/")

    page.locator("#fee + p .footnote-ref").first.click()

    note = page.locator(".footnote li:target")
    expect(note).to_contain_text("checked 22 Nov 2026")
    note.locator(".footnote-backref").first.click()
    expect(page).to_have_url(re.compile("#fnref:"))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pictures_of_the_guide_wait_and_do_not_move_the_page(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/how-to-book/")

    pictures = page.locator("ol.walk img")

    assert pictures.count() == 7
    for picture in pictures.all():
        assert picture.get_attribute("loading") == "lazy"
        picture.scroll_into_view_if_needed()
        page.wait_for_function("it => it.complete", arg=picture.element_handle())
        natural = picture.evaluate("it => it.naturalWidth / it.naturalHeight")
        told = picture.evaluate("it => it.getAttribute('width') / it.getAttribute('height')")
        assert natural == pytest.approx(told, abs=0.01)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_of_words_read_the_same_without_scripts(
    chromium: Browser, page: Page, url: str, prefix: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False, viewport=PHONE) as context:
        plain = context.new_page()
        for path in CONTENT:
            if path == SHEET:
                continue
            page.goto(f"{prefix}{path}")
            plain.goto(f"{prefix}{path}")
            words = plain.locator("article").inner_text()
            assert len(words) > 1000, path
            assert words == page.locator("article").inner_text(), path
