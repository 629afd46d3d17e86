"""The private link: its booking is seen, moved and cancelled, and a lost one is asked for."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from chalicelib import wiring
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking
from chalicelib.usecases.desk import PressWish
from tests.browser.couple import (
    DAY,
    booked,
    choose_day,
    impatient,
    lose_every_answer,
    pick,
    reference,
)
from tests.builders import NOW, make_body, phone_of
from tests.fakes import FrozenClock
from tests.live import server

pytestmark = [pytest.mark.browser, pytest.mark.engine]

BOTH = pytest.mark.parametrize("language", ["th", "en"])
MOVE = "**/api/bookings/*/move"
CANCEL = "**/api/bookings/*/cancel"


@pytest.fixture(autouse=True)
def _impatient(page: Page) -> None:
    impatient(page)


@pytest.fixture
def link(url: str, request: pytest.FixtureRequest) -> str:
    """The private link of a booking of that Monday's second slot."""
    named = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    body = make_body(slot=2, language=named.get("language", "en"), email="couple@example.com")
    answer = server.book(url, "the-booking-that-is-managed", body)
    return str(answer.json()["manage_url"])


def the_booking() -> Booking:
    """That booking, as the service keeps it."""
    services = wiring.services()
    found = [*booked(), *services.store.bookings_on("bang-rak", date(2026, 12, 15))]
    return next(booking for booking in found if booking.phone == "+66812345678")


def serve(clock: FrozenClock) -> None:
    """That couple is called and served, as the desk notes it."""
    services, day = wiring.services(), date(2026, 12, 14)
    link = services.staff_links.make("bang-rak", day, day, "desk", NOW)
    reference = the_booking().reference
    clock.moment = datetime(2026, 12, 14, 8, 31, tzinfo=BANGKOK)
    services.desk.press(link, reference, PressWish("start"))
    clock.moment = datetime(2026, 12, 14, 8, 55, tzinfo=BANGKOK)
    services.desk.press(link, reference, PressWish("finish"))


def open_view(page: Page, link: str, view: str) -> None:
    page.goto(link)
    page.locator(f'[data-view="{view}"]').click()
    expect(page.locator(f'[data-step="{view}"]')).to_be_visible()


def choose_another_time(page: Page) -> None:
    choose_day(page, "2026-12-15")
    pick(page, 5)
    expect(page.locator('[data-step="confirm"]')).to_be_visible()


@BOTH
def test_a_couple_moves_its_booking(page: Page, link: str, language: str) -> None:
    open_view(page, link, "day")
    choose_another_time(page)
    words = page.locator('[data-step="confirm"]').inner_text()
    assert ("วันอังคารที่ 15" if language == "th" else "Tuesday 15") in words

    page.locator("[data-move]").click()

    expect(page.locator("[data-done]")).to_be_visible()
    made = reference(page)
    assert ("10.01–10.30" if language == "th" else "10:01–10:30") in page.locator(
        "#ticket"
    ).inner_text()
    assert (the_booking().reference, the_booking().date, the_booking().slot) == (
        made,
        date(2026, 12, 15),
        5,
    )
    page.reload()
    expect(page.locator("[data-date-words]")).to_contain_text("15")
    expect(page.locator("[data-done]")).to_be_hidden()


@BOTH
def test_a_couple_cancels_in_two_steps(page: Page, link: str, language: str) -> None:
    open_view(page, link, "cancel")
    assert the_booking().status == "booked"
    page.locator('[data-step="cancel"] .button[data-back]').click()
    expect(page.locator("#ticket")).to_be_visible()
    page.locator('[data-view="cancel"]').click()

    page.locator("[data-cancel]").click()

    expect(page.locator("[data-done]")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text(
        "ยกเลิกแล้ว" if language == "th" else "Cancelled"
    )
    for gone in ("[data-qr]", "[data-view=day]", "[data-calendar-file]", "[data-papers]"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("[data-when-over] a")).to_be_visible()
    assert booked() == []


@pytest.mark.parametrize("view", ["cancel", "confirm", "slot&day=2026-12-15", "nonsense"])
def test_opening_a_link_changes_nothing_whatever_view_it_names(
    page: Page, link: str, view: str
) -> None:
    before = the_booking()
    asked: list[str] = []
    page.on("request", lambda sent: asked.extend([sent.method]))

    page.goto(f"{link}&view={view}")
    page.wait_for_load_state("networkidle")

    assert "POST" not in asked
    assert the_booking() == before


def test_back_walks_through_the_views_and_keeps_the_link(page: Page, link: str) -> None:
    open_view(page, link, "day")
    choose_another_time(page)

    page.go_back()
    expect(page.locator('[data-step="slot"]')).to_be_visible()
    page.locator('[data-step="slot"] [data-back]').click()
    expect(page.locator('[data-step="day"]')).to_be_visible()
    page.locator(".language-link").click()

    expect(page.locator('[data-step="day"] h1')).to_have_text("จะเลื่อนไปวันไหน")
    page.locator('[data-step="day"] [data-back]').click()
    expect(page.locator("#ticket")).to_be_visible()


@BOTH
def test_a_new_time_taken_by_others_leaves_the_old_one_and_offers_more(
    page: Page, url: str, link: str, language: str
) -> None:
    open_view(page, link, "day")
    choose_another_time(page)
    server.book(
        url, "a-couple-that-was-faster", make_body(date="2026-12-15", slot=5, phone=phone_of(5))
    )

    page.locator("[data-move]").click()

    expect(page.locator("#lost-heading, [data-step='lost'] h1")).to_be_focused()
    assert the_booking().slot == 2
    page.locator('[data-offer="2026-12-15/6"]').click()
    expect(page.locator("[data-done]")).to_be_visible()
    assert the_booking().slot == 6


def test_the_own_time_is_shown_as_ones_own(page: Page, link: str) -> None:
    open_view(page, link, "day")
    choose_day(page, DAY)

    expect(page.locator('[data-taken="2"]')).to_contain_text("your time now")


@pytest.mark.parametrize(("route", "view"), [(MOVE, "day"), (CANCEL, "cancel")])
def test_a_lost_answer_is_cleared_up_by_reading_the_booking(
    page: Page, link: str, route: str, view: str
) -> None:
    open_view(page, link, view)
    if view == "day":
        choose_another_time(page)
    lose_every_answer(page, route)

    page.locator("[data-move], [data-cancel]").and_(page.locator(":visible")).click()

    expect(page.locator("[data-done]")).to_be_visible()
    assert the_booking().slot == 5 if view == "day" else booked() == []


def test_a_move_that_never_arrived_says_so_and_can_be_tried_again(page: Page, link: str) -> None:
    open_view(page, link, "day")
    choose_another_time(page)
    page.route(MOVE, lambda route: route.abort("connectionreset"))
    page.locator("[data-move]").click()

    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_contain_text("Your old time is still yours")
    assert the_booking().slot == 2
    page.unroute(MOVE)
    notice.locator("button").click()

    expect(page.locator("[data-done]")).to_be_visible()
    assert the_booking().slot == 5


def test_offline_nobody_claims_to_know(page: Page, link: str, context: BrowserContext) -> None:
    open_view(page, link, "cancel")
    context.set_offline(True)

    page.locator("[data-cancel]").click()

    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_contain_text("do not know yet")
    context.set_offline(False)
    notice.locator("button").click()
    expect(page.locator("[data-when-over]")).to_be_visible()


@BOTH
def test_too_late_to_move_leads_to_the_phone(
    page: Page, link: str, clock: FrozenClock, language: str
) -> None:
    open_view(page, link, "day")
    choose_another_time(page)
    clock.moment = datetime(2026, 12, 13, 17, 0, tzinfo=BANGKOK)

    page.locator("[data-move]").click()

    notice = page.locator("[data-outcome] .notice")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("16.00" if language == "th" else "16:00")
    expect(notice.locator("a[href='tel:+6622361395']")).to_be_visible()
    assert the_booking().slot == 2


@BOTH
def test_what_can_no_longer_be_done_is_not_offered(
    page: Page, link: str, clock: FrozenClock, language: str
) -> None:
    page.goto(link)
    expect(page.locator("[data-change-text]")).to_be_visible()
    expect(page.locator("[data-cancel-only], [data-call-instead]").first).to_be_hidden()

    clock.moment = datetime(2026, 12, 13, 17, 0, tzinfo=BANGKOK)
    page.goto(f"{link}&view=day")
    page.reload()
    expect(page.locator("[data-cancel-only] a[href='tel:+6622361395']")).to_be_visible()
    expect(page.locator('[data-view="cancel"]')).to_be_visible()
    expect(page.locator('[data-view="day"]')).to_be_hidden()
    expect(page.locator('[data-step="day"]')).to_be_hidden()

    clock.moment = datetime(2026, 12, 14, 8, 31, tzinfo=BANGKOK)
    page.goto(f"{link}&view=cancel")
    page.reload()
    expect(page.locator("[data-call-instead] a[href='tel:+6622361395']")).to_be_visible()
    expect(page.locator('[data-view="cancel"]')).to_be_hidden()
    expect(page.locator('[data-step="cancel"]')).to_be_hidden()


@BOTH
def test_a_couple_that_was_served_is_thanked_and_asked_how_it_was(
    page: Page, link: str, clock: FrozenClock, language: str
) -> None:
    serve(clock)

    page.goto(f"{link}&view=cancel")

    expect(page.locator("[data-thanks]")).to_be_visible()
    expect(page.locator("[data-status]")).to_have_text(
        "รับบริการเรียบร้อยแล้ว" if language == "th" else "Your visit is finished."
    )
    gone = ("[data-view=day]", "[data-view=cancel]", "[data-papers]", "[data-qr]", "[data-call]")
    for part in gone:
        expect(page.locator(part)).to_be_hidden()
    page.locator("[data-survey]").click()
    page.wait_for_url("**/survey/#token=*")


@BOTH
def test_a_lost_link_is_sent_to_the_address_on_file(page: Page, link: str, language: str) -> None:
    page.goto("/manage/" if language == "th" else "/en/manage/")
    form = page.locator('[data-step="no_link"] form')
    form.locator("button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.locator(".error-summary a").count() == 2
    form.locator('[name="reference"]').fill("K7")
    form.locator('[name="phone"]').fill("081 234 5678")
    form.locator("button").click()
    expect(form.locator('[name="reference"]')).to_have_attribute("aria-invalid", "true")
    form.locator('[name="reference"]').fill(the_booking().reference.lower())
    form.locator("button").click()

    expect(form.locator("[data-resend-result]")).to_contain_text(
        "ท่านจะได้รับลิงก์" if language == "th" else "the link will reach you"
    )
    assert page.locator(".error-summary").is_hidden()
    waiting = wiring.services().outbox.due(datetime(2026, 12, 2, tzinfo=BANGKOK))
    assert "link" in {entry.kind for entry in waiting}


@pytest.mark.parametrize("path", ["/manage/", "/en/manage/"])
def test_a_wrong_link_says_what_to_do_next(page: Page, path: str) -> None:
    page.goto(f"{path}#token=damaged&reference=ABCD-2345")

    wrong = page.locator('[data-step="bad_link"]')

    expect(wrong.locator("h1")).to_be_focused()
    expect(wrong.locator("a[href='tel:+6622361395']").first).to_be_visible()
    expect(wrong.locator('[name="reference"]')).to_be_visible()


def test_a_service_that_fails_is_not_called_a_wrong_link(page: Page, link: str) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=503, body="upstream connect error")

    page.route("**/api/bookings/*", fail)
    page.goto(link)
    expect(page.locator('[data-step="failed"] h1')).to_be_focused()
    page.unroute("**/api/bookings/*")

    page.locator("[data-retry]").click()

    expect(page.locator("#ticket")).to_be_visible()
