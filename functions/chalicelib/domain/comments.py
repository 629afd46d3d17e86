"""Free words about a visit, without what would name or reach a person as far as a rule can tell."""

from __future__ import annotations

import re
import unicodedata

MASK = "[•••]"

_MAIL = re.compile(r"[^\s@<>()\[\]{},;:\"']+\s?@\s?[^\s@<>()\[\]{},;:\"']+")
# Seven digits or more, in any script, however they are spaced: a phone number, an identity card. A
# date is caught as well, which is as well: it may tell whose visit it was.
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-‐-―/_·]{0,3}\d){6,}")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


def clean_comment(text: str) -> str:
    """The comment on plain lines, with mail addresses and long numbers masked; may be empty."""
    lines = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    seen = "".join(sign for sign in lines if sign == "\n" or not _is_hidden(sign))
    return _NUMBER.sub(MASK, _MAIL.sub(MASK, seen)).strip()


def _is_hidden(sign: str) -> bool:
    """Control signs and halves of emoji; the joiners that scripts and emoji need stay."""
    return unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\u202a\u202b\u202c\u202d\u202e"
