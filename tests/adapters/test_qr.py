"""The code that the desk scans."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import segno

from chalicelib.adapters import qr

SVG = "{http://www.w3.org/2000/svg}"
REFERENCE = "K7M4-Q2XW"
CODE = segno.make(REFERENCE, error="q", micro=False, boost_error=False)


def test_the_code_says_the_bare_reference() -> None:
    assert dark_cells(qr.svg(REFERENCE)) == {
        (x, y)
        for y, row in enumerate(CODE.matrix_iter(scale=1, border=4))
        for x, is_dark in enumerate(row)
        if is_dark
    }


def test_another_reference_is_another_code() -> None:
    assert dark_cells(qr.svg(REFERENCE)) != dark_cells(qr.svg("K7M4-Q2XX"))


def test_the_picture_is_dark_on_white_and_grows_with_the_page() -> None:
    root = ET.fromstring(qr.svg(REFERENCE))

    ground, code = root.findall(f".//{SVG}path")
    side = CODE.symbol_size(scale=8, border=4)[0]
    assert (ground.attrib["fill"], code.attrib["stroke"]) == ("#fff", "#000")
    assert root.attrib["viewBox"] == f"0 0 {side} {side}"
    assert root.findtext(f"{SVG}title") == REFERENCE


def dark_cells(picture: bytes) -> set[tuple[int, int]]:
    """The cells that the picture's path draws: `m`oves and `h`orizontal strokes."""
    path = ET.fromstring(picture).findall(f".//{SVG}path")[1].attrib["d"]
    cells, x, y = set(), 0.0, 0.0
    for move_x, move_y, stroke in re.findall(r"[Mm](\S+?) (\S+?)h(\d+)", path):
        x, y = x + float(move_x), y + float(move_y)
        cells |= {(int(x) + n, int(y)) for n in range(int(stroke))}
        x += int(stroke)
    return cells
