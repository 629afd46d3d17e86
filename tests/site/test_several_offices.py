"""Where several offices take bookings each has pages of its own, wherever it stands in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra import office_addresses
from natrak_site import desk
from natrak_site.office_pages import pages_of_offices
from natrak_site.offices import booking_offices, facts_to_fill_in, office_of_the_site
from natrak_site.sources import LANGUAGES, Sources
from tests.offices import AFTER, BEFORE, PHONES, offices_with

ROOT = Path(__file__).resolve().parents[2]
BOTH = pytest.mark.parametrize("added", [BEFORE, AFTER])


@dataclass(frozen=True)
class WithOffices(Sources):
    """This checkout, in which other offices take bookings."""

    offices: Any = None

    def data(self, name: str) -> Any:
        return self.offices if name == "offices.json" else super().data(name)


def beside_bang_rak(added: str) -> WithOffices:
    return WithOffices(ROOT, offices_with(added))


@BOTH
def test_each_office_has_its_pages_in_both_languages_and_each_kind_one_to_choose(
    added: str,
) -> None:
    pages = {page.source for page in pages_of_offices(beside_bang_rak(added))}

    assert pages == {
        f"{kind}{office}.{language}.md"
        for kind in ("book", "figures", "poster")
        for office in ("", "/bang-rak", f"/{added}")
        for language in LANGUAGES
    }


@BOTH
def test_a_page_of_an_office_names_that_office(added: str) -> None:
    sources = beside_bang_rak(added)
    for page in pages_of_offices(sources):
        offices = booking_offices(sources, page.language)
        text = page.markdown(sources)
        assert {office.id for office in offices if office.name in text} == {page.office} - {None}
        assert f'--8<-- "{page.part}"' in text
        assert "{office}" not in text


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_offices_share_names_none_of_them_and_can_say_each(
    added: str, language: str
) -> None:
    sources = beside_bang_rak(added)
    shared, facts = office_of_the_site(sources, language), facts_to_fill_in(sources, language)

    assert shared.phone_link.endswith("/offices/")
    assert not re.search(r"\d", shared.phone)
    assert set(facts) == {"bang-rak", added}
    assert PHONES[added] in facts[added]["phone"]
    assert (facts["bang-rak"]["minutes_early"], facts[added]["minutes_early"]) == (5, 15)
    words = sources.words(language)["site"] | sources.words(language)["home"]
    assert not re.search("บางรัก|Bang Rak", words["tagline"] + words["heading"])


@BOTH
def test_a_reply_to_a_couple_says_how_to_call_its_own_office(added: str) -> None:
    words = desk.day(beside_bang_rak(added), "en")["reply_words"]

    assert isinstance(words, dict)
    for language in LANGUAGES:
        assert PHONES[added] in words[language][f"call:{added}"]
        assert PHONES["bang-rak"] in words[language]["call:bang-rak"]


@pytest.mark.parametrize("still_open", [[BEFORE], [BEFORE, "bang-rak"]])
def test_an_office_that_closed_again_is_still_known_to_its_couples(still_open: list[str]) -> None:
    data = offices_with(BEFORE, AFTER)
    for office in data["offices"]:
        office["booking"] = office["id"] in still_open
    sources = WithOffices(ROOT, data)

    assert set(facts_to_fill_in(sources, "th")) == {"bang-rak", BEFORE, AFTER}
    minutes = office_of_the_site(sources, "th").minutes_early
    assert 'data-office-fact="minutes_early"' in str(minutes)
    reply = desk.day(sources, "th")["reply_words"]
    assert isinstance(reply, dict)
    assert {"call:bang-rak", f"call:{BEFORE}", f"call:{AFTER}"} <= set(reply["th"])


def test_with_one_office_there_are_no_pages_besides_and_nothing_to_fill_in() -> None:
    sources = Sources(ROOT)

    assert pages_of_offices(sources) == []
    assert facts_to_fill_in(sources, "th") == {}
    assert office_of_the_site(sources, "th").book == "book/"


@pytest.mark.parametrize(
    ("weekdays", "thai", "english"),
    [
        (["monday", "tuesday", "wednesday"], "จันทร์–พุธ", "Monday to Wednesday"),
        (["saturday", "tuesday"], "อังคาร, เสาร์", "Tuesday, Saturday"),
        (["friday", "thursday", "monday"], "จันทร์, พฤหัสบดี–ศุกร์", "Monday, Thursday to Friday"),
    ],
)
def test_hours_name_the_days_of_the_office(weekdays: list[str], thai: str, english: str) -> None:
    data = offices_with(AFTER)
    next(office for office in data["offices"] if office["id"] == AFTER)["weekdays"] = weekdays
    sources = WithOffices(ROOT, data)
    days = [
        office.days
        for language in LANGUAGES
        for office in booking_offices(sources, language)
        if office.id == AFTER
    ]

    assert days == [thai, english]


def test_the_check_of_a_new_office_names_the_pages_it_will_get() -> None:
    sources = beside_bang_rak(AFTER)
    own = [page for page in pages_of_offices(sources) if page.office == AFTER]
    names = {office.name for office in booking_offices(sources, "en")}
    said = "\n".join(office_addresses.pages(AFTER, [office_addresses.Text("-", min(names))]))

    assert own
    for page in own:
        root = "/" if page.language == "th" else f"/{page.language}/"
        assert f" {root}{page.kind}/{AFTER}/ " in said
