"""What a couple and an officer do with papers, step by step, and what a test looks at meanwhile."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from chalicelib.domain.text import Language
from infra.papers.inspection import inspect
from infra.setup import ROOT
from tests.builders import A_MONDAY, NOW

DOOR = "**/papers-bucket/"


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
    """That many files of a paper are in this state."""
    expect(page.locator(f'[data-kind="{kind}"] [data-state="{state}"]')).to_have_count(count)


def sentence(key: str, language: Language) -> str:
    written = json.loads((ROOT / "site/strings/papers_script.json").read_text(encoding="utf-8"))
    return str(written[key][language])
