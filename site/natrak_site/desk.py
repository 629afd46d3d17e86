"""What the staff's pages are given: their scripts' sentences, and words in both languages at once.

A couple is answered in its own language, whichever one the officer works in.
"""

from __future__ import annotations

from natrak_site.offices import OfficeFacts, known_offices
from natrak_site.sources import LANGUAGES, Sources
from natrak_site.wording import fill

# The papers of each case as a picture, to send along with a reply; `make cards` draws them.
CASES = ("thai-thai", "thai-foreign", "foreign-foreign")
CARD = "assets/cards/{case}.{language}.png"
# Where a special day is held, as the form asks for it.
_PLACE = ("venue_th", "address_th", "venue_en", "address_en")
# How dates and times are written is the same on every page.
_SHARED = ("date_long", "time_range", "time_of_day", "moment", "title_error")


def ways(sources: Sources) -> tuple[str, ...]:
    """The pages in the head of each; looking at papers is one where any may be sent."""
    kinds = sources.data("paper_check.json")["kinds"].values()
    papers = ("papers",) if any(kind["offered"] for kind in kinds) else ()
    return ("desk", "enter", "days", *papers)


def day(sources: Sources, language: str) -> dict[str, object]:
    """For the desk itself."""
    return {
        "script_words": script_words(sources, language),
        "reply_words": {lang: _reply_words(sources, lang) for lang in LANGUAGES},
    }


def entry(sources: Sources, language: str) -> dict[str, object]:
    """For the page that enters a booking: also the pictures to send along."""
    cards = [
        {"language": each, "case": case, "path": CARD.format(case=case, language=each)}
        for each in LANGUAGES
        for case in CASES
    ]
    return day(sources, language) | {"cards": cards}


def change_of_day(sources: Sources, language: str) -> dict[str, object]:
    """For closing and opening days: the usual reasons and each office's place, in both languages.

    ``places`` says by office what the fields of the form hold to begin with.
    """
    places: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        for office in known_offices(sources, lang):
            place = {f"venue_{lang}": office.name, f"address_{lang}": office.address}
            places[office.id] = places.get(office.id, {}) | place
    return {
        "script_words": script_words(sources, language),
        "both_languages": sources.strings["desk_days"],
        "places": places,
        "usual": next(iter(places.values())) if len(places) == 1 else dict.fromkeys(_PLACE, ""),
    }


def script_words(sources: Sources, language: str) -> dict[str, str]:
    """Every sentence that a script of these pages may say."""
    words = sources.words(language)
    shared = {
        key: sentence
        for key, sentence in words["script"].items()
        if key in _SHARED or key.startswith("error_")
    }
    return words["desk_script"] | shared


def _reply_words(sources: Sources, language: str) -> dict[str, str]:
    """The sentences of a reply; with several offices ``call:dusit`` is how to call Dusit."""
    words, offices = sources.words(language), known_offices(sources, language)
    calls = {office.id: _call(office, words["desk_reply"]["call"]) for office in offices}
    if len(calls) > 1:
        calls = {f"call:{id_}": call for id_, call in calls.items()}
    else:
        calls = {"call": next(iter(calls.values()))}
    return words["desk_reply"] | {"date_long": words["script"]["date_long"]} | calls


def _call(office: OfficeFacts, words: str) -> str:
    return str(fill(words, office=office.name, phone=office.phone.striptags()))
