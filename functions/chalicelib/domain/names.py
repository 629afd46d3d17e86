"""What counts as a person's name: any script, any length up to 120, and something to be seen.

Thailand registers people from everywhere, so the rule is about what could mislead the reader of
the day list, not about alphabets: control characters and marks that turn the reading direction
are refused. ZWJ, ZWNJ and direction hints stay: Persian, Hindi, Sinhala and Hebrew names have them.
"""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120

# Marks that turn the reading direction of everything after them, and so could make one name look
# like another on the day list (Unicode bidirectional formatting, UAX #9).
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control characters, lone surrogates, and the two line separators.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Formatting marks and spaces show nothing by themselves; neither do these "letters".
_INVISIBLE_CATEGORIES = frozenset({"Cf", "Cn", "Zs", "Mn", "Me"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean_name(text: str) -> str:
    """The name in NFC without space around it.

    Raises ``ValueError`` with one of the codes ``name_empty``, ``name_too_long``,
    ``name_characters``.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if any(_is_forbidden(character) for character in name):
        raise ValueError("name_characters")
    if not any(_is_visible(character) for character in name):
        raise ValueError("name_empty")
    if len(name) > LONGEST_NAME:
        raise ValueError("name_too_long")
    return name


def clean_line(text: str) -> str:
    """A line of free text in NFC without space around it.

    Raises ``ValueError`` with the code ``text_characters``.
    """
    line = unicodedata.normalize("NFC", text).strip()
    if any(_is_forbidden(character) for character in line):
        raise ValueError("text_characters")
    return line


def _is_forbidden(character: str) -> bool:
    return character in _BIDI_CONTROLS or unicodedata.category(character) in _FORBIDDEN_CATEGORIES


def _is_visible(character: str) -> bool:
    return (
        character not in _BLANK_LETTERS
        and unicodedata.category(character) not in _INVISIBLE_CATEGORIES
    )
