"""What is not taken, and the sentence that says so in the language of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chalicelib import wiring
from chalicelib.adapters import data_files
from chalicelib.domain.sent_papers import MOST_FILES
from chalicelib.domain.text import Language
from chalicelib.usecases.sent_papers import UploadWish
from tests.browser.papers.steps import (
    DOOR,
    choose,
    expect_lines,
    open_papers,
    review_page,
    sentence,
    take_in,
    the_booking,
)
from tests.papers import files

pytestmark = [pytest.mark.browser, pytest.mark.engine]


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


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_file_that_cannot_be_taken_stays_on_the_phone_and_says_why(
    page: Page, link: str, tmp_path: Path, language: Language
) -> None:
    open_papers(page, link)
    lines = page.locator('[data-kind="R10"] .sent-file__said')

    for number, (name, (content, key)) in enumerate(REFUSED_AT_ONCE.items()):
        (tmp_path / name).write_bytes(content)
        choose(page, "R10", tmp_path / name)
        expect(lines.nth(number)).to_have_text(sentence(key, language))

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
