"""The pages each office has of its own, where several take bookings.

``/book/`` then lets the couple choose, and ``/book/dusit/`` is the booking page of Dusit; so with
the figures and the poster. With one office there are none of these, and ``/book/`` is its page.
Each is plain Markdown that pulls in its part, as those in ``site/docs`` are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from natrak_site.offices import booking_offices
from natrak_site.sources import LANGUAGES, Sources

# The head of each page of an office, besides its title, its description and its office.
OF_AN_OFFICE = {
    "book": {"template": "booking.html", "script": "booking/book.mjs"},
    "figures": {"template": "figures.html"},
    "poster": {"template": "poster.html", "robots": "noindex"},
}
# The same of the page where one of them is chosen.
_OF_THE_CHOICE = {
    "book": {"template": "content.html"},
    "figures": {"template": "content.html"},
    "poster": {"template": "content.html", "robots": "noindex"},
}


@dataclass(frozen=True)
class OfficePage:
    """One page; ``office`` is None, and ``name`` empty, where an office is chosen."""

    kind: str
    language: str
    office: str | None = None
    name: str = ""

    @property
    def source(self) -> str:
        """Where it would stand below ``site/docs``; a page that stands there gives way to it."""
        name = f"{self.kind}/{self.office}" if self.office else self.kind
        return f"{name}.{self.language}.md"

    @property
    def part(self) -> str:
        """The generated part it pulls in."""
        return self.source.replace("/", ".").removesuffix(".md") + ".html"

    def markdown(self, sources: Sources) -> str:
        """The page as it would be written by hand."""
        lines = [f"{key}: {text}" for key, text in self._head(sources).items()]
        return "\n".join(["---", *lines, "---", "", f'--8<-- "{self.part}"', ""])

    def _head(self, sources: Sources) -> dict[str, str]:
        words, which = sources.words(self.language)["several"], "of" if self.office else "choose"
        head = {
            "title": words[f"{self.kind}_{which}_title"],
            "menu": words[f"{self.kind}_menu"],
            "description": words[f"{self.kind}_{which}_description"],
            "kind": self.kind,
        }
        if not self.office:
            return head | _OF_THE_CHOICE[self.kind]
        named = {key: text.replace("{office}", self.name) for key, text in head.items()}
        return named | OF_AN_OFFICE[self.kind] | {"office": self.office}


def pages_of_offices(sources: Sources) -> list[OfficePage]:
    """All of them; none where one office takes bookings."""
    if not sources.has_several_offices:
        return []
    return [page for language in LANGUAGES for page in _pages(sources, language)]


def _pages(sources: Sources, language: str) -> Iterator[OfficePage]:
    offices = booking_offices(sources, language)
    for kind in OF_AN_OFFICE:
        yield OfficePage(kind, language)
        yield from (OfficePage(kind, language, office.id, office.name) for office in offices)
