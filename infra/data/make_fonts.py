"""Makes the site's letters: IBM Plex Sans Thai Looped, cut down to what the pages write.

Takes the typeface from its maker's npm package (``make fonts`` fetches it with npm itself, so the
address of a registry stands nowhere here) and writes into ``site/docs/assets/fonts/``:

* a regular and a semibold file with Thai, Latin and the usual signs, which every page loads;
* the same for the rest of Latin and for Vietnamese, out of the maker's Latin typeface, which has
  the same shapes. A browser fetches them only for a page that holds such a letter: names of people,
  mostly. Other scripts fall back to the machine's own fonts;
* ``fonts.css``, where fonts that machines have are stretched to the same widths, so that nothing
  jumps when ours arrives after the text has been shown.

The licence reserves the name "Plex" for unchanged files, so what we changed carries another one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "site" / "docs" / "assets"
TARGET = ASSETS / "fonts"
FAMILY = "NatRak Looped"
TYPEFACE = "@ibm/plex-sans-thai-looped@1.1.0"
LATIN_TYPEFACE = "@fontsource/ibm-plex-sans@5.3.0"
WEIGHTS = {"regular": ("Regular", 400, "400"), "semibold": ("SemiBold", 600, "600 700")}

# Thai, Basic Latin, Latin-1, then dashes, quotes, dots, arrows and a few signs.
EVERY_PAGE = (
    "U+0E00-0E7F,U+0020-007E,U+00A0-00FF,U+2009-200D,U+2010-2015,U+2018-201E,U+2022,U+2026,"
    "U+202F,U+2032-2033,U+2039-203A,U+2060,U+20AC,U+2122,U+2190-2193,U+2212,U+25CC"
)
# As the package divides them: what is Vietnamese alone, and the letters of the rest of Europe.
NAMES = {
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+1EA0-1EF9",
    "latin-ext": "U+0100-0101,U+0104-010F,U+0112-0127,U+012A-0167,U+016A-019F,U+01A2-01AE,"
    "U+01B1-024F,U+1E00-1E9F",
}
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]


@dataclass(frozen=True)
class Fallback:
    """A font many machines have, and a free one of the same widths to measure it by."""

    family: str
    installed_as: dict[str, list[str]]
    package: str
    file: str
    covers: str
    sample: str


THAI_SAMPLE = (
    "เลือกวันและเวลาจดทะเบียนสมรสที่สำนักงานเขตบางรัก ทั้งสองคนมาถึงก่อนเวลานัดพร้อมเอกสารตามใบนัด "
    "หากไม่สะดวกจองทางเว็บไซต์ โทรหรือมาจองที่สำนักงานได้ ไม่มีค่าธรรมเนียม"
)
LATIN_SAMPLE = (
    "Choose a day and time to register your marriage at Bang Rak District Office. Both of you come "
    "five minutes early, with the papers listed on your booking. Registering costs nothing."
)
THAI, LATIN = "U+0E00-0E7F", "U+0000-00FF,U+2000-20FF"
FALLBACKS = (
    Fallback(
        "NatRak on Noto Sans Thai",
        {
            "regular": ["Noto Sans Thai", "NotoSansThai-Regular"],
            "semibold": ["Noto Sans Thai Bold", "NotoSansThai-Bold"],
        },
        "@fontsource/noto-sans-thai@5.3.0",
        "noto-sans-thai-thai-{weight}-normal.woff2",
        THAI,
        THAI_SAMPLE,
    ),
    Fallback(
        "NatRak on Arial",
        {
            "regular": ["Arial", "Liberation Sans", "Arimo"],
            "semibold": ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"],
        },
        "@fontsource/arimo@5.0.17",
        "arimo-latin-{weight}-normal.woff2",
        LATIN,
        LATIN_SAMPLE,
    ),
    Fallback(
        "NatRak on Roboto",
        {"regular": ["Roboto", "Roboto-Regular"], "semibold": ["Roboto Bold", "Roboto-Bold"]},
        "@fontsource/roboto@5.3.0",
        "roboto-latin-{weight}-normal.woff2",
        LATIN,
        LATIN_SAMPLE,
    ),
)


def main() -> None:
    """Write the fonts, their licence and their style sheet."""
    if not shutil.which("npm"):
        sys.exit("make fonts: npm is needed to fetch the typeface")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        typeface = unpack(TYPEFACE, Path(folder))
        (TARGET / "OFL.txt").write_bytes((typeface / "LICENSE.txt").read_bytes())
        latin = unpack(LATIN_TYPEFACE, Path(folder))
        faces = [write_weight(typeface, latin, weight) for weight in WEIGHTS]
        for fallback in FALLBACKS:
            package = unpack(fallback.package, Path(folder))
            faces += [stretched(fallback, package, typeface, weight) for weight in WEIGHTS]
    (ASSETS / "fonts.css").write_text(
        "/* Written by `make fonts`: our letters, and other fonts at their widths. */\n\n"
        + "\n".join(faces),
        encoding="utf-8",
    )


def unpack(package: str, folder: Path) -> Path:
    """Fetch a package with npm, and nothing but the package: none of its scripts runs."""
    done = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), package],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / done.stdout.split()[-1]
    target = archive.with_suffix("")
    with tarfile.open(archive) as content:
        content.extractall(target, filter="data")
    return target / "package"


def source(typeface: Path, weight: str) -> Path:
    """The maker's complete file of a weight."""
    style = WEIGHTS[weight][0]
    return typeface / "fonts" / "complete" / "woff2" / f"IBMPlexSansThaiLooped-{style}.woff2"


def write_weight(typeface: Path, latin: Path, weight: str) -> str:
    """Write the files of a weight, and give their rules."""
    _, number, range_of_weights = WEIGHTS[weight]
    sources = {weight: (source(typeface, weight), EVERY_PAGE)} | {
        f"{part}-{weight}": (
            latin / "files" / f"ibm-plex-sans-{part}-{number}-normal.woff2",
            wanted,
        )
        for part, wanted in NAMES.items()
    }
    rules = []
    for name, (complete, wanted) in sources.items():
        file = TARGET / f"looped-{name}.woff2"
        write_subset(complete, wanted, file)
        rules.append(
            rule(
                FAMILY,
                range_of_weights,
                f'url("fonts/{file.name}") format("woff2")',
                ["font-display: swap", f"unicode-range: {spaced(wanted)}"],
            )
        )
    return "\n".join(rules)


def write_subset(complete: Path, wanted: str, target: Path) -> None:
    """One file with the wanted letters, under our own name."""
    options = subset.Options(layout_features=FEATURES, flavor="woff2", name_IDs=[0, 1, 2, 13, 14])
    options.hinting = False
    font = subset.load_font(str(complete), options)
    letters = subset.Subsetter(options)
    letters.populate(unicodes=subset.parse_unicodes(wanted.replace("U+", "")))
    letters.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = FAMILY
    # The same input gives the same bytes.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    subset.save_font(font, str(target), options)


def stretched(fallback: Fallback, package: Path, typeface: Path, weight: str) -> str:
    """The rule that gives a font of the machine the widths and heights of ours."""
    number = {"regular": "400", "semibold": "700"}[weight]
    ours = TTFont(source(typeface, weight))
    theirs = TTFont(package / "files" / fallback.file.format(weight=number))
    scale = width(ours, fallback.sample) / width(theirs, fallback.sample)
    heights = ours["hhea"]
    per_em = ours["head"].unitsPerEm * scale
    return rule(
        fallback.family,
        WEIGHTS[weight][2],
        ", ".join(f'local("{name}")' for name in fallback.installed_as[weight]),
        [
            f"size-adjust: {scale:.1%}",
            f"ascent-override: {heights.ascent / per_em:.1%}",
            f"descent-override: {-heights.descent / per_em:.1%}",
            f"line-gap-override: {heights.lineGap / per_em:.1%}",
            f"unicode-range: {spaced(fallback.covers)}",
        ],
    )


def width(font: TTFont, text: str) -> float:
    """How wide a font sets a text, in ems; marks above and below take no room."""
    letters, advances = font.getBestCmap(), font["hmtx"]
    known = [advances[letters[ord(sign)]][0] for sign in text if ord(sign) in letters]
    return float(sum(known) / font["head"].unitsPerEm)


def rule(family: str, weights: str, src: str, more: Iterable[str]) -> str:
    """One ``@font-face``."""
    lines = [f'font-family: "{family}"', f"font-weight: {weights}", f"src: {src}", *more]
    return "@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n"


def spaced(ranges: str) -> str:
    """Ranges as a style sheet reads best."""
    return ranges.replace(",", ", ")


if __name__ == "__main__":
    main()
