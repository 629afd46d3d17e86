"""The lists as a printer makes them: sheets of A4, every couple on them, nothing cut."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from chalicelib import wiring
from chalicelib.domain.bookings import Person
from chalicelib.domain.days import Opening
from chalicelib.domain.offices import Venue
from chalicelib.domain.text import Text
from tests.browser.officer import staff_token
from tests.builders import TODAY, make_stored

pytestmark = [pytest.mark.browser, pytest.mark.engine]

A4_ON_END, A4_ON_ITS_SIDE = (595, 842), (842, 595)
# As long as names in a passport commonly are.
COUPLE = (
    Person("Maria-Fernanda Gabriela García-Ejemplo de los Ángeles", "CO"),
    Person("พิมพ์ใจประภาสิริกุลธิดา ศรีสุวรรณรัตนโกสินทร์", "TH"),
)
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# A cell, and the name inside it, shows all it holds.
CUT = """() => [...document.querySelectorAll('td, .name')]
  .filter((it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline')
  .map((it) => it.textContent)"""


def fill(capacity: int) -> list[str]:
    """Every place of today, and the references of its couples."""
    references = []
    rules = wiring.services().offices.get("bang-rak").rules
    assert rules
    for slot in rules.slots:
        for place in range(1, capacity + 1):
            references.append(f"{SIGNS[slot.number]}{SIGNS[place]}AA-2345")
            make_stored(
                wiring.services().store,
                reference=references[-1],
                date=TODAY,
                slot=slot.number,
                start=slot.start,
                end=slot.end,
                place=place,
                couple=COUPLE,
                documents=("R01", "R17"),
                language="en",
                phone_key=f"phone of {references[-1]}",
                key=f"key of {references[-1]}",
            )
    return references


def printed(page: Page, url: str, route: str) -> list[PageObject]:
    page.goto(f"{url}/api/staff/{route}?token={staff_token()}")
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def words(sheet: PageObject) -> str:
    """What is on a sheet, without the spaces that a PDF puts between signs."""
    return "".join(sheet.extract_text().split())


def size(sheet: PageObject) -> tuple[int, int]:
    return round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))


def test_a_full_day_of_long_names_is_one_sheet_for_the_queue_and_one_for_the_times(
    page: Page, url: str
) -> None:
    references = fill(capacity=1)

    queue, times = printed(page, url, "day-list")

    assert (size(queue), size(times)) == (A4_ON_END, A4_ON_ITS_SIDE)
    assert [each for each in references if each not in words(queue)] == []
    assert words(times).count("Maria-Fernanda") == len(references)
    (alone,) = printed(page, url, "service-log")
    assert size(alone) == A4_ON_ITS_SIDE


def test_a_day_without_bookings_is_two_sheets_to_be_filled_in_by_pen(page: Page, url: str) -> None:
    assert [size(sheet) for sheet in printed(page, url, "day-list")] == [A4_ON_END, A4_ON_ITS_SIDE]


def test_a_special_day_of_three_at_a_time_has_each_couple_once_under_the_head_of_each_sheet(
    page: Page, url: str
) -> None:
    venue = Venue(Text("อาคารตัวอย่าง", "Example Hall"), Text("สีลม", "Silom"))
    wiring.services().store.set_change("bang-rak", TODAY, Opening(venue, 3, None, None))
    references = fill(capacity=3)

    sheets = printed(page, url, "day-list")

    queue = [words(sheet) for sheet in sheets if size(sheet) == A4_ON_END]
    times = [words(sheet) for sheet in sheets if size(sheet) == A4_ON_ITS_SIDE]
    assert (len(queue), len(times)) == (3, 3)
    assert [each for each in references if "".join(queue).count(each) != 1] == []
    assert "".join(times).count("Maria-Fernanda") == len(references)
    assert all("เวลา" in sheet for sheet in (*queue, *times)), "a sheet that falls out of the pile"
