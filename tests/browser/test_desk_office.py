"""What an officer does besides serving couples: enter a request, close or open a day."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from chalicelib import wiring
from chalicelib.domain.bookings import Booking
from tests.browser.axe import grave_findings
from tests.browser.officer import DESK, JAIDEE, MALI, a_couple, staff_token
from tests.builders import A_MONDAY, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.engine]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A practised typist's keystroke is a fifth of a second, a slow one's a third; a slow answer of the
# service is two seconds.
SLOW_KEY_S, SLOW_ANSWER_S = 0.33, 2
MOST_SECONDS = 30


@pytest.fixture
def token(url: str) -> str:
    """The office's link of today."""
    return staff_token()


def open_entry(page: Page, token: str, language: str = "", more: str = "") -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{language}/staff/enter/#token={token}{more}")
    page.locator("#slot option").first.wait_for(state="attached")
    expect(page.locator('input[name="channel"]').first).to_be_focused()


class Typist:
    """Counts what is pressed, so that a time does not depend on the machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)


def booked() -> Booking:
    """The one booking of today, which has free times after nine o'clock."""
    (booking,) = wiring.services().store.bookings_on("bang-rak", TODAY)
    return booking


def test_a_request_is_entered_in_under_30_seconds_with_the_keyboard_alone(
    page: Page, token: str
) -> None:
    open_entry(page, token)
    typist = Typist(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    typist.press("ArrowRight", "Tab", "Tab", "Tab")
    typist.type("มะลิ ทดสอบ")
    typist.press("Tab", "Tab")
    typist.type("ใจดี มีสุข")
    typist.press("Tab", "Tab")
    typist.type("0812345678")
    typist.press("Enter")
    expect(page.locator("[data-copy-reply]")).to_be_focused()
    typist.press("Enter")

    # Of what the officer and the service need, none of which depends on this machine.
    assert len(asked) == 1
    assert typist.keys * SLOW_KEY_S + SLOW_ANSWER_S < MOST_SECONDS
    booking = booked()
    assert (booking.channel, booking.language, booking.slot) == ("line", "th", 3)
    assert [person.name for person in booking.couple] == ["มะลิ ทดสอบ", "ใจดี มีสุข"]


def test_the_text_to_paste_back_is_in_the_couples_language_with_all_they_need(
    page: Page, token: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_entry(page, token)
    page.locator("#name-1").fill("Björk Dæmi")
    page.locator("#nationality-1").select_option("IS")
    page.locator("#name-2").fill("Robin Example")
    page.locator("#nationality-2").select_option("GB")
    page.locator("#phone").fill("+44 20 7946 0000")
    page.keyboard.press("Enter")
    page.locator("[data-copy-reply]").click()

    expect(page.locator("[data-reply-status]")).to_have_text("คัดลอกแล้ว")
    text = str(page.evaluate("navigator.clipboard.readText()"))
    booking = booked()
    assert booking.language == "en"
    assert text.startswith("Dear Björk Dæmi and Robin Example,")
    for told in (
        booking.reference,
        "1 December 2026",
        f"{booking.start:%H:%M}–{booking.end:%H:%M}",
        "Passport",
        "/en/manage/#token=",
    ):
        assert told in text
    assert not re.search("[ก-๙]", text)


def test_a_free_place_of_the_desk_leads_to_its_own_entry(page: Page, token: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"/staff/desk/#token={token}")

    page.locator('tr[data-id="free-7-1"] a').click()

    expect(page.locator("#slot")).to_have_value("7")
    expect(page.locator("#date")).to_have_value(TODAY.isoformat())


def test_an_entry_whose_answer_was_lost_is_made_once(page: Page, token: str) -> None:
    open_entry(page, token)
    page.route("**/api/staff/bookings", lambda route: (route.fetch(), route.abort())[1])
    page.locator("#name-1").fill("มะลิ ทดสอบ")
    page.locator("#name-2").fill("ใจดี มีสุข")
    page.locator("#phone").fill("0812345678")
    page.keyboard.press("Enter")
    expect(page.locator("[data-notices]")).to_contain_text("ระบบจะไม่จองซ้ำ")
    page.unroute("**/api/staff/bookings")

    page.locator("[data-send]").click()

    expect(page.locator("[data-reply-reference]")).to_have_text(booked().reference)


def test_what_is_missing_is_named_and_nothing_is_sent(page: Page, token: str) -> None:
    open_entry(page, token, "/en")
    page.locator("#phone").press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary a")).to_have_count(3)
    assert grave_findings(page) == []


def close(page: Page, token: str, language: str = "") -> None:
    """Look at what closing that Monday would do."""
    page.set_viewport_size(DESK)
    page.goto(f"{language}/staff/days/#token={token}")
    page.locator("[data-module=days][data-ready]").wait_for()
    page.locator("#date").fill(A_MONDAY.isoformat())
    page.locator("form button[type=submit]").click()
    expect(page.locator("[data-result-heading]")).to_be_focused()


def test_closing_a_day_shows_whom_it_touches_before_anything_changes(
    page: Page, token: str
) -> None:
    a_couple(MALI, 1, day=A_MONDAY)
    a_couple(JAIDEE, 2, day=A_MONDAY, first="ใจดี มีสุข", email="couple@example.com")
    store = wiring.services().store

    close(page, token)

    expect(page.locator("[data-result-heading]")).to_contain_text("ถ้ายืนยัน")
    expect(page.locator("[data-result-facts]")).to_contain_text("ต้องโทร 1 คู่")
    expect(page.locator("[data-touched-rows] tr")).to_have_count(2)
    # The nearest free time is proposed to each, and not the same one to both.
    first = page.locator("[data-touched-rows] td:nth-child(5) > span:first-child").all_inner_texts()
    assert len(set(first)) == 2
    assert store.change_of("bang-rak", A_MONDAY) is None

    page.locator("[data-confirm]").click()

    expect(page.locator("[data-done-words]")).to_be_visible()
    assert store.change_of("bang-rak", A_MONDAY) is not None
    expect(page.locator("[data-confirm]")).to_be_hidden()


def test_the_printed_list_of_calls_holds_only_who_must_be_called(page: Page, token: str) -> None:
    a_couple(MALI, 1, day=A_MONDAY)
    a_couple(JAIDEE, 2, day=A_MONDAY, first="ใจดี มีสุข", email="couple@example.com")
    close(page, token)
    page.locator("[data-confirm]").click()
    expect(page.locator("[data-print]")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_text("081 234 5601")).to_be_visible()
    expect(page.get_by_text("081 234 5602")).to_be_hidden()
    expect(page.locator("form")).to_be_hidden()


def test_a_changed_form_takes_the_confirmation_away(page: Page, token: str) -> None:
    close(page, token)
    expect(page.locator("[data-confirm]")).to_be_visible()

    page.locator("#reason_th").fill("น้ำท่วม")

    expect(page.locator("[data-confirm]")).to_be_hidden()


DAYS = "**/api/staff/days/*"


def lose_answers(page: Page, *, arrives: bool) -> None:
    """The next change of a day gets no answer; what is looked at does."""
    lost: list[object] = []

    def lose(route: Route) -> None:
        if lost or '"preview":true' in (route.request.post_data or ""):
            return route.continue_()
        lost.append(route.fetch() if arrives else route)
        return route.abort()

    page.route(DAYS, lose)


def test_a_lost_answer_to_a_closing_is_settled_by_asking_for_the_day(
    page: Page, token: str
) -> None:
    a_couple(MALI, 1, day=A_MONDAY)
    lose_answers(page, arrives=True)
    close(page, token)

    page.locator("[data-confirm]").click()

    expect(page.locator("[data-notices]")).to_contain_text("แต่ระบบบันทึกแล้ว")
    expect(page.locator("[data-result-heading]")).to_contain_text("ปิดแล้ว")
    expect(page.locator("[data-touched-rows] tr")).to_have_count(1)
    expect(page.locator("[data-confirm]")).to_be_hidden()


def test_a_closing_that_never_arrived_is_said_not_to_have_happened(page: Page, token: str) -> None:
    lose_answers(page, arrives=False)
    close(page, token, "/en")
    page.set_viewport_size({"width": 1280, "height": 300})

    page.locator("[data-confirm]").click()

    expect(page.locator("[data-notices]")).to_contain_text("has not been changed so far")
    expect(page.locator("[data-notices]")).to_be_in_viewport()
    assert wiring.services().store.change_of("bang-rak", A_MONDAY) is None
    page.locator("[data-confirm]").click()
    expect(page.locator("[data-result-heading]")).to_contain_text("is closed")


def test_an_answer_to_an_older_look_is_not_shown(page: Page, token: str) -> None:
    held: list[Route] = []
    page.route(DAYS, lambda route: held.append(route))  # noqa: PLW0108 - a method is not taken
    page.set_viewport_size(DESK)
    page.goto(f"/staff/days/#token={token}")
    page.locator("[data-module=days][data-ready]").wait_for()
    page.locator("#date").fill(A_MONDAY.isoformat())
    with page.expect_request(DAYS):
        page.locator("form button[type=submit]").click()
    page.locator("#reason_th").fill("น้ำท่วม")
    expect(page.locator("#reason_th")).to_have_value("น้ำท่วม")

    with page.expect_response(DAYS) as answered:
        held[0].continue_()
    answered.value.finished()

    expect(page.locator("[data-confirm]")).to_be_hidden()
    page.unroute(DAYS)
    page.locator("form button[type=submit]").click()
    expect(page.locator("[data-confirm]")).to_be_visible()


def test_an_officer_is_told_when_the_rest_is_done_later(
    page: Page, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.usecases.day_changes.FOR_THE_OFFICER", timedelta())
    close(page, token)

    page.locator("[data-confirm]").click()

    expect(page.locator("[data-later-words]")).to_be_visible()
    wiring.services().clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
    assert wiring.services().day_errands.run_due() == 0


def test_a_special_opening_is_looked_at_and_then_made(page: Page, token: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"/en/staff/days/#token={token}")
    page.locator("[data-module=days][data-ready]").wait_for()
    page.locator("#date").fill("2027-02-14")
    page.get_by_label("a special day").check()
    page.locator("#venue_th").fill("อาคารตัวอย่าง")
    page.locator("#venue_en").fill("Example Hall")
    page.locator("#capacity").fill("20")
    page.locator("#slots").fill("08.00-09.00\n09.00-10.00")
    page.locator("#opens_date").fill("2027-01-15")
    page.locator("#opens_time").fill("9.00")
    page.locator("form button[type=submit]").click()

    facts = page.locator("[data-result-facts]")
    for told in ("Room for 40 couples", "Example Hall", "15 January 2027", "09:00"):
        expect(facts).to_contain_text(told)
    page.locator("[data-confirm]").click()
    expect(page.locator("[data-result-heading]")).to_contain_text("is a special day")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_serious_and_nothing_is_cut(
    page: Page, token: str, language: str, width: int
) -> None:
    a_couple(MALI, 1, day=A_MONDAY)
    open_entry(page, token, language)
    page.set_viewport_size({"width": width, "height": 900})
    assert (grave_findings(page), page.evaluate(OVERFLOW)) == ([], 0)

    close(page, token, language)
    page.set_viewport_size({"width": width, "height": 900})
    assert (grave_findings(page), page.evaluate(OVERFLOW)) == ([], 0)
