"""The booking's reference as a QR code, for the scanner at the desk."""

from __future__ import annotations

import io

# Large enough to be read from the screen of a small phone, held at arm's length.
_PIXELS_A_MODULE = 8
_QUIET_ZONE = 4


def svg(reference: str) -> bytes:
    """A picture that says the bare reference, such as ``K7M4-Q2XW``.

    A scanner is a keyboard: what it reads is typed into the field the desk has open, so the code
    holds no address and no token. Level Q survives a scratched or dirty screen. The ground is
    white in a dark page as well, because scanners want dark on light.
    """
    return _svg(reference, title=reference, error="q")


def link_svg(address: str) -> bytes:
    """A picture that a phone's camera opens as a page.

    Level L, because an address with a token is long and the screen at the counter is clean: the
    fewer squares, the larger each of them.
    """
    return _svg(address, title="QR", error="l")


def _svg(text: str, *, title: str, error: str) -> bytes:
    # Loaded with the first picture, so that a booking does not wait for it.
    import segno  # noqa: PLC0415

    picture = io.BytesIO()
    segno.make(text, error=error, micro=False, boost_error=False).save(
        picture,
        kind="svg",
        xmldecl=False,
        unit="px",
        scale=_PIXELS_A_MODULE,
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
        title=title,
        nl=False,
    )
    return picture.getvalue()
