"""A couple books in the browser, and staff find it on the day list."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser.couple import (
    BOOKINGS,
    DAY,
    booked,
    books,
    choose,
    expect_filled,
    fill,
    pick,
    reference,
    send,
    staff_link,
)
from tests.builders import make_body, phone_of
from tests.live import server

pytestmark = [pytest.mark.browser, pytest.mark.engine]


@dataclass(frozen=True)
class InLanguage:
    """What a reader of one language sees."""

    path: str
    office: str
    lost: str
    ticket: tuple[str, ...]


THAI = InLanguage(
    "/book/",
    "สำนักงานเขตบางรัก",
    "คู่อื่นเพิ่งจองเวลา 08.31–09.00 น. ไปก่อน",
    (
        "จองคิวเรียบร้อยแล้ว",
        "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569",
        "08.31–09.00 น.",
        "มาถึงก่อนเวลา 5 นาที คือภายใน 08.26 น.",
        "เบอร์โทรที่แจ้งไว้\n081-234-5678",
        "สิ่งที่ต้องเตรียมในวันนัด",
    ),
)
ENGLISH = InLanguage(
    "/en/book/",
    "Bang Rak District Office",
    "Another couple has just taken 08:31–09:00",
    (
        "Your time is booked",
        "Monday 14 December 2026 (B.E. 2569)",
        "08:31–09:00",
        "Come 5 minutes early, by 08:26",
        "Phone number you gave\n081-234-5678",
        "What you need on the day",
    ),
)
BOTH = pytest.mark.parametrize("language", [THAI, ENGLISH], ids=["th", "en"])


@BOTH
def test_a_couple_books_and_staff_find_it_on_the_day_list(page: Page, language: InLanguage) -> None:
    page.goto(language.path)
    choose(page)
    fill(page)
    send(page)

    made = reference(page)
    ticket = page.locator("#ticket").inner_text()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", made)
    for words in (*language.ticket, language.office, "มะลิ ทดสอบ", "Nguyễn Thị Ánh"):
        assert words in ticket

    page.goto(staff_link())
    line = page.locator("tbody tr").nth(1)
    assert made in line.inner_text()
    assert "มะลิ ทดสอบ" in line.inner_text()
    assert "081 234 5678" in line.inner_text()


@BOTH
def test_the_private_link_opens_the_booking_again(page: Page, language: InLanguage) -> None:
    made = books(page, language.path)
    link = page.locator("[data-manage-link]").first.get_attribute("href")
    assert link

    page.goto("about:blank")
    page.goto(link)

    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    assert "#token=" in link
    assert "token" not in link.partition("#")[0]


@BOTH
def test_a_slot_lost_while_typing_keeps_every_answer(
    page: Page, url: str, language: InLanguage
) -> None:
    page.goto(language.path)
    choose(page)
    fill(page)
    assert (
        server.book(
            url, "a-couple-that-was-faster", make_body(slot=2, phone=phone_of(2))
        ).status_code
        == 201
    )

    send(page)

    expect(page.locator('input[name="slot"][value="2"]')).to_be_disabled()
    expect(page.locator("[data-slots-message]")).to_contain_text(language.lost)
    expect_filled(page)
    pick(page, 3)
    send(page)
    assert reference(page)


@BOTH
def test_missing_answers_are_listed_with_links_to_their_fields(
    page: Page, language: InLanguage
) -> None:
    page.goto(language.path)
    choose(page)
    send(page)

    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    assert summary.locator("a").count() >= 5
    summary.locator("a").first.click()
    assert page.evaluate("document.activeElement.name") == "name-1"


def test_a_phone_that_only_the_server_can_judge_is_marked_at_its_field(page: Page) -> None:
    page.goto("/en/book/")
    choose(page)
    fill(page)
    page.locator('input[name="phone"]').fill("0000000000")
    send(page)

    expect(page.locator(".error-summary")).to_contain_text("phone number")
    expect(page.locator('input[name="phone"]')).to_have_attribute("aria-invalid", "true")


def test_an_impatient_double_click_makes_one_booking(page: Page) -> None:
    page.goto("/book/")
    choose(page)
    fill(page)
    page.locator("#booking-form button[type=submit]").dblclick()

    reference(page)

    assert len(booked()) == 1


def test_an_answer_lost_on_the_way_is_asked_for_again_and_found(page: Page) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort("connectionreset")

    page.route(BOOKINGS, lose_the_first_answer)
    page.goto("/book/")
    choose(page)
    fill(page)
    send(page)

    made = reference(page)

    assert made in lost[0]
    assert len(booked()) == 1


@pytest.mark.parametrize(
    "name",
    ["สมหญิง ใจดี", "Nguyễn Thị Ánh", "王小明", "Gabriel García Márquez", "عبد الله", "Björk"],
)
def test_a_name_of_any_script_reaches_the_day_list(page: Page, name: str) -> None:
    page.goto("/en/book/")
    choose(page)
    fill(page, first=name)
    send(page)
    reference(page)

    page.goto(staff_link())

    assert name in page.locator("tbody tr").nth(1).inner_text()


def test_weekends_and_holidays_cannot_be_chosen_and_say_why(page: Page) -> None:
    page.goto("/en/book/")
    status = page.locator("[data-day-status]")

    for day, why in (("2026-12-12", "weekend"), ("2026-12-10", "Constitution Day")):
        cell = page.locator(f'[data-day="{day}"]')
        expect(cell).to_have_attribute("aria-disabled", "true")
        # A mouse reaches it all the same: Playwright alone would wait for it to be enabled.
        cell.click(force=True)
        expect(status).to_contain_text(why)
        expect(cell).to_have_attribute("aria-pressed", "false")

    assert status.get_attribute("role") == "status"
    expect(page.locator("[data-slots-hint]")).to_be_visible()


def test_the_day_list_prints_on_one_sheet_of_a4(page: Page, url: str) -> None:
    for slot in range(1, 16):
        answer = server.book(
            url, f"couple-of-the-slot-{slot:02}", make_body(slot=slot, phone=phone_of(slot))
        )
        assert answer.status_code == 201
    page.goto(staff_link())

    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    # The queue upright, then the time sheet across.
    sizes = [tuple(round(side) for side in sheet.mediabox[2:]) for sheet in sheets]
    assert sizes == [(595, 842), (842, 595)]


@BOTH
@pytest.mark.parametrize("nationalities", [("TH", "VN"), ("CO", "stateless")])
def test_the_ticket_prints_on_one_sheet_of_a4_with_the_way_back(
    page: Page, language: InLanguage, nationalities: tuple[str, str]
) -> None:
    page.goto(language.path)
    choose(page)
    fill(page, first="มะลิวัลย์ " * 11, second="Ana María " * 11)
    for number, nationality in enumerate(nationalities, start=1):
        page.locator(f'select[name="nationality-{number}"]').select_option(nationality)
    send(page)
    made = reference(page)
    link = page.locator("[data-manage-link]").get_attribute("href")

    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = re.sub(r"\s", "", sheets[0].extract_text())

    assert len(sheets) == 1
    assert made in text
    assert link
    assert link in text


def test_the_csv_of_the_day_list_is_one_press_away(page: Page, url: str) -> None:
    server.book(url, "a-couple-for-the-csv-file", make_body())
    page.goto(staff_link())

    with page.expect_download() as downloading:
        page.locator("a[href*='format=csv']").click()

    text = downloading.value.path().read_text(encoding="utf-8-sig")
    assert downloading.value.suggested_filename == f"day-list-bang-rak-{DAY}.csv"
    assert "มะลิ ทดสอบ" in text


@pytest.mark.parametrize("path", ["/book/", "/en/book/"])
def test_without_scripts_the_page_gives_the_phone_of_the_office(
    chromium: Browser, url: str, path: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(path)

        assert "2 236 1395" in page.locator("main").inner_text()
        expect(page.locator("#booking-form")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "sibling"), [("/book/", "/en/book/"), ("/en/book/", "/book/"), ("/", "/en/")]
)
def test_the_language_switch_leads_to_the_same_page(page: Page, path: str, sibling: str) -> None:
    page.goto(path)

    links = page.locator("a[hreflang]").evaluate_all(
        "all => all.map(a => new URL(a.href).pathname)"
    )

    assert sibling in links
