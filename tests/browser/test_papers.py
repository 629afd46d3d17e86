"""Papers on their way: a couple's phone sends them, an officer looks, asks again, accepts."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chalicelib import wiring
from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Booking
from chalicelib.domain.sent_papers import MOST_FILES
from chalicelib.domain.text import Language
from chalicelib.settings import Settings
from chalicelib.usecases.sent_papers import UploadWish
from infra.papers.inspection import inspect
from infra.setup import ROOT
from tests.browser.axe import grave_findings
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


def expect_small_and_silent(photograph: Path) -> None:
    """What left the phone is small, and says nothing about where it was taken."""
    with Image.open(photograph) as taken:
        assert taken.getexif().get_ifd(files.POSITION)
    files_ = wiring.services().papers.files
    (upload,) = files_.arrived()
    original = files_.original(*upload)
    assert original
    assert b"maker of phones" not in original
    assert not Image.open(BytesIO(original)).getexif()
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


def expect_partly_at_the_desk(context: BrowserContext, language: Language) -> None:
    """The day list tells that two of its papers are in order, and leads to no empty list."""
    count = the_booking().papers_count
    assert (count.accepted, count.to_check) == (2, 0)
    words = json.loads((ROOT / "site/strings/desk_script.json").read_text(encoding="utf-8"))
    told = words["papers_partly"][language].format(accepted=2, wanted=count.wanted)
    links = wiring.services().staff_links
    token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW))
    desk = context.new_page()
    desk.goto(f"{'/en' if language == 'en' else ''}/staff/desk/#token={token}")
    tag = desk.locator(".line__tags .tag", has_text=told)
    expect(tag).to_be_visible()
    assert tag.evaluate("it => it.tagName") == "SPAN"


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
    expect_small_and_silent(photograph)
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
    expect_partly_at_the_desk(page.context, language)


# What a phone refuses by itself: the file, and the key of its sentence.
REFUSED_AT_ONCE = {
    "letter.jpg": (files.TEXT, "cannot_open"),
    "page.png": (files.HTML, "cannot_open"),
    "photo.heic": (b"\0\0\0\x18ftypheic" + bytes(100), "heic"),
    "drawing.svg": (files.SVG, "svg"),
    "nothing.jpg": (b"", "empty"),
    "nothing.pdf": (b"", "empty"),
    "bomb.png": (files.bomb(), "cannot_open"),
    "long.pdf": (files.pdf(1) + bytes(11 * 1024 * 1024), "too_large"),
}


def sentence(key: str, language: Language) -> str:
    written = json.loads((ROOT / "site/strings/papers_script.json").read_text(encoding="utf-8"))
    return str(written[key][language])


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_file_that_cannot_be_taken_stays_on_the_phone_and_says_why(
    page: Page, link: str, tmp_path: Path, language: Language
) -> None:
    open_papers(page, link)
    lines = page.locator('[data-kind="R10"] .sent-file__said')

    for number, (name, (content, key)) in enumerate(REFUSED_AT_ONCE.items()):
        (tmp_path / name).write_bytes(content)
        choose(page, "R10", tmp_path / name)
        expect(lines.nth(number)).to_have_text(sentence(key, language), timeout=30_000)

    assert wiring.services().papers.folder(the_booking()).papers == ()


def test_a_drawing_with_a_script_runs_nothing(page: Page, link: str, tmp_path: Path) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    open_papers(page, link)
    for name in ("drawing.svg", "drawing.jpg"):
        (tmp_path / name).write_bytes(files.SVG)
        choose(page, "R10", tmp_path / name)

    expect(page.locator('[data-kind="R10"] .sent-file__said')).to_have_count(2)
    assert ran == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_pdf_with_a_script_is_set_aside_with_its_sentence_and_staff_see_no_picture(
    page: Page, link: str, photograph: Path, tmp_path: Path, language: Language
) -> None:
    active = tmp_path / "active.pdf"
    active.write_bytes(files.written_pdf(script=True))
    open_papers(page, link)
    choose(page, "R12", active)
    expect_lines(page, "R12", "waiting")
    choose(page, "R10", photograph)
    expect_lines(page, "R10", "waiting")
    take_in()

    expect_lines(page, "R12", "needs_attention")
    said = wiring.services().paper_check.reasons["active_pdf"][language]
    expect(page.locator('[data-kind="R12"] .sent-file__said')).to_have_text(said)
    desk = review_page(page.context, language)
    expect(desk.locator('[data-state="uploaded"] button')).to_have_count(1)
    expect(desk.locator('[data-state="needs_attention"]')).to_contain_text(said)
    expect(desk.locator('[data-state="needs_attention"] button')).to_have_count(0)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_form_that_ran_out_says_so_and_the_next_try_has_another(
    page: Page, link: str, pdf: Path, language: Language
) -> None:
    told = "<Error><Code>AccessDenied</Code><Message>Policy expired.</Message></Error>"
    page.route(DOOR, lambda route: route.fulfill(status=403, body=told), times=1)
    open_papers(page, link)

    choose(page, "R12", pdf)

    line = page.locator('[data-kind="R12"] [data-state="sending"]')
    expect(line).to_contain_text(sentence("expired", language))
    line.locator(".button").click()
    expect_lines(page, "R12", "waiting")
    assert len(wiring.services().papers.folder(the_booking()).papers) == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_booking_that_was_cancelled_meanwhile_takes_nothing_and_says_so(
    page: Page, link: str, pdf: Path, language: Language
) -> None:
    open_papers(page, link)
    wiring.services().bookings.cancel(the_booking())

    choose(page, "R12", pdf)

    said = data_files.messages()["papers_closed"][language]
    expect(page.locator('[data-kind="R12"] .sent-file__said')).to_have_text(said)


@pytest.mark.parametrize("language", ["th", "en"])
def test_with_twenty_files_the_page_says_that_it_is_full(
    page: Page, link: str, pdf: Path, language: Language
) -> None:
    wish = UploadWish("R10", "image/jpeg", 1000)
    papers = [wiring.services().papers.ask(the_booking(), wish)[0] for _ in range(MOST_FILES - 1)]
    open_papers(page, link)
    # A second window sends the twentieth; this one does not know yet.
    last, _ = wiring.services().papers.ask(the_booking(), wish)
    choose(page, "R12", pdf)

    said = page.locator('[data-kind="R12"] .sent-file__said')
    expect(said).to_have_text(data_files.messages()["too_many_papers"][language])
    page.goto("about:blank")
    open_papers(page, link)
    expect(page.locator("[data-papers-status]")).to_have_text(sentence("full", language))
    expect(page.locator("#choose_files-R12")).to_have_count(0)
    page.locator(f"#delete-{papers[0].id}").click()
    page.locator(f"#delete-{papers[0].id}").click()
    expect(page.locator("#choose_files-R12")).to_have_count(1)
    assert last in wiring.services().papers.folder(the_booking()).papers


def test_several_photographs_are_sent_one_after_the_other(
    page: Page, link: str, photograph: Path, pdf: Path
) -> None:
    door: list[int] = []
    page.on("request", lambda sent: "/papers-bucket/" in sent.url and door.append(1))
    page.on("requestfinished", lambda sent: "/papers-bucket/" in sent.url and door.append(-1))
    open_papers(page, link)

    page.locator("#choose_files-R10").set_input_files([photograph, pdf, photograph])

    expect_lines(page, "R10", "waiting", 3)
    assert door == [1, -1] * 3


@pytest.mark.parametrize("language", ["th", "en"])
def test_both_pages_can_be_read_aloud_and_used_by_keyboard(
    page: Page, link: str, pdf: Path, language: Language
) -> None:
    open_papers(page, link)
    choose(page, "R12", pdf)
    choose(page, "R10", pdf)
    expect_lines(page, "R12", "waiting")
    expect_lines(page, "R10", "waiting")
    take_in()
    expect_lines(page, "R10", "uploaded")
    expect_lines(page, "R12", "uploaded")
    assert grave_findings(page) == []

    desk = review_page(page.context, language)
    first = desk.locator("button[aria-expanded]").first
    first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("canvas[data-turns]")).to_be_visible()
    assert grave_findings(desk) == []
    expect(first).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("canvas")).to_have_count(0)
    expect(first).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator(".review-view__decision .actions button").first.press("Enter")
    # The next paper is at hand at once.
    expect(desk.locator('[data-state="accepted"]')).to_have_count(1)
    expect(desk.locator('[data-state="uploaded"] button[aria-expanded]')).to_be_focused()
    expect(desk.locator(".review-couple > .hint").first).to_contain_text("1")

    drop = page.locator('[data-kind="R10"] .sent-file button').first
    drop.press("Enter")
    drop.press("Enter")
    expect(page.locator("#choose_files-R10")).to_be_focused()


def test_a_phone_offers_the_camera_and_a_desk_does_not(
    chromium: Browser, url: str, link: str
) -> None:
    for touch in (True, False):
        context = chromium.new_context(base_url=url, has_touch=touch, is_mobile=touch)
        page = context.new_page()
        open_papers(page, link)
        camera = page.locator("#take_photo-R10")
        assert camera.get_attribute("capture") == "environment"
        assert page.locator(".file-button--take_photo").first.is_visible() == touch
        context.close()


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
