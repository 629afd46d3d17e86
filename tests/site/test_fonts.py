"""The letters we carry: every sign the pages write, under a name we may use, and light."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "site" / "docs" / "assets" / "fonts"
EVERY_PAGE = ("regular", "semibold")
KIB = 1024


def font(name: str) -> TTFont:
    return TTFont(FONTS / f"looped-{name}.woff2")


def written() -> set[str]:
    """Every Thai or Latin letter, digit and sign of the pages' sentences."""
    files = [*(ROOT / "site" / "strings").glob("*.json"), *(ROOT / "site" / "docs").rglob("*.md")]
    signs = set("".join(file.read_text(encoding="utf-8") for file in files))
    return {sign for sign in signs if unicodedata.name(sign, "").startswith(("THAI", "LATIN"))}


@pytest.mark.parametrize("weight", EVERY_PAGE)
def test_every_letter_the_pages_write_is_ours(weight: str) -> None:
    ours = {
        chr(point) for part in (weight, f"latin-ext-{weight}") for point in font(part).getBestCmap()
    }

    assert len(written()) > 100
    assert written() - ours == set()


@pytest.mark.parametrize("weight", EVERY_PAGE)
def test_marks_above_and_below_are_put_where_they_belong(weight: str) -> None:
    features = {it.FeatureTag for it in font(weight)["GPOS"].table.FeatureList.FeatureRecord}

    assert features >= {"mark", "mkmk"}


def test_both_weights_of_every_page_are_40_kib_at_most() -> None:
    sizes = [(FONTS / f"looped-{weight}.woff2").stat().st_size for weight in EVERY_PAGE]

    assert sum(sizes) <= 40 * KIB


def test_the_licence_stands_beside_them_and_the_reserved_name_is_not_used() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8").upper()
    for file in FONTS.glob("*.woff2"):
        names = {it.nameID: it.toUnicode() for it in TTFont(file)["name"].names}
        assert names[1] == "NatRak Looped", file.name
        assert not any("Plex" in names.get(number, "") for number in (1, 3, 4, 6, 16)), file.name
