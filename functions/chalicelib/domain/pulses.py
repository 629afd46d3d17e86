"""The pulse of a day: a few signs at an address, other ones after each change of that day.

Desks ask it every few seconds, which costs next to nothing, and ask the service only when it beats.
It says nothing but that something happened. Where it lies is a keyed hash of office and day, so
that only who was given the address can watch how busy an office is.
"""

from __future__ import annotations

from datetime import date
from secrets import token_hex

from chalicelib.domain.secrets import Secrets

FOLDER = "pulse/"


def name_of(secrets: Secrets, office_id: str, day: date) -> str:
    """Like ``pulse/`` and 24 signs: the name of the file, and its path on the site."""
    return FOLDER + secrets.fingerprint("pulse", f"{office_id} {day.isoformat()}")


def beat() -> str:
    """Sixteen signs that no beat had before: random, so they tell nothing."""
    return token_hex(8)
