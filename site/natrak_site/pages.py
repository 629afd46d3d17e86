"""Which pages there are, for the links that templates make by themselves.

A page is linked to from the moment it is written, and never before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from natrak_site.sources import Sources

# Below every page; each is called by its sentence ``page_…`` in ``site/strings/site.json``.
FOOTER = ("figures", "privacy", "accessibility", "to-confirm", "staff")
# All that a visitor may look for, in the order of need.
LISTED = (
    "index",
    "documents",
    "kr1",
    "kr1/worksheet",
    "how-to-book",
    "book",
    "manage",
    "offices",
    "faq",
    "special-day",
    "figures",
    "privacy",
    "accessibility",
)


def written_pages(root: Path) -> frozenset[str]:
    """The names of all pages: ``book`` for ``book.th.md``, ``staff`` for ``staff/index.th.md``."""
    docs = root / "site" / "docs"
    pages = {path.name.removesuffix(".th.md") for path in docs.glob("*.th.md")}
    return frozenset(pages | {path.parent.name for path in docs.glob("*/index.th.md")})


@dataclass(frozen=True)
class ListedPage:
    """One line of the list of all pages."""

    path: str
    title: str


def listed_pages(sources: Sources, language: str) -> list[ListedPage]:
    """What there is for everybody to read, in the order in which couples need it."""
    docs = sources.site / "docs"
    files = [(name, docs / f"{name}.{language}.md") for name in LISTED]
    return [
        ListedPage(f"{name}/" if name != "index" else "", _title(file))
        for name, file in files
        if file.exists()
    ]


def _title(page: Path) -> str:
    """The title in the head of a page, or else its first heading."""
    found = re.search(r"^(?:title: |# )(.+?)(?:\s*\{.*\})?$", page.read_text("utf-8"), re.MULTILINE)
    return found[1].strip() if found else page.name


def footer_pages(sources: Sources, language: str) -> list[tuple[str, str]]:
    """(path, label) of what the footer leads to."""
    words = sources.words(language)["site"]
    written = written_pages(sources.root)
    return [
        (f"{name}/", words[f"page_{name.replace('-', '_')}"]) for name in FOOTER if name in written
    ]
