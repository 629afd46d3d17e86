"""A copy in which three offices take bookings: each couple and each officer stays with its own.

One has its place in the data before Bang Rak and one after, so "the first" or "the last" is caught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from chalicelib import wiring
from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Booking
from chalicelib.settings import Settings
from infra.local import site
from tests.browser.axe import grave_findings
from tests.browser.couple import (
    choose_day,
    expect_step,
    fill,
    impatient,
    lose_every_answer,
    pick,
    private_link,
    reference,
    say_who,
    send,
)
from tests.builders import NOW, TODAY
from tests.fakes import FrozenClock
from tests.live import server
from tests.offices import AFTER, BEFORE, PHONES, offices_with
from tests.site import several

pytestmark = [pytest.mark.browser, pytest.mark.engine]

NAMES = {
    "bang-rak": ("สำนักงานเขตบางรัก", "Bang Rak District Office"),
    BEFORE: ("สำนักงานเขตดุสิต", "Dusit District Office"),
    AFTER: ("สำนักงานเขตสาทร", "Sathon District Office"),
}
# Both of the added offices are open on a Saturday, and Bang Rak never is.
TUESDAY, SATURDAY = date(2026, 12, 15), date(2026, 12, 19)
ADDED = pytest.mark.parametrize(("office", "language"), [(BEFORE, "th"), (AFTER, "en")])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the three, built once."""
    return several.build(several.checkout(tmp_path_factory.mktemp("several"), BEFORE, AFTER))


@pytest.fixture
def url(
    built: Path, engine_settings: Settings, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """That site and an API with the same three offices, on one port."""
    monkeypatch.setattr(site, "BUILT", built)
    with server.on_a_thread(engine_settings, clock) as base_url:
        offices = data_files.offices_of(offices_with(BEFORE, AFTER)["offices"])
        wiring.services().offices = offices
        yield base_url


def root(language: str) -> str:
    return "/" if language == "th" else f"/{language}/"


def booked(office: str, day: date) -> list[Booking]:
    return wiring.services().store.bookings_on(office, day)


def officer_link(office: str) -> str:
    """The fragment of a link that an office gets in the morning."""
    links = wiring.services().staff_links
    made = links.make(office, TODAY, date(2026, 12, 31), "office", NOW)
    return f"#token={links.token(made)}"


def books_at(page: Page, office: str, language: str) -> None:
    """From the choice of an office to the ticket of its second time on that Tuesday."""
    page.goto(f"{root(language)}book/")
    page.get_by_role("link", name=NAMES[office][language == "en"]).click()
    say_who(page)
    choose_day(page, TUESDAY.isoformat())
    pick(page, 2)
    expect_step(page, "couple")
    fill(page)
    send(page)
    reference(page)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_office_is_chosen_by_name_and_without_a_script(
    page: Page, url: str, language: str
) -> None:
    browser = page.context.browser
    assert browser
    with browser.new_context(base_url=url, java_script_enabled=False) as plain:
        reader = plain.new_page()
        reader.goto(f"{root(language)}book/")
        choice = reader.locator(".choose-office a")
        assert {link.locator("strong").inner_text() for link in choice.all()} == {
            names[language == "en"] for names in NAMES.values()
        }
        choice.filter(has_text=NAMES[AFTER][language == "en"]).click()
        assert urlsplit(reader.url).path == f"{root(language)}book/{AFTER}/"
        expect(reader.locator(".notice a[href='tel:+6622222222']").first).to_be_visible()
        reader.locator("a.language-link").click()
        assert (
            urlsplit(reader.url).path == f"{root('th' if language == 'en' else 'en')}book/{AFTER}/"
        )


@ADDED
def test_a_couple_books_and_moves_in_the_calendar_of_its_own_office(
    page: Page, office: str, language: str
) -> None:
    books_at(page, office, language)
    ticket = page.locator("#ticket")
    expect(ticket.locator("[data-call]")).to_contain_text(PHONES[office])
    expect(ticket.locator("[data-venue-address]")).to_contain_text(office)
    assert [booking.slot for booking in booked(office, TUESDAY)] == [2]
    ways = [link.get_attribute("href") or "" for link in page.locator(".site-menu__row a").all()]
    assert {urlsplit(way).path.startswith("/en/") for way in ways} == {language == "en"}

    page.goto(private_link(page))
    expect(ticket.locator("[data-call]")).to_contain_text(PHONES[office])
    expect(ticket.locator("[data-before-visit]").first).to_contain_text("15")
    page.locator('[data-view="day"]').click()
    hint = page.locator('[data-step="day"] .hint').first
    expect(hint).to_contain_text("40")
    expect(hint).not_to_contain_text(re.compile("เสาร์–อาทิตย์|weekends"))
    choose_day(page, SATURDAY.isoformat())
    pick(page, 1)
    page.locator("[data-move]").click()

    expect(page.locator("[data-done]")).to_be_visible()
    assert [booking.slot for booking in booked(office, SATURDAY)] == [1]
    assert [booking.status for booking in booked(office, TUESDAY)] == []
    assert all(
        booked(other, day) == [] for other in {*NAMES} - {office} for day in (TUESDAY, SATURDAY)
    )


def test_bang_rak_is_booked_as_before(page: Page) -> None:
    books_at(page, "bang-rak", "th")

    assert [booking.slot for booking in booked("bang-rak", TUESDAY)] == [2]
    expect(page.locator("#ticket [data-call]")).to_contain_text(PHONES["bang-rak"])
    page.goto(private_link(page))
    page.locator('[data-view="day"]').click()
    expect(page.locator(f'[data-months] [data-day="{TUESDAY}"]')).to_be_visible()
    closed = page.locator(f'[data-months] [data-day="{SATURDAY}"]')
    expect(closed).to_have_attribute("aria-disabled", "true")


def test_what_is_lost_on_the_way_to_one_office_is_never_sent_to_another(page: Page) -> None:
    impatient(page)
    page.goto(f"/book/{BEFORE}/")
    say_who(page)
    choose_day(page, TUESDAY.isoformat())
    pick(page, 2)
    fill(page)
    lose_every_answer(page, f"**/api/offices/{BEFORE}/bookings")
    send(page)
    expect(page.locator("[data-outcome] .notice")).to_be_focused(timeout=30_000)

    page.goto(f"/book/{AFTER}/")

    expect(page.locator("[data-unresolved]")).to_be_hidden()
    expect(page.locator('input[name="name-1"]')).to_have_value("มะลิ ทดสอบ")
    page.goto(f"/book/{AFTER}/#check")
    expect_step(page, "day")
    page.goto(f"/book/{BEFORE}/")
    expect(page.locator("[data-unresolved]")).to_be_visible()


@ADDED
def test_an_officer_enters_a_booking_on_the_days_of_the_office_of_the_link(
    page: Page, office: str, language: str
) -> None:
    page.goto(f"{root(language)}staff/enter/{officer_link(office)}")
    days = page.locator("#date")
    expect(days.locator(f'option[value="{SATURDAY}"]')).to_have_count(1)
    expect(days.locator('option[value="2026-12-14"]')).to_have_count(0)
    days.select_option(SATURDAY.isoformat())
    expect(page.locator("#slot option")).to_have_count(2)
    page.locator("#name-1").fill("มะลิ ทดสอบ")
    page.locator("#name-2").fill("Robin Example")
    page.locator("#phone").fill("081-234-5678")
    page.locator("[data-send]").click()

    expect(page.locator("[data-done]")).to_be_visible()
    assert len(booked(office, SATURDAY)) == 1
    reply = page.locator("[data-reply]").input_value()
    assert PHONES[office] in reply
    assert NAMES[office][0] in reply


@ADDED
def test_a_special_day_is_offered_at_the_place_of_the_office_of_the_link(
    page: Page, office: str, language: str
) -> None:
    page.goto(f"{root(language)}staff/days/{officer_link(office)}")
    page.locator("[data-module=days][data-ready]").wait_for()

    for part, name in zip(("th", "en"), NAMES[office], strict=True):
        expect(page.locator(f"#venue_{part}")).to_have_value(name)
        expect(page.locator(f"#address_{part}")).to_have_value(re.compile(office))


@ADDED
def test_the_figures_are_those_of_the_office_that_was_chosen(
    page: Page, office: str, language: str
) -> None:
    page.goto(f"{root(language)}figures/")
    with page.expect_request(f"**/figures/{office}.json"):
        page.get_by_role("link", name=NAMES[office][language == "en"]).click()

    expect(page.locator("[data-failed]")).to_contain_text(PHONES[office])
    page.locator(".figures a.button").click()
    assert urlsplit(page.url).path == f"{root(language)}book/{office}/"


@pytest.mark.parametrize("path", ["book/", f"book/{AFTER}/", "offices/", "manage/"])
def test_the_pages_of_several_offices_are_for_everybody(page: Page, path: str) -> None:
    page.goto(f"/{path}")

    assert grave_findings(page) == []
