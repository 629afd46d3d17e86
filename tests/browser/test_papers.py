"""Papers on their way: a couple's phone sends them, an officer looks, asks again, accepts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.text import Language
from chalicelib.settings import Settings
from infra.papers.inspection import inspect
from tests.browser.conftest import PHONE
from tests.builders import A_MONDAY, NOW, make_body
from tests.fakes import FrozenClock
from tests.live import server
from tests.papers import files

pytestmark = [pytest.mark.browser, pytest.mark.engine]

DOOR = "**/papers-bucket/"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Moto's S3, as `make serve` has it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    _, port = running.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
def url(built_site: None, engine_settings: Settings, clock: FrozenClock, s3: str) -> Iterator[str]:
    """Site, API and bucket on one port."""
    settings = replace(engine_settings, papers_bucket=engine_settings.table, papers_endpoint=s3)
    with server.on_a_thread(settings, clock) as base_url:
        yield base_url


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Twelve million pixels, with the place where it was taken."""
    path = tmp_path / "passport.jpg"
    path.write_bytes(files.photograph(4032, 3024))
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "proof.pdf"
    path.write_bytes(files.pdf(2))
    return path


@pytest.fixture
def link(url: str, request: pytest.FixtureRequest) -> str:
    """The private link of a booking that has the usual papers."""
    named = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    body = make_body(slot=2, language=named.get("language", "en"), email="couple@example.com")
    return str(server.book(url, "the-booking-with-papers", body).json()["manage_url"])


def the_booking() -> Booking:
    (booking,) = wiring.services().store.bookings_on("bang-rak", A_MONDAY)
    return booking


def take_in() -> None:
    """What came is looked at, as the local worker and a function on AWS do."""
    papers = wiring.services().papers
    for reference, id_ in papers.files.arrived():
        papers.take_in(reference, id_, inspect)


def open_papers(page: Page, link: str) -> None:
    page.goto(link)
    page.locator('[data-view="papers"]').click()
    expect(page.locator('[data-kind="R10"]')).to_be_visible()


def choose(page: Page, kind: str, file: Path) -> None:
    page.locator(f"#choose_files-{kind}").set_input_files(file)


def review_page(context: BrowserContext, language: Language) -> Page:
    links = wiring.services().staff_links
    token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "office", NOW))
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{'/en' if language == 'en' else ''}/staff/papers/#token={token}")
    return page


def expect_lines(page: Page, kind: str, state: str, count: int = 1) -> None:
    """That many files of a paper are in this state; a slow phone takes a while."""
    found = page.locator(f'[data-kind="{kind}"] [data-state="{state}"]')
    expect(found).to_have_count(count, timeout=30_000)


def sends_interrupted_once(page: Page, photograph: Path) -> None:
    """The line goes dead in the middle of the photograph; then it is sent on."""
    page.route(DOOR, lambda route: route.abort("connectionreset"), times=1)
    choose(page, "R10", photograph)
    again = page.locator('[data-kind="R10"] [data-state="sending"] .button')
    expect(again).to_be_visible(timeout=30_000)
    again.click()
    expect_lines(page, "R10", "waiting")


def expect_small_and_silent() -> None:
    """What left the phone is small, and says nothing about where it was taken."""
    files_ = wiring.services().papers.files
    (upload,) = files_.arrived()
    original = files_.original(*upload)
    assert original
    assert b"maker of phones" not in original
    assert len(original) < 2 * 1024 * 1024


def look(desk: Page) -> None:
    """Open the next paper that waits."""
    desk.locator('[data-state="uploaded"] button').first.click()
    expect(desk.locator("canvas[data-turns]")).to_be_visible()


def turn_and_enlarge(desk: Page) -> None:
    canvas, tools = desk.locator("canvas"), desk.locator(".review-view > .actions button")
    width = canvas.evaluate("it => it.width")
    tools.nth(0).click()
    assert canvas.evaluate("it => it.height") == width
    tools.nth(1).click()
    expect(canvas).to_have_attribute("data-zoom", "2")
    tools.nth(2).click()
    expect(canvas).to_have_attribute("data-zoom", "1")


def ask_again(desk: Page, language: Language) -> str:
    """Choose a ready sentence; it is put down in the couple's language."""
    desk.locator("#review-ready").select_option("blurred")
    asked = wiring.services().paper_check.asks["blurred"][language]
    expect(desk.locator("#review-message")).to_have_value(asked)
    desk.locator(".review-ask button").click()
    expect(desk.locator('[data-state="needs_attention"]')).to_have_count(1)
    return asked


def accept(desk: Page, accepted: int) -> None:
    look(desk)
    desk.locator(".review-view__decision .actions button").first.click()
    expect(desk.locator('[data-state="accepted"]')).to_have_count(accepted)


def delete_asked(page: Page, asked: str) -> None:
    """See what is needed again, and delete what was not good: at the second press."""
    bad = page.locator('[data-kind="R10"] [data-state="needs_attention"]')
    expect(bad).to_contain_text(asked)
    bad.locator("button").click()
    expect(bad).to_have_count(1)
    bad.locator("button").click()
    expect(bad).to_have_count(0)


@pytest.mark.parametrize("language", ["th", "en"])
def test_sent_interrupted_once_reviewed_asked_again_and_accepted(
    page: Page, link: str, photograph: Path, pdf: Path, language: Language
) -> None:
    open_papers(page, link)
    sends_interrupted_once(page, photograph)
    expect_small_and_silent()
    choose(page, "R12", pdf)
    expect_lines(page, "R12", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    expect_lines(page, "R12", "uploaded")

    desk = review_page(page.context, language)
    look(desk)
    turn_and_enlarge(desk)
    asked = ask_again(desk, language)
    accept(desk, 1)
    assert the_booking().papers_state == "needs_attention"

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[data-papers-asked]")).to_be_visible()
    open_papers(page, link)
    delete_asked(page, asked)
    choose(page, "R10", photograph)
    expect_lines(page, "R10", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    accept(review_page(page.context, language), 2)


def test_a_file_that_is_no_picture_stays_on_the_phone_and_says_why(
    page: Page, link: str, tmp_path: Path
) -> None:
    text, heic = tmp_path / "letter.jpg", tmp_path / "photo.heic"
    text.write_bytes(files.TEXT)
    heic.write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    open_papers(page, link)

    choose(page, "R10", text)
    choose(page, "R10", heic)

    said = page.locator('[data-kind="R10"] .sent-file__said')
    expect(said.nth(0)).to_contain_text("cannot be opened as a picture")
    expect(said.nth(1)).to_contain_text("HEIC")
    assert wiring.services().papers.folder(the_booking()).papers == ()


def test_the_code_of_the_view_comes_only_when_it_is_opened(page: Page, link: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(link)
    expect(page.locator("#ticket")).to_be_visible()
    assert not [address for address in asked if "/papers" in address]

    page.locator('[data-view="papers"]').click()
    expect(page.locator('[data-kind="R10"]')).to_be_visible()

    assert [address for address in asked if "send-papers" in address]


def test_a_phone_of_320_pixels_shows_it_without_scrolling_sideways(
    chromium: Browser, url: str, link: str
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=url)
    page = context.new_page()
    open_papers(page, link)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_without_a_link_the_review_page_says_where_to_find_it(page: Page, url: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/en/staff/papers/")

    expect(page.locator("[data-no-link]")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_hidden()
