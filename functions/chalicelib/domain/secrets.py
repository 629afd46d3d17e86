"""References, fingerprints and manage tokens, all derived from keys and so never stored twice.

The same Idempotency-Key always leads to the same reference, so a couple whose answer was lost on
the way finds its own booking by sending again.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field

# Thirty-two signs that sound and look different: no 0/O, no 1/I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_BITS_A_SIGN = 5
_SIGNS = 8

# Two keys in 2**40 share a reference by chance; the next one in line is then taken.
REFERENCES_A_KEY = 3


@dataclass(frozen=True)
class Secrets:
    """Keyed derivations; every purpose has a label of its own, so that none stands for another."""

    key: bytes = field(repr=False)

    def references(self, idempotency_key: str) -> tuple[str, ...]:
        """The references an Idempotency-Key stands for, like ``K7M4-Q2XW``, in order of use."""
        return tuple(
            _spelled(self._mac("reference", f"{attempt}:{idempotency_key}"))
            for attempt in range(REFERENCES_A_KEY)
        )

    def fingerprint(self, purpose: str, text: str) -> str:
        """A short stand-in for ``text`` that only this service can make again."""
        return _url_safe(self._mac(f"fingerprint {purpose}", text)[:18])

    def phone_key(self, phone: str) -> str:
        """The key a phone's bookings are counted under: never the number itself."""
        return self.fingerprint("phone", phone)

    def manage_token(self, reference: str, version: int) -> str:
        """The couple's own key to their booking; a higher version ends the lower ones."""
        return _url_safe(self._mac("manage", f"{version}:{reference}")[:24])

    def is_manage_token(self, token: str, reference: str, version: int) -> bool:
        """Whether ``token`` is the booking's, compared in constant time."""
        return _same(token, self.manage_token(reference, version))

    def ticket_token(self, reference: str, version: int) -> str:
        """Opens the calendar file and the QR code of a booking, and nothing else.

        It rides in addresses, which end up in logs and in other people's hands; so it changes
        nothing, and the files it opens hold no name and no manage token.
        """
        return _url_safe(self._mac("ticket", f"{version}:{reference}")[:18])

    def is_ticket_token(self, token: str, reference: str, version: int) -> bool:
        """Whether ``token`` is the booking's, compared in constant time."""
        return _same(token, self.ticket_token(reference, version))

    def _mac(self, label: str, text: str) -> bytes:
        return hmac.digest(self.key, f"natrak {label}\0{text}".encode(), "sha256")


def _spelled(mac: bytes) -> str:
    number = int.from_bytes(mac[:5], "big")
    signs = [ALPHABET[number >> _BITS_A_SIGN * place & 31] for place in reversed(range(_SIGNS))]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def normal_reference(typed: str) -> str:
    """A reference as it is stored, however it was typed: ``k7m4 q2xw`` is ``K7M4-Q2XW``."""
    signs = "".join(sign for sign in typed.upper() if sign in ALPHABET)
    return f"{signs[:4]}-{signs[4:]}" if len(signs) == _SIGNS else ""


def _same(token: str, expected: str) -> bool:
    return hmac.compare_digest(token.encode("utf-8", "replace"), expected.encode())


def _url_safe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
