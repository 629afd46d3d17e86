"""Every generated part, and what its template is given besides the sentences and the office.

A part ``name`` is rendered from ``site/templates/name.html`` into ``build/generated/name.th.html``
and ``name.en.html``; where several offices take bookings, one of an office for each of them. To
add one: a line here, and a function where it needs data of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from natrak_site import desk, kr1
from natrak_site.confirmations import confirmations
from natrak_site.districts import districts, map_links, open_districts
from natrak_site.documents import documents_page
from natrak_site.nationalities import nationality_choices
from natrak_site.offices import OfficeFacts, booking_offices, facts_to_fill_in
from natrak_site.pages import listed_pages, written_pages
from natrak_site.poster import poster
from natrak_site.search_index import indexes_from
from natrak_site.sources import LANGUAGES, Sources

Context = dict[str, object]


def nothing_more(_sources: Sources, _language: str) -> Context:
    """The sentences and the office are enough."""
    return {}


def nationalities(sources: Sources, language: str) -> Context:
    """``nationalities``: the entries of the drop-down list."""
    stateless = sources.words(language)["book"]["stateless"]
    return {
        "nationalities": nationality_choices(sources.data("countries.json"), language, stateless)
    }


def home_links(sources: Sources, _language: str) -> Context:
    """``pages``: the names of those there are."""
    return {"pages": written_pages(sources.root)}


def all_districts(sources: Sources, language: str) -> Context:
    """``districts``: every district office of Bangkok."""
    return {"districts": districts(sources, language)}


def office_map(sources: Sources, _language: str) -> Context:
    """``map``: the links to the office on a map."""
    return {"map": map_links(sources)}


def kr1_form(sources: Sources, _language: str) -> Context:
    """``form``: the parts of the form Kor Ror 1."""
    return {"form": kr1.form(sources)}


def kr1_worksheet(sources: Sources, _language: str) -> Context:
    """``sheet``: what the worksheet asks."""
    return {"sheet": kr1.worksheet(sources)}


def questions_to_the_office(sources: Sources, language: str) -> Context:
    """``groups``: what the office must confirm before the service opens."""
    return {"groups": confirmations(sources, language)}


def survey_questions(sources: Sources, _language: str) -> Context:
    """``survey``: the questions and levels, as the service asks them."""
    return {"survey": sources.data("survey.json")}


def search(sources: Sources, language: str) -> Context:
    """``indexes``: where the words to search are; ``listed``: every page, by title."""
    return {"indexes": indexes_from("search", language), "listed": listed_pages(sources, language)}


def facts_of_offices(sources: Sources, language: str) -> Context:
    """``facts``: of each office, for a page that learns from the service whose it is."""
    return {"facts": facts_to_fill_in(sources, language)}


def all_offices(sources: Sources, language: str) -> Context:
    """``offices``: every one that takes bookings."""
    return {"offices": booking_offices(sources, language)}


def where_to_book(sources: Sources, language: str) -> Context:
    """``open``: what the list says of each office that takes bookings."""
    return {"open": open_districts(sources, language)}


def poster_for_the_wall(sources: Sources, language: str, office: OfficeFacts) -> Context:
    """``poster``: its code and address; ``words`` and ``both`` in both languages, alike."""
    del language
    of = {lang: {each.id: each for each in booking_offices(sources, lang)} for lang in LANGUAGES}
    return {
        "poster": poster(office.book),
        "words": {lang: sources.words(lang)["poster"] for lang in LANGUAGES},
        "both": {lang: offices[office.id] for lang, offices in of.items()},
    }


PARTS: dict[str, Callable[[Sources, str], Context]] = {
    "home": home_links,
    "office": all_offices,
    "takes-bookings": where_to_book,
    "manage": facts_of_offices,
    "papers-review": nothing_more,
    "districts": all_districts,
    "office-map": office_map,
    "kr1-form": kr1_form,
    "kr1-worksheet": kr1_worksheet,
    "to-confirm": questions_to_the_office,
    "documents": documents_page,
    "desk": desk.day,
    "desk_enter": lambda *page: nationalities(*page) | desk.entry(*page),
    "desk_days": desk.change_of_day,
    "survey": lambda *page: survey_questions(*page) | facts_of_offices(*page),
    "report": survey_questions,
    "search": search,
}

# The parts an office has of its own; ``{kind}.th.html``, or with several ``{kind}.dusit.th.html``.
OFFICE_PARTS: dict[str, Callable[[Sources, str, OfficeFacts], Context]] = {
    "book": lambda sources, language, _office: nationalities(sources, language),
    "figures": lambda *_: {},
    "poster": poster_for_the_wall,
}
