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
    answers_everything,
    booked,
    books,
    change,
    choose,
    choose_day,
    expect_filled,
    expect_step,
    fill,
    go_on,
    name_both,
    pick,
    private_link,
    reference,
    say_who,
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
    error: str
    missing_name: str
    ticket: tuple[str, ...]


THAI = InLanguage(
    "/book/",
    "สำนักงานเขตบางรัก",
    "มีคู่อื่นจองวันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569 เวลา 08.31–09.00 น. ไปก่อน",
    "พบข้อผิดพลาด: ",
    "ใส่ชื่อและนามสกุลของบุคคลที่ 1",
    (
        "จองคิวเรียบร้อยแล้ว",
        "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569",
        "08.31–09.00 น.",
        "มาถึงก่อนเวลา 5 นาที คือภายใน 08.26 น.",
        "โทรศัพท์\n081-234-5678",
        "สิ่งที่ต้องเตรียมในวันนัด",
    ),
)
ENGLISH = InLanguage(
    "/en/book/",
    "Bang Rak District Office",
    "Monday 14 December 2026 (B.E. 2569), 08:31–09:00 is gone",
    "Error: ",
    "Enter the full name of Person 1",
    (
        "Your time is booked",
        "Monday 14 December 2026 (B.E. 2569)",
        "08:31–09:00",
        "Come 5 minutes early, by 08:26",
        "Your phone\n081-234-5678",
        "What you need on the day",
    ),
)
BOTH = pytest.mark.parametrize("language", [THAI, ENGLISH], ids=["th", "en"])


@BOTH
def test_a_couple_books_and_staff_find_it_on_the_day_list(page: Page, language: InLanguage) -> None:
    answers_everything(page, language.path)
    summary = page.locator("[data-summary]").inner_text()
    send(page)

    made = reference(page)
    ticket = page.locator("#ticket").inner_text()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", made)
    for words in (*language.ticket[1:3], "มะลิ ทดสอบ", "Nguyễn Thị Ánh", "081-234-5678"):
        assert words in summary
    for words in (*language.ticket, language.office, "มะลิ ทดสอบ", "Nguyễn Thị Ánh"):
        assert words in ticket

    page.goto(staff_link())
    line = page.locator("tbody tr").nth(1)
    assert made in line.inner_text()
    assert "มะลิ ทดสอบ" in line.inner_text()
    assert "081 234 5678" in line.inner_text()


@BOTH
def test_back_leads_through_the_questions_and_loses_nothing(
    page: Page, language: InLanguage
) -> None:
    answers_everything(page, language.path)

    for step in ("contact", "couple", "slot", "day", "who"):
        page.go_back()
        expect_step(page, step)
    expect(page.locator("#who-mixed")).to_be_checked()
    for step in ("day", "slot", "couple", "contact", "check"):
        page.go_forward()
        expect_step(page, step)
    expect_filled(page)
    page.locator('[data-step="check"] [data-back]').click()
    expect_step(page, "contact")
    page.reload()
    expect_step(page, "contact")
    page.locator('[data-step="contact"] [data-back]').click()
    expect_step(page, "couple")


@BOTH
def test_a_link_to_a_day_shows_its_times_at_once(page: Page, language: InLanguage) -> None:
    page.goto(f"{language.path}#day={DAY}")

    expect(page.locator("[data-slots-day]")).to_have_text(language.ticket[1])
    pick(page, 2)
    expect_step(page, "who")
    page.locator("#who-mixed").check()
    go_on(page)
    expect_step(page, "couple")


def test_a_question_cannot_be_opened_before_those_it_needs(page: Page) -> None:
    page.goto("/en/book/#check")
    expect_step(page, "who")

    say_who(page)
    page.goto("/en/book/#contact")
    expect_step(page, "day")
    expect(page).to_have_url(re.compile("#day$"))


def test_an_answer_is_changed_and_checked_again(page: Page) -> None:
    answers_everything(page, "/en/book/")

    change(page, "contact")
    page.locator('input[name="email"]').fill("couple@example.com")
    go_on(page)
    expect_step(page, "check")
    expect(page.locator('[data-answer="email"]')).to_have_text("couple@example.com")
    change(page, "day")
    choose_day(page, "2026-12-15")
    pick(page, 5)

    expect_step(page, "check")
    expect(page.locator('[data-answer="day"]')).to_contain_text("Tuesday 15 December 2026")
    expect(page.locator('[data-answer="time"]')).to_have_text("10:01–10:30")


@pytest.mark.parametrize(
    ("who", "nationalities"), [("thai", ["TH", "TH"]), ("mixed", ["TH", ""]), ("foreign", ["", ""])]
)
def test_who_you_are_fills_in_what_it_tells(page: Page, who: str, nationalities: list[str]) -> None:
    page.goto("/book/")
    say_who(page, who)

    filled = [page.locator(f"#nationality-{number}").input_value() for number in (1, 2)]

    assert filled == nationalities


@BOTH
def test_the_private_link_opens_the_booking_again(page: Page, language: InLanguage) -> None:
    made = books(page, language.path)
    link = private_link(page)

    page.goto("about:blank")
    page.goto(link)

    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    assert "#token=" in link
    assert "token" not in link.partition("#")[0]


@BOTH
def test_a_lost_slot_keeps_every_answer_and_one_press_takes_another(
    page: Page, url: str, language: InLanguage
) -> None:
    answers_everything(page, language.path)
    for slot in (2, 3):
        server.a_couple_books(url, slot, slot=slot)

    send(page)

    expect(page.locator("#lost-heading")).to_be_focused()
    expect(page.locator("[data-lost]")).to_contain_text(language.lost)
    expect(page.locator("[data-offer]").first).to_be_visible()
    offers = page.locator("[data-offer]").evaluate_all("all => all.map((it) => it.dataset.offer)")
    assert offers == [f"{DAY}/{slot}" for slot in (1, 4, 5, 6)] + [
        f"2026-12-15/{slot}" for slot in (1, 3, 4, 5)
    ]
    page.locator(f'[data-offer="{DAY}/4"]').click()
    reference(page)
    assert [one.slot for one in booked() if one.couple[0].name == "มะลิ ทดสอบ"].count(4) == 1
    expect(page.locator("#ticket [data-phone]")).to_have_text("081-234-5678")


@BOTH
def test_missing_answers_are_listed_with_links_to_their_fields(
    page: Page, language: InLanguage
) -> None:
    page.goto(language.path)
    go_on(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith(language.error)
    summary.locator("a").click()
    expect(page.locator("#who-thai")).to_be_focused()
    choose(page)
    assert not page.title().startswith(language.error)

    go_on(page)

    expect(summary).to_be_focused()
    assert summary.locator("a").count() == 3
    summary.locator("a").first.click()
    expect(page.locator('input[name="name-1"]')).to_be_focused()
    expect(page.locator('input[name="name-1"]')).to_have_accessible_description(
        re.compile(language.missing_name)
    )


def test_a_phone_that_only_the_server_can_judge_is_marked_at_its_field(page: Page) -> None:
    answers_everything(page, "/en/book/")
    change(page, "contact")
    page.locator('input[name="phone"]').fill("0000000000")
    go_on(page)
    send(page)

    expect_step(page, "contact")
    expect(page.locator(".error-summary")).to_contain_text("phone number")
    expect(page.locator('input[name="phone"]')).to_have_attribute("aria-invalid", "true")


def test_an_impatient_double_click_makes_one_booking(page: Page) -> None:
    answers_everything(page)
    page.locator('[data-step="check"] button[type=submit]').dblclick()

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
    answers_everything(page)
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
    expect(page.locator('[data-answer="person-1"]')).to_contain_text(name)
    send(page)
    reference(page)
    expect(page.locator("[data-couple]")).to_contain_text(name)

    page.goto(staff_link())

    assert name in page.locator("tbody tr").nth(1).inner_text()


@BOTH
def test_what_cannot_be_right_is_asked_about_where_it_was_answered(
    page: Page, language: InLanguage
) -> None:
    page.goto(language.path)
    choose(page)
    name_both(page)
    page.locator('select[name="nationality-1"]').select_option("DE")

    page.locator('[data-step="couple"] button[type="submit"]').click()

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#nationality-2")).to_have_attribute("aria-invalid", "true")
    page.locator('select[name="nationality-1"]').select_option("TH")
    go_on(page)
    page.locator("#phone").fill("081 234 567")
    page.locator("#email").fill("mali@gmail")
    page.locator('[data-step="contact"] button[type="submit"]').click()
    for wrong in ("#phone", "#email"):
        expect(page.locator(wrong)).to_have_attribute("aria-invalid", "true")
    page.locator("#phone").fill("081 234 5678")
    page.locator("#email").fill("mali@example.com")
    go_on(page)
    expect_step(page, "check")


def test_weekends_and_holidays_cannot_be_chosen_and_say_why(page: Page) -> None:
    page.goto("/en/book/")
    say_who(page)
    status = page.locator("[data-day-status]")

    for day, why in (("2026-12-12", "weekend"), ("2026-12-10", "Constitution Day")):
        cell = page.locator(f'[data-day="{day}"]')
        expect(cell).to_have_attribute("aria-disabled", "true")
        # A mouse reaches it all the same: Playwright alone would wait for it to be enabled.
        cell.click(force=True)
        expect(status).to_contain_text(why)
        expect(cell).to_have_attribute("aria-pressed", "false")

    assert status.get_attribute("role") == "status"
    expect_step(page, "day")


def test_the_list_of_free_days_reaches_every_one_without_the_calendar(page: Page) -> None:
    page.goto("/en/book/")
    say_who(page)
    listed = page.locator("[data-next-day]")
    expect(listed).to_have_count(4)

    while page.locator("[data-more-days]").is_visible():
        before = listed.count()
        page.locator("[data-more-days]").click()
        expect(listed.nth(before)).to_be_focused()

    assert listed.count() == page.locator("[data-months] .day--free").count()
    listed.last.click()
    expect_step(page, "slot")


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
@pytest.mark.parametrize(
    ("who", "nationalities"), [("mixed", ("TH", "VN")), ("foreign", ("CO", "stateless"))]
)
def test_the_ticket_prints_on_one_sheet_of_a4_with_the_way_back(
    page: Page, language: InLanguage, who: str, nationalities: tuple[str, str]
) -> None:
    page.goto(language.path)
    choose(page, who=who)
    name_both(page, "มะลิวัลย์ " * 11, "Ana María " * 11)
    for number, nationality in enumerate(nationalities, start=1):
        page.locator(f'select[name="nationality-{number}"]').select_option(nationality)
    go_on(page)
    page.locator('input[name="phone"]').fill("081-234-5678")
    go_on(page)
    send(page)
    made = reference(page)

    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = re.sub(r"\s", "", sheets[0].extract_text())

    assert len(sheets) == 1
    assert made in text
    assert private_link(page) in text


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

        assert "2236 1395" in page.locator("main").inner_text()
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
