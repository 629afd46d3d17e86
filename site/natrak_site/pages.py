"""Which pages there are, for the links that templates make by themselves.

A page is linked to from the moment it is written, and never before.
"""

from __future__ import annotations

from pathlib import Path

from natrak_site.sources import Sources

# Below every page; each is called by its sentence ``page_…`` in ``site/strings/site.json``.
FOOTER = ("figures", "privacy", "accessibility", "to-confirm", "staff")


def written_pages(root: Path) -> frozenset[str]:
    """The names of all pages: ``book`` for ``book.th.md``, ``staff`` for ``staff/index.th.md``."""
    docs = root / "site" / "docs"
    pages = {path.name.removesuffix(".th.md") for path in docs.glob("*.th.md")}
    return frozenset(pages | {path.parent.name for path in docs.glob("*/index.th.md")})


def footer_pages(sources: Sources, language: str) -> list[tuple[str, str]]:
    """(path, label) of what the footer leads to."""
    words = sources.words(language)["site"]
    written = written_pages(sources.root)
    return [
        (f"{name}/", words[f"page_{name.replace('-', '_')}"]) for name in FOOTER if name in written
    ]
