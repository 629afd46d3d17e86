"""Every generated part, and what its template is given besides the sentences and the office.

A part ``name`` is rendered from ``site/templates/name.html`` into ``build/generated/name.th.html``
and ``name.en.html``. To add one: a line here, and a function where it needs data of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from natrak_site import desk, kr1
from natrak_site.confirmations import confirmations
from natrak_site.districts import districts, map_links
from natrak_site.documents import documents_page
from natrak_site.nationalities import nationality_choices
from natrak_site.offices import booking_office
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


def poster_for_the_wall(sources: Sources, _language: str) -> Context:
    """``poster``: its code and address; ``words`` and ``offices`` in both languages, alike."""
    return {
        "poster": poster(),
        "words": {language: sources.words(language)["poster"] for language in LANGUAGES},
        "offices": {language: booking_office(sources, language) for language in LANGUAGES},
    }


PARTS: dict[str, Callable[[Sources, str], Context]] = {
    "home": home_links,
    "office": nothing_more,
    "book": nationalities,
    "manage": nothing_more,
    "districts": all_districts,
    "office-map": office_map,
    "kr1-form": kr1_form,
    "kr1-worksheet": kr1_worksheet,
    "to-confirm": questions_to_the_office,
    "documents": documents_page,
    "desk": desk.day,
    "desk_enter": lambda *page: nationalities(*page) | desk.entry(*page),
    "desk_days": desk.change_of_day,
    "survey": survey_questions,
    "report": survey_questions,
    "figures": nothing_more,
    "search": search,
    "poster": poster_for_the_wall,
}
