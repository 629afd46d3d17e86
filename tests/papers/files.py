"""Files as strangers send them: good ones, and each kind of bad one. All are made here."""

from __future__ import annotations

import io
import random
import struct
import zlib
from functools import cache

import pypdfium2
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

POSITION = 0x8825  # GPS


@cache
def photograph(width: int = 1600, height: int = 1200, kind: str = "JPEG") -> bytes:
    """A page of writing on a table, as a phone takes it: with a position in its EXIF."""
    noise = random.Random(8)
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 8, height // 8, width * 7 // 8, height * 7 // 8), fill="white")
    for line in range(height // 6, height * 5 // 6, max(height // 30, 1)):
        draw.line((width // 6, line, width * noise.randint(3, 5) // 6, line), fill="black", width=4)
    exif = Image.Exif()
    exif[0x010F] = "A maker of phones"
    exif.get_ifd(POSITION)[2] = (13.0, 43.0, 50.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def written_pdf(**how: object) -> bytes:
    """A PDF after ``pypdf`` has put something into it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(1))))
    if how.get("script"):
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
        opening = DictionaryObject({NameObject(name): value for name, value in action.items()})
        writer.root_object[NameObject("/OpenAction")] = opening
    if how.get("attachment"):
        writer.add_attachment("a.exe", b"MZ")
    if how.get("link"):
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    if content := how.get("content"):
        stream = DecodedStreamObject()
        stream.set_data(bytes(str(content), "latin-1"))
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    if password := how.get("password"):
        writer.encrypt(str(password), algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it is 3.6 thousand million pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TEXT = b"This is no photograph, whatever it is called."
HTML = b"<!doctype html><script>alert(1)</script>"


def _chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
