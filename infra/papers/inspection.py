"""Looks at a file that a stranger sent, and draws pictures of it that are safe to show.

Nothing of the file itself is passed on: neither its bytes nor what it says about itself. A camera's
position, a script, a link or a second file inside it are gone, because only colours are kept. What
cannot be drawn is set aside with a reason, one of those in ``data/paper_check.json``.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from chalicelib.domain.sent_papers import LARGEST_FILE, Finding

FORMATS = ("JPEG", "PNG", "WEBP")
# A phone's largest ordinary photograph has about 50 million; each takes three bytes when drawn.
MOST_PIXELS = 50_000_000
# On the longer side: below this nobody can read a page of writing.
SMALLEST_SIDE = 480
DRAWN_SIDE = 2000
MOST_PAGES = 10
_QUALITY = 80

# What makes a PDF do something by itself, or carry something else along.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)\b"
)


def inspect(content: bytes) -> Finding:
    """Pictures of every page, or the reason why there are none. Never raises for what it reads."""
    if not content:
        return Finding(reason="empty")
    if len(content) > LARGEST_FILE:
        return Finding(reason="too_large")
    try:
        return _pdf(content) if content.startswith(b"%PDF-") else _picture(content)
    except Exception:  # noqa: BLE001  (whatever a stranger's file breaks, it is set aside)
        return Finding(reason="unreadable")


def _picture(content: bytes) -> Finding:
    try:
        with warnings.catch_warnings():
            # We judge the size ourselves, before a single pixel is drawn.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        return Finding(reason="too_many_pixels")
    except OSError:
        return Finding(reason="not_a_picture")
    width, height = picture.size
    if width * height > MOST_PIXELS:
        return Finding(reason="too_many_pixels")
    if max(width, height) < SMALLEST_SIDE:
        return Finding(reason="too_small")
    # A JPEG is decoded at a fraction of its size straight away; of anything else only the small
    # picture is copied.
    picture.draft("RGB", (DRAWN_SIDE, DRAWN_SIDE))
    small = _smooth(picture)
    small.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
    return Finding(pages=(_drawn(ImageOps.exif_transpose(small)),))


def _smooth(picture: Image.Image) -> Image.Image:
    """In colours that can be mixed: what has a palette or two colours would be drawn in steps."""
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I"):
        # 16 bits of grey, from a scanner.
        return picture.point(lambda grey: grey / 256).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture


def _pdf(content: bytes) -> Finding:
    if _ACTIVE.search(_outside_streams(content)):
        return Finding(reason="active_pdf")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        return Finding(reason="locked_pdf" if locked else "unreadable")
    try:
        # Written in a compressed part of the file, the same words are not found by looking.
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            return Finding(reason="active_pdf")
        if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
            return Finding(reason="active_pdf")
        if not 1 <= len(document) <= MOST_PAGES:
            return Finding(reason="too_many_pages" if len(document) else "unreadable")
        return Finding(pages=tuple(_pages(document)))
    finally:
        document.close()


def _outside_streams(content: bytes) -> bytes:
    """A PDF without its pictures and page contents: in some megabytes of a scan signs like ``/JS``
    come by chance.
    """
    parts, at = [], 0
    while (begin := content.find(b"stream", at)) >= 0:
        end = content.find(b"endstream", begin)
        if end < 0:
            break
        parts.append(content[at:begin])
        at = end + len(b"endstream")
    return b"".join([*parts, content[at:]])


def _pages(document: pypdfium2.PdfDocument) -> Iterator[bytes]:
    for number in range(len(document)):
        page = document[number]
        longer = max(page.get_size())
        # The scale follows the page, so that a page of ten metres is no more pixels than any.
        bitmap = page.render(scale=DRAWN_SIDE / max(longer, 1), may_draw_forms=False)
        yield _drawn(bitmap.to_pil())
        bitmap.close()
        page.close()


def _drawn(picture: Image.Image) -> bytes:
    """A JPEG of the colours alone; what was see-through is white, as paper is."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        white = Image.new("RGBA", coloured.size, "white")
        picture = Image.alpha_composite(white, coloured)
    picture = picture.convert("RGB")
    picture.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
