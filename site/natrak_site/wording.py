"""How each language writes times, numbers and lists."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from markupsafe import Markup, escape

# Thai writes these vowels before the consonant they follow in speech and in the dictionary.
LEADING_VOWELS = "เแโใไ"
# Tone marks and the like decide only between words that are otherwise equal.
THAI_MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"


def spoken_clock(time: str, language: str) -> str:
    """A time of the day as the language writes it: 08.00 in Thai, 08:00 in English."""
    return time.replace(":", ".") if language == "th" else time


def spoken_span(first: str, last: str, language: str) -> str:
    """Days that follow one another: จันทร์–ศุกร์ in Thai, Monday to Friday in English."""
    return f"{first}–{last}" if language == "th" else f"{first} to {last}"


def spoken_phone(phone: str, language: str, abroad: str) -> Markup:
    """A Bangkok number as Thai offices print it, 0 2236 1395; in English, as from abroad too.

    ``abroad`` is the sentence that puts the two together. Neither is broken at the end of a line.
    """
    digits = phone.removeprefix("+66")
    number = f"{digits[:4]} {digits[4:]}"
    home = unbroken(f"0 {number}")
    return home if language == "th" else fill(abroad, abroad=unbroken(f"+66 {number}"), home=home)


def unbroken(text: str) -> Markup:
    """Words that stay on one line."""
    return Markup('<span class="nowrap">{}</span>').format(text)


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


def fill(sentence: str, **values: object) -> Markup:
    """Put values into the ``{places}`` of a sentence; both are escaped unless already markup."""
    return escape(sentence).format(**values)


def phrases(sentence: str) -> Markup:
    """A heading whose lines end only where a zero-width space says that a phrase does.

    Thai has no spaces between words, and a browser would cut a line in the middle of a thought.
    """
    pieces = sentence.split("\u200b")
    if len(pieces) == 1:
        return escape(sentence)
    return Markup("").join(Markup('<span class="phrase">{}</span>').format(it) for it in pieces)
