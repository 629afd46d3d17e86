"""Packs a built site for the network: fewer requests, and names that change with the content.

The pages are written as many small files, each about one thing. On a slow phone every file is a
round trip, so a page's modules become one module and the sheets of every page become one sheet.
What a page loads is named after its content, so a browser may keep it for good; the file under its
old name stays beside it. Any site builder will do: this reads and writes what was built.

    python site/generate.py --pack build/site
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from natrak_site.modules import bundle
from natrak_site.search_index import write_indexes

# What the theme brings along and no page asks for.
UNUSED = ("assets/javascripts", "assets/stylesheets")
EVERY_PAGE = "assets/every-page.css"

_HASH = re.compile(r"\.[0-9a-f]{10}\.\w+$")
_LOADS = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(?P<address>[^"]+)"[^>]*>')
_SHEET = re.compile(r'[ \t]*<link rel="stylesheet" href="(?P<address>[^"]+)" data-every-page>\n?')
_URL = re.compile(r'url\("(?P<address>[^"]+)"\)')


def pack(site: Path) -> None:
    """Pack every page below ``site``; one that is packed already stays as it is."""
    for folder in UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    for page in sorted(site.rglob("*.html")):
        written = page.read_text(encoding="utf-8")
        packed = _PageOf(site, page).packed(written)
        if packed != written:
            page.write_text(packed, encoding="utf-8")
    write_indexes(site)


class _PageOf:
    """One page of a site, and how its addresses lead to files."""

    def __init__(self, site: Path, page: Path) -> None:
        self._site = site
        self._page = page

    def packed(self, html: str) -> str:
        return _LOADS.sub(self._named, self._with_one_sheet(html))

    def _with_one_sheet(self, html: str) -> str:
        """Put one sheet where those of every page stand."""
        sheets = list(_SHEET.finditer(html))
        if not sheets:
            return html
        first = sheets[0]["address"]
        files = [self._file(sheet["address"]) for sheet in sheets]
        text = "\n".join(file.read_text(encoding="utf-8") for file in files if file)
        (self._site / EVERY_PAGE).write_text(text, encoding="utf-8")
        address = first[: first.index("assets/")] + EVERY_PAGE
        start, end = sheets[0].start(), sheets[0].end()
        one = f'<link rel="stylesheet" href="{address}">\n'
        return html[:start] + one + _SHEET.sub("", html[end:])

    def _named(self, tag: re.Match[str]) -> str:
        """The tag with the address of the file that is named after its content."""
        address = tag["address"]
        file = self._file(address)
        if file is None or _HASH.search(file.name):
            return tag[0]
        name = _packed_file(file).name
        return tag[0].replace(f'"{address}"', f'"{address.rpartition("/")[0]}/{name}"')

    def _file(self, address: str) -> Path | None:
        """The file of an address among the assets of this site."""
        path = urlsplit(address).path
        base = self._site if path.startswith("/") else self._page.parent
        file = (base / path.lstrip("/")).resolve()
        return (
            file if file.is_file() and (self._site / "assets").resolve() in file.parents else None
        )


def _packed_file(file: Path) -> Path:
    """Write the file once more, under a name that holds a hash of what it says."""
    if file.suffix == ".mjs":
        content = bundle(file).encode()
    elif file.suffix == ".css":
        content = _sheet(file).encode()
    else:
        content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:10]
    packed = file.with_name(f"{file.stem}.{digest}{file.suffix}")
    if not packed.exists():
        packed.write_bytes(content)
    return packed


def _sheet(file: Path) -> str:
    """A style sheet that loads its fonts and pictures by their lasting names, without comments."""

    def lasting(url: re.Match[str]) -> str:
        loaded = file.parent / url["address"]
        if not loaded.is_file():
            return url[0]
        return f'url("{_packed_file(loaded).relative_to(file.parent.resolve()).as_posix()}")'

    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", _URL.sub(lasting, text)).strip() + "\n"
