"""Lost answers, lost pages, lost places: nothing is booked twice and nothing is forgotten."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from chalicelib import wiring
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.days import Opening
from chalicelib.domain.offices import Venue
from chalicelib.domain.text import Text
from chalicelib.usecases.days import Days
from tests.browser.couple import (
    BOOKINGS,
    DAY,
    answer_as_a_stranger,
    answers_everything,
    booked,
    books,
    change,
    choose,
    choose_day,
    expect_filled,
    expect_perhaps_booked,
    expect_step,
    fill,
    go_on,
    impatient,
    lose_every_answer,
    name_both,
    next_of,
    pick,
    private_link,
    reference,
    say_who,
    send,
)
from tests.builders import A_MONDAY, make_body, phone_of
from tests.live import server

pytestmark = [pytest.mark.browser, pytest.mark.engine]

STORED = "Object.entries(sessionStorage).concat(Object.entries(localStorage)).flat().join(' ')"
ENGLISH_AGAIN = "/en/book/"


@pytest.fixture
def staff() -> Days:
    """What staff decide about single days."""
    services = wiring.services()
    return Days(services.offices, services.store, services.clock)


def a_booking_nobody_answered(page: Page, path: str = ENGLISH_AGAIN, slot: int = 2) -> None:
    answers_everything(page, path, slot)
    send(page)


@pytest.fixture(autouse=True)
def _impatient(page: Page) -> None:
    impatient(page)


# An unknown outcome


def test_changed_answers_after_a_lost_answer_find_the_booking_that_was_made(page: Page) -> None:
    lost = lose_every_answer(page)
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    page.unroute(BOOKINGS)

    change(page, "slot")
    pick(page, 5)
    change(page, "contact")
    page.locator('input[name="phone"]').fill("089-999-9999")
    go_on(page)
    send(page)

    made = reference(page)
    ticket = page.locator("#ticket")
    assert made in lost[0]
    assert "08:31–09:00" in ticket.inner_text()
    assert "081-234-5678" in ticket.inner_text()
    expect(ticket.locator("[data-earlier]")).to_contain_text("This is the booking you sent earlier")
    assert "Another couple" not in page.locator("main").inner_text()
    assert [booking.slot for booking in booked()] == [2]


def test_the_same_answers_sent_again_find_the_booking_without_further_words(page: Page) -> None:
    lose_every_answer(page)
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    page.unroute(BOOKINGS)

    page.locator("[data-outcome] button").click()

    reference(page)
    expect(page.locator("[data-earlier]")).to_be_hidden()
    assert len(booked()) == 1


def test_after_a_reload_the_booking_nobody_answered_is_found(page: Page) -> None:
    lost = lose_every_answer(page)
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    page.unroute(BOOKINGS)

    page.reload()

    expect(page.locator("[data-unresolved]")).to_be_visible()
    expect_step(page, "check")
    expect_filled(page)
    change(page, "slot")
    # Their own place is taken now, and nobody calls it another couple's.
    expect(page.locator('[data-taken="2"]')).to_be_visible()
    assert "nother couple" not in page.locator("main").inner_text()
    pick(page, 6)
    send(page)
    assert reference(page) in lost[0]
    assert [booking.slot for booking in booked()] == [2]


@pytest.mark.parametrize("path", ["/book/", "/en/book/"])
def test_in_the_other_language_too_the_couple_can_ask_what_became_of_it(
    page: Page, path: str
) -> None:
    lost = lose_every_answer(page)
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    page.unroute(BOOKINGS)

    page.goto(path)
    page.locator("[data-unresolved] button").click()

    assert reference(page) in lost[0]
    expect(page.locator("[data-unresolved]")).to_be_hidden()


def test_only_a_true_refusal_lets_changed_answers_go_out(page: Page, url: str) -> None:
    page.route(BOOKINGS, lambda route: route.abort("connectionreset"))
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    page.unroute(BOOKINGS)
    server.book(url, "a-couple-that-was-faster", make_body(slot=2, phone=phone_of(2)))

    change(page, "slot")
    pick(page, 5)
    send(page)

    reference(page)
    expect(page.locator("[data-earlier]")).to_be_hidden()
    assert sorted(booking.slot for booking in booked()) == [2, 5]


def test_an_answer_that_is_none_of_ours_leaves_it_open(page: Page) -> None:
    lost = answer_as_a_stranger(page)
    a_booking_nobody_answered(page)

    expect_perhaps_booked(page)

    assert len(lost) == 3
    assert len(booked()) == 1


def test_offline_at_the_press_and_back_again(page: Page, context: BrowserContext) -> None:
    answers_everything(page, "/en/book/")
    context.set_offline(True)
    send(page)
    expect_perhaps_booked(page)
    expect(page.locator("[data-outcome]")).to_contain_text("This device is offline")

    context.set_offline(False)
    page.locator("[data-outcome] button").click()

    reference(page)
    assert len(booked()) == 1


# A refusal


def test_an_older_reading_of_the_day_does_not_offer_the_place_again(page: Page, url: str) -> None:
    page.goto("/en/book/")
    with page.expect_response(f"**/days/{DAY}") as reading:
        choose(page)
    old = reading.value.body()
    fill(page)
    for slot in (2, 3):
        server.book(
            url, f"a-couple-that-was-faster-{slot}", make_body(slot=slot, phone=phone_of(slot))
        )
    page.route(f"**/days/{DAY}", lambda route: route.fulfill(body=old))

    send(page)

    expect(page.locator("#lost-heading")).to_be_focused()
    expect(page.locator(f'[data-offer="{DAY}/4"]')).to_be_visible()
    expect(page.locator(f'[data-offer="{DAY}/2"], [data-offer="{DAY}/3"]')).to_have_count(0)


def test_an_answer_is_about_what_was_sent_whatever_is_picked_meanwhile(
    page: Page, url: str
) -> None:
    waiting: list[Route] = []
    page.route(BOOKINGS, lambda route: waiting.extend([route]))
    a_booking_nobody_answered(page)
    server.book(url, "a-couple-that-was-faster", make_body(slot=2, phone=phone_of(2)))
    page.wait_for_function("document.querySelector('[data-send-status]').textContent")

    change(page, "slot")
    pick(page, 7)
    next_of(page, waiting).continue_()

    expect(page.locator("[data-outcome]")).to_contain_text("that booking was not made")
    expect_step(page, "check")
    expect(page.locator('[data-answer="time"]')).to_have_text("11:01–11:30")


def test_a_day_closed_while_typing_leads_back_to_the_calendar(page: Page, staff: Days) -> None:
    answers_everything(page, "/en/book/")
    staff.close("bang-rak", A_MONDAY, Text("ปิดปรับปรุงระบบ", "closed for maintenance"))

    send(page)

    notice = page.locator("[data-day-notice]")
    expect(notice).to_contain_text("Monday 14 December 2026")
    expect(notice).to_contain_text("Nothing is booked yet")
    expect(page.locator(f'[data-day="{DAY}"]')).to_have_attribute("aria-disabled", "true")
    expect_filled(page)
    choose_day(page, "2026-12-15")
    pick(page, 1)
    send(page)
    assert reference(page)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/book/", "เปิดให้จองวันพฤหัสบดีที่ 3 ธันวาคม พ.ศ. 2569 เวลา 09.00 น."),
        ("/en/book/", "opens on Thursday 3 December 2026 (B.E. 2569) at 09:00 Bangkok time"),
    ],
)
def test_a_special_day_says_when_it_opens(page: Page, staff: Days, path: str, words: str) -> None:
    hall = Venue(Text("ห้องประชุม", "The hall"), Text("ถนนสีลม", "Silom Road"))
    opens_at = datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK)
    staff.open("bang-rak", date(2026, 12, 12), Opening(hall, capacity=3, opens_at=opens_at))
    page.goto(path)
    say_who(page)

    cell = page.locator('[data-day="2026-12-12"]')
    cell.click(force=True)

    expect(page.locator("[data-day-status]")).to_contain_text(words)
    expect(page.locator(".month__closures").first).to_contain_text(words)


def test_a_day_made_special_while_typing_says_when_to_come_back(page: Page, staff: Days) -> None:
    answers_everything(page, "/en/book/")
    hall = Venue(Text("ห้องประชุม", "The hall"), Text("ถนนสีลม", "Silom Road"))
    opens_at = datetime(2026, 12, 3, 9, 0, tzinfo=BANGKOK)
    staff.open("bang-rak", A_MONDAY, Opening(hall, capacity=3, opens_at=opens_at))

    send(page)

    notice = page.locator("[data-day-notice]")
    expect(notice).to_contain_text("opens on Thursday 3 December 2026 (B.E. 2569) at 09:00 Bangkok")
    expect(notice).to_contain_text("Nothing is booked yet")
    expect_filled(page)


def test_another_building_is_named_before_the_times(page: Page, staff: Days) -> None:
    hall = Venue(Text("ห้องประชุม", "The hall"), Text("ถนนสีลม", "Silom Road"))
    staff.open("bang-rak", A_MONDAY, Opening(hall, capacity=3))
    page.goto(f"/en/book/#day={DAY}")

    expect(page.locator("[data-slots]")).to_contain_text("Place: The hall, Silom Road")


@pytest.mark.parametrize(
    ("path", "words"), [("/book/", "หมายเลขโทรศัพท์นี้มีการจอง"), ("/en/book/", "already has a booking")]
)
def test_a_phone_with_an_open_booking_is_sent_to_the_office(
    page: Page, url: str, path: str, words: str
) -> None:
    server.book(url, "the-booking-of-yesterday", make_body(slot=9))
    answers_everything(page, path)

    send(page)

    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text(words)
    expect(notice.locator("a[href='../manage/']")).to_be_visible()
    expect(notice.locator("a[href='tel:+6622361395']")).to_contain_text("236 1395")


def test_too_many_requests_say_until_when(page: Page) -> None:
    def refuse(route: Route) -> None:
        problem = {"code": "too_many_requests", "message": {"th": "มากไป", "en": "Too many."}}
        route.fulfill(status=429, json=problem, headers={"Retry-After": "7200"})

    page.route(BOOKINGS, refuse)
    a_booking_nobody_answered(page)

    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_contain_text("Nothing is booked yet")
    expect(notice).to_contain_text(re.compile(r"“Try again” from \d\d:\d\d on \w+day \d+ "))


# The ticket stays


@pytest.mark.parametrize("path", ["/book/", "/en/book/"])
def test_after_booking_a_reload_shows_the_ticket_again(page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.extend([request.url]))
    made = books(page, path)

    assert page.url.partition("#")[0].endswith(path.replace("book", "manage"))
    page.reload()
    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    expect(page.locator("[data-phone-row]")).to_be_hidden()
    page.locator(".wordmark").click()
    page.wait_for_url("**/" if path == "/book/" else "**/en/")
    page.go_back()
    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    # Calendar file and picture have a token of their own, which opens nothing else.
    token = parse_qs(urlsplit(private_link(page)).fragment)["token"][0]
    assert not any(token in address.partition("#")[0] for address in asked)
    assert len(booked()) == 1


def test_the_ticket_can_be_read_in_the_other_language(page: Page) -> None:
    made = books(page)

    for heading in ("Marriage registration appointment", "ใบนัดจดทะเบียนสมรส"):
        page.locator(".language-link").click()
        expect(page.locator(".ticket__heading")).to_have_text(heading)
        expect(page.locator("#ticket [data-reference]")).to_have_text(made)


def test_skipping_to_the_content_keeps_the_ticket(page: Page) -> None:
    made = books(page)
    page.reload()
    expect(page.locator("#ticket [data-reference]")).to_have_text(made)

    page.locator(".skip-link").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()
    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    assert "#token=" in page.url


def test_a_ticket_that_cannot_be_drawn_still_shows_reference_and_phone(page: Page) -> None:
    def shorten(route: Route) -> None:
        answer: dict[str, Any] = route.fetch().json()
        route.fulfill(status=201, json={name: answer[name] for name in ("reference", "status")})

    page.route(BOOKINGS, shorten)
    answers_everything(page, "/en/book/")
    send(page)

    assert reference(page) == booked()[0].reference
    expect(page.locator("[data-incomplete]")).to_contain_text("+66 2236 1395")
    expect(page.locator("#booking-form")).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0


# The form stays


@pytest.mark.parametrize("path", ["/book/", "/en/book/"])
def test_a_reload_at_any_question_loses_nothing(page: Page, path: str) -> None:
    page.goto(path)
    choose(page, slot=4)
    page.reload()
    expect_step(page, "couple")
    name_both(page)
    page.reload()
    go_on(page)
    page.locator('input[name="phone"]').fill("081-234-5678")
    page.reload()
    expect_step(page, "contact")
    go_on(page)
    page.reload()

    expect_step(page, "check")
    expect_filled(page)
    send(page)
    reference(page)
    assert [booking.slot for booking in booked()] == [4]


def test_a_half_filled_form_outlives_the_language_switch(page: Page) -> None:
    answers_everything(page, slot=4)

    page.locator(".language-link").click()

    page.wait_for_url("**/en/book/#check")
    expect_step(page, "check")
    expect_filled(page)
    expect(page.locator('[data-answer="day"]')).to_contain_text("Monday 14 December 2026")
    send(page)
    reference(page)


def test_what_was_typed_is_gone_from_the_browser_once_it_is_booked(page: Page) -> None:
    answers_everything(page)
    assert "081-234-5678" in page.evaluate(STORED)
    assert "081-234-5678" not in page.evaluate("JSON.stringify(localStorage)")

    send(page)
    reference(page)

    assert "081-234-5678" not in page.evaluate(STORED)
    page.goto("/book/")
    expect_step(page, "who")
    expect(page.locator('input[name="name-1"]')).to_have_value("")


@pytest.mark.parametrize("path", ["/book/", "/en/book/"])
def test_back_from_the_ticket_leads_to_the_ticket(page: Page, path: str) -> None:
    made = books(page, path)

    page.go_back()

    # The address first: the ticket that was left stands until the next page is there.
    expect(page).to_have_url(re.compile("/manage/"))
    expect(page.locator("#ticket [data-reference]")).to_have_text(made)
    assert len(booked()) == 1


def test_a_time_taken_between_two_visits_is_lost_only_when_it_is_sent(page: Page, url: str) -> None:
    answers_everything(page, "/en/book/")
    server.a_couple_books(url, 2, slot=2)
    page.reload()
    send(page)

    page.locator(f'[data-offer="{DAY}/3"]').click()

    reference(page)
    assert sorted(booking.slot for booking in booked()) == [2, 3]


def test_a_day_closed_between_two_visits_says_why(page: Page, staff: Days) -> None:
    page.goto(f"/en/book/#day={DAY}")
    page.locator("[data-slot]").first.wait_for()
    staff.close("bang-rak", A_MONDAY, Text("ปิด", "closed for a holiday"))

    page.reload()

    expect_step(page, "day")
    expect(page.locator("[data-day-notice]")).to_contain_text("closed for a holiday")


# Two tabs


def test_two_tabs_of_one_couple_make_one_booking(page: Page, context: BrowserContext) -> None:
    answers_everything(page, "/en/book/")
    other = context.new_page()
    answers_everything(other, "/en/book/", slot=5)

    send(page)

    made = reference(page)
    expect(other.locator("[data-elsewhere]")).to_be_visible()
    send(other)
    expect(other.locator("[data-outcome]")).to_contain_text("already has a booking")
    other.locator("[data-elsewhere] a").click()
    expect(other.locator("#ticket [data-reference]")).to_have_text(made)
    assert [booking.slot for booking in booked()] == [2]


def test_a_tab_doubled_while_it_waits_finds_the_same_booking(
    page: Page, context: BrowserContext
) -> None:
    lost = lose_every_answer(page)
    a_booking_nobody_answered(page)
    expect_perhaps_booked(page)
    other = context.new_page()
    remembered = page.evaluate("JSON.stringify(sessionStorage)")
    # What "Duplicate tab" does: the new tab begins with a copy of what this one remembers.
    other.goto("/en/")
    other.evaluate("(all) => Object.assign(sessionStorage, JSON.parse(all))", remembered)
    other.goto("/en/book/")

    other.locator("[data-unresolved] button").click()

    assert reference(other) in lost[0]
    assert len(booked()) == 1


# A slow network


def test_on_a_slow_network_the_page_says_what_it_does(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/api/**", lambda route: waiting.extend([route]))
    page.goto("/en/book/")
    page.locator("#who-mixed").check()
    go_on(page)
    expect(page.locator("[data-day-notice]")).to_contain_text("Opening the calendar")
    next_of(page, waiting).continue_()
    page.locator(f'[data-months] [data-day="{DAY}"]').click()
    expect(page.locator("[data-slots-day]")).to_contain_text("Monday 14 December")
    expect(page.locator("[data-slots-message]")).to_contain_text("Opening the free times")
    next_of(page, waiting).continue_()
    pick(page, 2)
    fill(page)
    send(page)

    button = page.locator('[data-step="check"] button[type=submit]')
    expect(button).to_have_text("Sending…")
    expect(page.locator("[data-send-status]").first).to_contain_text("Sending your booking")
    button.click(force=True)
    next_of(page, waiting).continue_()
    page.unroute("**/api/**")
    reference(page)
    assert not waiting
    assert len(booked()) == 1
