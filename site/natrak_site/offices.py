"""The offices that take bookings here, as the pages speak of them.

With one, every page is that office's. With several, each has pages of its own (``office_pages``),
and what all offices share speaks of ``AnyOffice``: it names none of them, and its script fills in
the facts of the office a booking or a link is for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup

from natrak_site.sources import Sources
from natrak_site.wording import dictionary_order, fill, spoken_clock, spoken_phone, spoken_span

# The office that the pages in ``site/docs`` were written for: its way, its sources, its questions.
WRITTEN_FOR = "bang-rak"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKEND = {"saturday", "sunday"}


@dataclass(frozen=True)
class OfficeFacts:
    """What the pages say about an office, in one language.

    ``book``, ``figures`` and ``poster`` are the paths of its pages below the language's root. It
    ``is_filled_in`` where a booking may be another office's, which a script then fills in.
    """

    id: str
    name: str
    address: str
    phone: Markup
    phone_link: str
    days: str
    opens: str
    closes: str
    window_days: int | Markup
    slots_a_day: int
    minutes_early: int | Markup
    at_weekends: bool
    map: str
    book: str
    figures: str
    poster: str
    is_filled_in: bool = False
    is_one = True


@dataclass(frozen=True)
class AnyOffice:
    """Whichever of several it may be: what a page says until it knows, and where to look it up."""

    name: str
    phone: Markup
    phone_link: str
    window_days: Markup
    slots_a_day: str
    minutes_early: Markup
    at_weekends: bool
    id = ""
    book = "book/"
    is_filled_in = True
    is_one = False


def office_data(sources: Sources) -> list[dict[str, Any]]:
    """Every district office, as the service reads it."""
    offices: list[dict[str, Any]] = sources.data("offices.json")["offices"]
    return offices


def booking_offices(sources: Sources, language: str) -> list[OfficeFacts]:
    """Those that take bookings, in the order of the reader's dictionary."""
    offices = [office for office in office_data(sources) if office["booking"]]
    words = sources.words(language)["site"]
    facts = [_facts(office, words, language, alone=len(offices) == 1) for office in offices]
    return sorted(facts, key=lambda office: dictionary_order(office.name, language))


def known_offices(sources: Sources, language: str) -> list[OfficeFacts]:
    """Those that have every rule, be they open, being made ready, or closed again."""
    words = sources.words(language)["site"]
    return [_facts(office, words, language) for office in office_data(sources) if "slots" in office]


def office_of_the_site(sources: Sources, language: str) -> OfficeFacts | AnyOffice:
    """The one office that takes bookings, or none in particular where there are several.

    An office that takes none any more still has its couples, so the one is not alone then.
    """
    offices = booking_offices(sources, language)
    window_days = _to_be_filled("window_days", offices)
    minutes_early = _to_be_filled("minutes_early", offices)
    if len(offices) == 1 and len(known_offices(sources, language)) > 1:
        one = replace(offices[0], is_filled_in=True)
        return replace(one, window_days=window_days, minutes_early=minutes_early)
    if len(offices) == 1:
        return offices[0]
    words = sources.words(language)["several"]
    return AnyOffice(
        name=words["any_office"],
        phone=Markup("{}").format(words["any_phone"]),
        phone_link="/offices/" if language == "th" else f"/{language}/offices/",
        slots_a_day=_span(office.slots_a_day for office in offices),
        window_days=window_days,
        minutes_early=minutes_early,
        at_weekends=any(office.at_weekends for office in offices),
    )


def facts_to_fill_in(sources: Sources, language: str) -> dict[str, dict[str, Any]]:
    """What a script fills in once it knows the office, by its id; nothing where there is one."""
    if not office_of_the_site(sources, language).is_filled_in:
        return {}
    return {
        office.id: {
            "phone": office.phone.striptags(),
            "phone_link": office.phone_link,
            "window_days": office.window_days,
            "minutes_early": office.minutes_early,
        }
        for office in known_offices(sources, language)
    }


def _facts(
    office: dict[str, Any], words: dict[str, str], language: str, *, alone: bool = False
) -> OfficeFacts:
    own = "" if alone else f"{office['id']}/"
    return OfficeFacts(
        id=office["id"],
        name=office["name"][language],
        address=office["address"][language],
        phone=spoken_phone(office["phone"], language, words["phone_abroad"]),
        phone_link=f"tel:{office['phone']}",
        days=_days(office["weekdays"], words, language),
        opens=spoken_clock(office["slots"][0]["start"], language),
        closes=spoken_clock(office["slots"][-1]["end"], language),
        window_days=office["window_days"],
        slots_a_day=len(office["slots"]),
        minutes_early=office["arrive_minutes_early"],
        at_weekends=not _WEEKEND.isdisjoint(office["weekdays"]),
        map=map_address(office),
        book=f"book/{own}",
        figures=f"figures/{own}",
        poster=f"poster/{own}",
    )


def map_address(office: dict[str, Any]) -> str:
    """Where the office stands on OpenStreetMap; nothing is loaded before it is pressed."""
    north, east = office["location"]["latitude"], office["location"]["longitude"]
    return f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}"


def _days(weekdays: list[str], words: dict[str, str], language: str) -> str:
    """Monday to Friday, or Tuesday, Thursday to Saturday: days that follow one another are one."""
    numbers = sorted(_WEEK.index(day) for day in weekdays)
    spans = []
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        days = [words[_WEEK[number]] for _, number in run]
        first, last = days[0], days[-1]
        spans.append(first if first == last else spoken_span(first, last, language))
    return ", ".join(spans)


def _span(numbers: Any) -> str:
    """5 where all have the same, or else 5–15."""
    ordered = sorted(set(numbers))
    return "–".join(str(number) for number in dict.fromkeys((ordered[0], ordered[-1])))


def _to_be_filled(name: str, offices: list[OfficeFacts]) -> Markup:
    """The span of a fact, which a script narrows down to the one office's."""
    return fill(
        Markup('<span data-office-fact="{name}">{span}</span>'),
        name=name,
        span=_span(getattr(office, name) for office in offices),
    )
