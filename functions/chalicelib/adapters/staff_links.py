"""Signs staff links and reads them back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from chalicelib.domain.errors import LinkInvalid
from chalicelib.domain.staff_links import Scope, StaffLink, reach

# One salt for each purpose: a token made for another purpose with the same keys opens nothing.
_SALT = "natrak.staff-link"


@dataclass(frozen=True)
class SigningKey:
    """A key and the short name that links carry, so that one can see which key made them."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class StaffLinks:
    """Staff links under a list of keys, oldest first: the last one signs, all of them are read."""

    keys: Sequence[SigningKey]

    def make(
        self, office_id: str, first: date, last: date, scope: Scope, now: datetime
    ) -> StaffLink:
        """A new link for the days given, see ``reach``, under the newest key."""
        covers_from, covers_to, expires_at = reach(scope, first, last, now)
        return StaffLink(
            office_id=office_id,
            day=first,
            first=covers_from,
            last=covers_to,
            scope=scope,
            expires_at=expires_at,
            key_id=self.keys[-1].id,
            id=secrets.token_urlsafe(9),
        )

    def token(self, link: StaffLink) -> str:
        """The link as a signed string for a URL; it can be read by anybody, but made only here."""
        payload = {
            "office": link.office_id,
            "day": link.day.isoformat(),
            "dates": [link.first.isoformat(), link.last.isoformat()],
            "scope": link.scope,
            "expires": link.expires_at.isoformat(timespec="seconds"),
            "key": link.key_id,
            "id": link.id,
        }
        return str(self._serializer().dumps(payload))

    def read(self, token: str) -> StaffLink:
        """The link a token stands for, expired or not. Raises ``LinkInvalid`` if it is not ours."""
        if not _is_canonical(token):
            raise LinkInvalid
        try:
            payload = self._serializer().loads(token)
        except BadData as error:
            raise LinkInvalid from error
        first, last = (date.fromisoformat(day) for day in payload["dates"])
        return StaffLink(
            office_id=payload["office"],
            # Links of the first edition were made for the first of their days.
            day=date.fromisoformat(payload.get("day", payload["dates"][0])),
            first=first,
            last=last,
            scope=payload["scope"],
            expires_at=datetime.fromisoformat(payload["expires"]),
            key_id=payload["key"],
            id=payload["id"],
        )

    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            [key.secret for key in self.keys],
            salt=_SALT,
            signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
        )


def _is_canonical(token: str) -> bool:
    """Whether the signature is spelled the one way we spell it.

    The last sign of 32 bytes in base64 carries two unused bits, so four spellings decode to the
    same signature; a link with one character changed must not work.
    """
    signature = token.rpartition(".")[2]
    try:
        return base64_encode(base64_decode(signature)).decode() == signature
    except (BadData, ValueError):
        return False
