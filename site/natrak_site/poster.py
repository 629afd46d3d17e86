"""The poster for the wall: a code that leads to the booking page."""

from __future__ import annotations

import os
from dataclasses import dataclass

import segno
from markupsafe import Markup

# Where `make serve` stands: a poster printed from there leads nowhere else, and says so. On another
# port the server itself puts its own in the place of this one.
TRIAL = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Poster:
    """``code`` is a QR code of the booking page, ``address`` the same to be typed."""

    code: Markup
    address: str
    on_trial: bool


def poster() -> Poster:
    """For the address the site is deployed to (SITE_URL), as a deployment gives it."""
    return poster_of(os.environ.get("SITE_URL") or TRIAL)


def poster_of(base: str) -> Poster:
    """For a site at this address."""
    address = f"{base.rstrip('/')}/book/"
    code = segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="poster__code", lineclass=None, dark="#2b1d24"
    )
    return Poster(Markup(code), address.partition("://")[2], on_trial=base == TRIAL)  # noqa: S704 - our own drawing
