"""`make cards`: the pictures the office shares, taken anew from the rules of the checklist.

The papers of each case, for Facebook and LINE, and the picture a shared link shows, into
``site/docs/assets/cards/`` and ``og/``. Look at
them afterwards; a test says when they are out of date.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from infra.command import ends_in_one_line
from natrak_site.share import Picture, pictures, stamps
from natrak_site.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "site" / "docs" / "assets"
STAMPS = ROOT / "site" / "pictures" / "made-from.json"
# Flat colours and the edges of letters: with so many no eye sees a difference.
COLOURS = 96


@ends_in_one_line("cards")
def main() -> None:
    """Take every picture, and note what it was made from."""
    sources = Sources(ROOT)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for name, picture in pictures(sources).items():
            target = ASSETS / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(_small(_photograph(page, picture, Path(folder))))
            print(f"{name}: {target.stat().st_size // 1024} KiB")
        browser.close()
    STAMPS.write_text(json.dumps(stamps(sources), indent=2) + "\n", encoding="utf-8")


def _photograph(page: Page, picture: Picture, folder: Path) -> bytes:
    file = folder / "picture.html"
    base = f'<base href="{(ROOT / "site").as_uri()}/">'
    file.write_text(picture.html.replace("<meta charset", f"{base}<meta charset", 1), "utf-8")
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(file.as_uri(), wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    if page.evaluate("document.body.scrollHeight > innerHeight"):
        sys.exit("make cards: the words of the next picture do not fit: shorten share.json")
    return page.screenshot()


def _small(png: bytes) -> bytes:
    flat = Image.open(io.BytesIO(png)).convert("RGB")
    small = flat.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    small.save(packed, "png", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
