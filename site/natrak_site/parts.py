"""Every generated part, and what its template is given besides the sentences and the office.

A part ``name`` is rendered from ``site/templates/name.html`` into ``build/generated/name.th.html``
and ``name.en.html``. To add one: a line here, and a function where it needs data of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from natrak_site.nationalities import nationality_choices
from natrak_site.pages import written_pages
from natrak_site.sources import Sources

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


def survey_questions(sources: Sources, _language: str) -> Context:
    """``survey``: the questions and levels, as the service asks them."""
    return {"survey": sources.data("survey.json")}


PARTS: dict[str, Callable[[Sources, str], Context]] = {
    "home": home_links,
    "office": nothing_more,
    "book": nationalities,
    "manage": nothing_more,
    "survey": survey_questions,
    "report": survey_questions,
    "figures": nothing_more,
}
