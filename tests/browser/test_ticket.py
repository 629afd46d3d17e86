"""The ticket in every hand: photographed, printed, saved, shared, and inside other apps."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.couple import (
    answers_everything,
    booked,
    books,
    choose,
    expect_step,
    fill,
    private_link,
    reference,
    send,
)

pytestmark = [pytest.mark.browser, pytest.mark.engine]

BOTH = pytest.mark.parametrize("path", ["/book/", "/en/book/"])
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A145F; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
LINE = [
    f"{IPHONE} Safari Line/14.9.0",
    f"{ANDROID} Chrome/126.0 Mobile Safari/537.36 Line/14.9.0/IAB",
]
FACEBOOK = [
    f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.30;FBDV/iPhone14,5]",
    f"{ANDROID} Chrome/126.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/470.0.0.30;]",
]
# What is left of a phone's screen inside an app, below its own bars.
IN_APP = {"width": 390, "height": 660}
RESERVE = 15
KEPT = {
    "ids": ["R01", "R05", "R10"],
    "nationalities": ["TH", "CO"],
    "madeOn": "2026-11-30",
    "shown": [],
    "ticked": [],
}


def sent_by(page: Page) -> list[dict[str, Any]]:
    """The bodies of the bookings this page sends."""
    bodies: list[dict[str, Any]] = []
    page.on(
        "request",
        lambda it: bodies.extend([json.loads(it.post_data or "{}")] * it.url.endswith("/bookings")),
    )
    return bodies


@BOTH
@pytest.mark.parametrize("agent", [LINE[1], FACEBOOK[0]], ids=["line", "facebook"])
def test_the_ticket_is_one_photograph_inside_an_app(
    chromium: Browser, url: str, path: str, agent: str
) -> None:
    with chromium.new_context(viewport=IN_APP, base_url=url, user_agent=agent) as context:
        page = context.new_page()
        books(page, path)
        page.locator("[data-qr]").evaluate(
            "it => it.complete || new Promise((d) => { it.onload = d })"
        )

        # The widest signs there are: no reference pushes the picture below itself.
        page.locator("[data-reference]").evaluate("it => { it.textContent = 'WWWW-WWWW' }")
        card = page.locator(".ticket__card")
        # It is in sight from its heading on: nobody has to scroll before the photograph.
        assert (
            page.locator(".ticket__heading").evaluate("it => it.getBoundingClientRect().top") < 60
        )
        box = card.bounding_box()

        assert box
        assert box["y"] + box["height"] <= IN_APP["height"] - RESERVE
        for part in ("reference", "date-words", "time", "arrive-by", "venue-address", "counter"):
            expect(card.locator(f"[data-{part}]")).not_to_be_empty()
        assert page.locator("[data-qr]").evaluate("it => it.naturalWidth") > 0
        expect(page.locator("[data-print]")).to_be_hidden()


@BOTH
@pytest.mark.parametrize("agent", LINE, ids=["iphone", "android"])
def test_inside_line_one_press_leads_out_and_keeps_the_ticket(
    chromium: Browser, url: str, path: str, agent: str
) -> None:
    with chromium.new_context(viewport=IN_APP, base_url=url, user_agent=agent) as context:
        page = context.new_page()
        page.goto(path)
        out = page.locator('[data-in-app="line"] a')
        expect(out).to_be_visible()
        expect(page.locator('[data-in-app="facebook"]')).to_be_hidden()
        made = books(page, path)

        out.click()

        page.wait_for_url("**/manage/?openExternalBrowser=1#token=*")
        expect(page.locator("#ticket [data-reference]")).to_have_text(made)


@BOTH
@pytest.mark.parametrize("agent", FACEBOOK, ids=["iphone", "android"])
def test_inside_facebook_the_way_out_is_told(
    chromium: Browser, url: str, path: str, agent: str
) -> None:
    with chromium.new_context(viewport=IN_APP, base_url=url, user_agent=agent) as context:
        page = context.new_page()
        page.goto(path)

        expect(page.locator('[data-in-app="facebook"]')).to_be_visible()
        expect(page.locator('[data-in-app="line"]')).to_be_hidden()


def test_a_browser_of_its_own_is_told_nothing_about_apps(page: Page) -> None:
    page.goto("/book/")
    expect_step(page, "who")

    assert page.locator("[data-in-app]:visible").count() == 0


@BOTH
def test_calendar_file_picture_and_ticket_are_real_addresses(page: Page, path: str) -> None:
    made = books(page, path)
    calendar = page.locator("[data-calendar-file]")
    assert calendar.get_attribute("download") is None

    file = page.request.get(str(calendar.get_attribute("href")))
    picture = page.request.get(str(page.locator("[data-qr]").get_attribute("src")))

    assert file.headers["content-type"].startswith("text/calendar")
    assert made in file.text()
    assert picture.headers["content-type"] == "image/svg+xml"
    assert private_link(page).startswith("http")


def test_a_ticket_without_its_picture_is_still_a_ticket(page: Page) -> None:
    page.route("**/qr.svg*", lambda route: route.abort())
    books(page)

    expect(page.locator("[data-qr]")).to_be_hidden()
    expect(page.locator("#ticket [data-reference]")).to_be_visible()


def test_the_link_is_handed_to_the_partner_where_the_phone_can_share(page: Page) -> None:
    page.add_init_script("navigator.share = async (it) => { window.shared = it }")
    books(page, "/en/book/?via=line")

    page.locator("[data-share]").click()

    shared = page.evaluate("window.shared")
    assert shared["title"] == "Our marriage registration appointment"
    # Its way leads through LINE, and should lead out of it.
    link = private_link(page)
    assert shared["url"] == link.replace("/manage/#", "/manage/?openExternalBrowser=1#")


def test_what_is_ticked_is_ticked_when_the_ticket_is_opened_again(page: Page) -> None:
    books(page, "/en/book/")
    page.get_by_role("checkbox", name=re.compile("Passport")).check()

    page.reload()

    expect(page.get_by_role("checkbox", name=re.compile("Passport"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("National ID"))).not_to_be_checked()


@pytest.mark.parametrize("via", ["facebook", "line"])
def test_the_channel_of_a_link_goes_with_the_booking(page: Page, via: str) -> None:
    page.goto(f"/?via={via}")
    page.wait_for_function("sessionStorage.length")
    bodies = sent_by(page)

    books(page)

    assert bodies[0]["channel"] == via
    assert [booking.channel for booking in booked()] == [via]


def test_a_link_without_a_channel_is_the_web(page: Page) -> None:
    books(page, "/book/?via=nonsense")

    assert [booking.channel for booking in booked()] == ["web"]


@BOTH
@pytest.mark.parametrize("press", ["check", "uncheck"])
def test_the_couples_own_list_goes_along_only_when_they_say_so(
    page: Page, path: str, press: str
) -> None:
    page.add_init_script(f"localStorage.setItem('natrak:checklist', '{json.dumps(KEPT)}')")
    bodies = sent_by(page)
    page.goto(path)
    expect(page.locator("#who-mixed")).to_be_checked()
    choose(page)
    expect(page.locator("#nationality-2")).to_have_value("CO")
    fill(page)
    expect(page.locator("#attach")).not_to_be_checked()
    expect(page.locator("[data-kept-made]")).to_contain_text("30")
    getattr(page.locator("#attach"), press)()

    send(page)

    reference(page)
    assert bodies[0].get("documents") == (KEPT["ids"] if press == "check" else None)


# A divorce and an interpreter; the same with a child, which no longer leaves room for every detail;
# then as much as one couple can have at once.
OWN_LISTS = {
    "divorced": ["R01", "R02", "R10", "R11", "R12", "R13", "R22", "R05", "R03", "R04", "R17"],
    "with a child": [
        *("R01", "R02", "R10", "R11", "R12", "R13", "R22", "R05", "R03", "R04", "R17", "R41"),
    ],
    "everything": [
        *("R01", "R02", "R10", "R11", "R12", "R13", "R14", "R20", "R22", "R31", "R32", "R40"),
        *("R05", "R03", "R04", "R17", "R41", "R42", "R43"),
    ],
}


def books_with_list(page: Page, path: str, ids: list[str]) -> None:
    kept = json.dumps({**KEPT, "ids": ids})
    page.add_init_script(f"localStorage.setItem('natrak:checklist', '{kept}')")
    answers_everything(page, path)
    page.locator("#attach").check()
    send(page)
    reference(page)


@BOTH
def test_a_paper_of_one_of_the_two_is_not_told_to_both(page: Page, path: str) -> None:
    books_with_list(page, path, OWN_LISTS["divorced"])

    decree = page.locator(".papers", has=page.locator('[id^="paper-R22"]'))
    heading = {"/book/": "เฉพาะคนที่เกี่ยวข้อง", "/en/book/": "The one of you it concerns"}
    expect(decree.locator("h3")).to_have_text(heading[path])
    expect(page.locator(".papers").first.locator(".paper")).to_have_count(4)


@BOTH
@pytest.mark.parametrize("ids", OWN_LISTS.values(), ids=OWN_LISTS)
def test_a_ticket_with_a_list_of_their_own_is_printed_on_one_sheet(
    page: Page, path: str, ids: list[str]
) -> None:
    books_with_list(page, path, ids)

    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages

    assert len(sheets) == 1


def test_without_a_list_of_their_own_nothing_is_offered(page: Page) -> None:
    answers_everything(page)

    expect(page.locator("[data-kept]")).to_be_hidden()


def test_a_list_the_service_does_not_know_is_named_at_its_box(page: Page) -> None:
    odd = json.dumps({**KEPT, "ids": ["R99"]})
    page.add_init_script(f"localStorage.setItem('natrak:checklist', '{odd}')")
    answers_everything(page, "/en/book/")
    page.locator("#attach").check()
    send(page)
    expect(page.locator(".error-summary")).to_contain_text("no such paper")

    page.locator("#attach").uncheck()
    send(page)

    reference(page)


def test_no_mail_address_is_needed(page: Page) -> None:
    bodies = sent_by(page)
    books(page, "/en/book/")

    assert "email" not in bodies[0]
    expect(page.locator(".ticket__advice")).to_contain_text(
        "Take a screenshot or photograph this page"
    )
    assert page.url.partition("#")[0].endswith("/en/manage/")
