"""Write the generated parts of the site, once per language.

Every sentence of a generated part comes from ``site/strings/*.json``, every fact about an office
or a country from the same files the service reads. The results are plain HTML that the pages pull
in with pymdownx.snippets, so any site builder that knows snippets can use them:

    python site/generate.py
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("th", "en")
PARTS = ("home", "office", "book", "manage")
HOME_COUNTRY = "TH"
STATELESS = "stateless"

# Thai writes these vowels before the consonant they follow in speech and in the dictionary.
LEADING_VOWELS = "เแโใไ"
# Tone marks and the like decide only between words that are otherwise equal.
THAI_MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"

Entries = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Choice:
    """One entry of a drop-down list: what is sent, and what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class OfficeFacts:
    """What the pages say about an office, in one language."""

    id: str
    name: str
    address: str
    phone: Markup
    phone_link: str
    opens: str
    closes: str
    window_days: int
    slots_a_day: int
    minutes_early: int


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def load_strings(folder: Path) -> dict[str, Entries]:
    """Every sentence of the site by file and key, both languages side by side."""
    return {path.stem: read_json(path) for path in sorted(folder.glob("*.json"))}


def in_language(strings: dict[str, Entries], language: str) -> dict[str, dict[str, str]]:
    """The sentences of one language by file and key."""
    return {
        name: {key: entry[language] for key, entry in entries.items()}
        for name, entries in strings.items()
    }


def spoken_clock(time: str, language: str) -> str:
    """A time of the day as the language writes it: 08.00 in Thai, 08:00 in English."""
    return time.replace(":", ".") if language == "th" else time


def spoken_phone(phone: str, language: str, abroad: str) -> Markup:
    """A Bangkok number as it is dialled at home; in English, as from abroad too.

    ``abroad`` is the sentence that puts the two together. Neither is broken at the end of a line.
    """
    digits = phone.removeprefix("+66")
    number = f"{digits[0]} {digits[1:4]} {digits[4:]}"
    home = unbroken(f"0{number}")
    return home if language == "th" else fill(abroad, abroad=unbroken(f"+66 {number}"), home=home)


def unbroken(text: str) -> Markup:
    """Words that stay on one line."""
    return Markup('<span class="nowrap">{}</span>').format(text)


def booking_office(
    offices: list[dict[str, Any]], language: str, words: dict[str, str]
) -> OfficeFacts:
    """The office whose queue this site keeps: the first that takes bookings."""
    office = next(office for office in offices if office["booking"])
    return OfficeFacts(
        id=office["id"],
        name=office["name"][language],
        address=office["address"][language],
        phone=spoken_phone(office["phone"], language, words["phone_abroad"]),
        phone_link=f"tel:{office['phone']}",
        opens=spoken_clock(office["slots"][0]["start"], language),
        closes=spoken_clock(office["slots"][-1]["end"], language),
        window_days=office["window_days"],
        slots_a_day=len(office["slots"]),
        minutes_early=office["arrive_minutes_early"],
    )


def dictionary_order(label: str, language: str) -> str:
    """A key that sorts as a dictionary of the language does; Python itself brings no collation."""
    return thai_order(label) if language == "th" else latin_order(label)


def latin_order(label: str) -> str:
    """Å and A are one letter, and capitals make no difference."""
    letters = unicodedata.normalize("NFD", label).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def thai_order(label: str) -> str:
    """By consonants first: a vowel written before its consonant is read after it."""
    letters = [
        letter
        for letter in label
        if letter not in THAI_MARKS and (letter.isalnum() or unicodedata.category(letter) == "Mn")
    ]
    spoken = letters.copy()
    for index, (letter, following) in enumerate(pairwise(letters)):
        if letter in LEADING_VOWELS:
            spoken[index : index + 2] = following, letter
    return "".join(spoken)


def nationality_choices(countries: Entries, language: str, stateless_label: str) -> list[Choice]:
    """Thailand first, because most visitors choose it; "stateless" last, where one looks for it."""
    labels = {code: names[language] for code, names in countries.items()}
    first = Choice(HOME_COUNTRY, labels.pop(HOME_COUNTRY))
    others = sorted(labels.items(), key=lambda country: dictionary_order(country[1], language))
    return [first, *(Choice(*country) for country in others), Choice(STATELESS, stateless_label)]


def fill(sentence: str, **values: object) -> Markup:
    """Put values into the ``{places}`` of a sentence; both are escaped unless already markup."""
    return escape(sentence).format(**values)


class WordsFirst(Environment):
    """Jinja in which ``t.ticket.copy`` is the sentence called copy, never a method of dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def page_environment(templates: Path) -> Environment:
    """Jinja that escapes by default and stops at the first missing word."""
    environment = WordsFirst(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = fill
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def render_parts(root: Path) -> dict[str, str]:
    """Every generated part by its file name."""
    strings = load_strings(root / "site" / "strings")
    data = root / "functions" / "chalicelib" / "data"
    offices = read_json(data / "offices.json")["offices"]
    countries = read_json(data / "countries.json")
    environment = page_environment(root / "site" / "templates")
    parts = {}
    for language in LANGUAGES:
        words = in_language(strings, language)
        choices = nationality_choices(countries, language, words["book"]["stateless"])
        office = booking_office(offices, language, words["site"])
        for part in PARTS:
            template = environment.get_template(f"{part}.html")
            parts[f"{part}.{language}.html"] = template.render(
                language=language, t=words, office=office, nationalities=choices
            )
    return parts


def frame(root: Path = ROOT) -> dict[str, dict[str, Any]]:
    """What header and footer need in each language: their sentences and the office."""
    strings = load_strings(root / "site" / "strings")
    offices = read_json(root / "functions" / "chalicelib" / "data" / "offices.json")["offices"]
    words = {language: in_language(strings, language)["site"] for language in LANGUAGES}
    return {
        language: {
            "words": words[language],
            "office": booking_office(offices, language, words[language]),
        }
        for language in LANGUAGES
    }


def write_if_changed(path: Path, text: str) -> bool:
    """Leave an equal file alone, so that a watching builder does not run in circles."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def generate(root: Path = ROOT) -> list[Path]:
    """Bring ``build/generated`` up to date and say which files changed."""
    target = root / "build" / "generated"
    return [
        target / name
        for name, text in render_parts(root).items()
        if write_if_changed(target / name, text)
    ]


def main() -> None:
    """Write the parts and name those that changed."""
    for path in generate():
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
