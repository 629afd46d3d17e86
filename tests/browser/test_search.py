"""Searching for words that couples type, what is loaded for it, and the poster on paper."""

from __future__ import annotations

import gzip
import io

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from infra.local.site import BUILT
from tests.browser.axe import grave_findings

pytestmark = [pytest.mark.browser, pytest.mark.engine]

WORDS = [
    ("/search/", "ใบรับรองโสด", "/documents/#R12"),
    ("/search/", "หย่า", "/documents/#R2"),
    ("/search/", "ล่าม", "/documents/#R17"),
    ("/search/", "affirmation", "/documents/#abroad"),
    ("/en/search/", "ใบรับรองโสด", "/documents/#R12"),
    ("/en/search/", "หย่า", "/documents/#R2"),
    ("/en/search/", "ล่าม", "/documents/#R17"),
    ("/en/search/", "affirmation", "/en/documents/#abroad"),
]


def results(page: Page) -> list[str]:
    links = page.locator("[data-results] a")
    expect(links.first).to_be_visible()
    return [link.evaluate("it => it.pathname + it.hash") for link in links.all()]


@pytest.mark.parametrize(("start", "word", "leads_to"), WORDS)
def test_a_word_leads_to_the_place_where_it_is_explained(
    page: Page, start: str, word: str, leads_to: str
) -> None:
    page.goto(start)
    page.get_by_role("searchbox").and_(page.locator("main input")).fill(word)

    assert any(it.startswith(leads_to) for it in results(page)[:4]), results(page)
    assert page.locator("[data-results] mark").count() > 0
    expect(page.get_by_role("status")).to_contain_text("พบ" if start == "/search/" else "result")
    assert grave_findings(page) == []


def test_the_field_in_the_header_searches_by_keyboard_and_nothing_is_sent(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/en/faq/")
    assert not [url for url in asked if url.endswith(".json")]

    page.locator(".search-field input").focus()
    page.keyboard.type("หย่า")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/#q=*")
    results(page)
    page.locator("main input").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('[data-results]') !== null")
    assert not [url for url in asked if "q=" in url.partition("#")[0]]
    assert len([url for url in asked if url.endswith(".json")]) == 1 + 1


def test_where_nothing_is_found_there_is_a_phone_and_every_page(page: Page) -> None:
    page.goto("/en/search/#q=crocodile")

    expect(page.get_by_role("status")).to_contain_text("Nothing found for “crocodile”")
    expect(page.locator("[data-nothing] a[href^='tel:']")).to_be_visible()
    assert page.locator(".search__pages a").count() > 8

    page.locator("main input").fill("witness")
    assert results(page)
    expect(page.locator("[data-nothing]")).to_be_hidden()


def test_a_search_that_cannot_be_loaded_says_so_and_works_again(page: Page) -> None:
    page.route("**/assets/search/*.json", lambda route: route.abort())
    page.goto("/en/search/#q=witness")
    expect(page.get_by_role("status")).to_contain_text("does not work right now")

    page.unroute("**/assets/search/*.json")
    page.locator("main input").press("Enter")

    assert results(page)


def test_without_scripts_the_field_leads_to_the_list_of_all_pages(
    chromium: Browser, url: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=url)
    page = context.new_page()
    page.goto("/faq/")
    page.locator(".search-field input").fill("หย่า")
    page.locator(".search-field input").press("Enter")

    page.wait_for_url("**/search/?")
    assert page.locator("main form").is_hidden()
    assert page.get_by_role("link", name="เอกสาร").first.is_visible()
    context.close()


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_index_is_40_kib_at_most(built_site: None, language: str) -> None:
    index = (BUILT / "assets" / "search" / f"{language}.json").read_bytes()

    assert len(gzip.compress(index)) <= 40 * 1024


@pytest.mark.parametrize("path", ["/poster/", "/en/poster/"])
def test_the_poster_prints_on_one_page_with_all_of_it(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})

    assert len(printed.pages) == 1
    assert page.evaluate("""() => {
        const poster = document.querySelector('.poster')
        return poster.scrollHeight <= poster.clientHeight
    }""")
