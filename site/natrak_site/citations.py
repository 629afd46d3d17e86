"""The claims that pages cite, and the list of sources at the foot of each page.

A page writes ``[^id]`` behind a claim and ends with the snippet ``sources.<page>.<language>.md``,
which is generated here. Numbers and links back are the work of Markdown's footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from natrak_site.claims import Claim, load_claims
from natrak_site.dates import short_date
from natrak_site.sources import LANGUAGES, Sources

_CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_FOOTNOTE = "///Footnotes Go Here///"


class UnknownClaim(Exception):
    """A page cites what ``site/claims/`` does not have."""


@dataclass(frozen=True)
class Page:
    """One page as written, in one language."""

    name: str
    language: str
    text: str

    @property
    def cited(self) -> list[str]:
        """The ids of its claims, in the order of first use."""
        return list(dict.fromkeys(_CITATION.findall(self.text)))

    @property
    def source_list(self) -> str:
        """The file its list of sources is written to."""
        return f"sources.{self.name.replace('/', '-')}.{self.language}.md"


def written_pages(docs: Path) -> list[Page]:
    """Every page of the site: ``kr1/worksheet.th.md`` is the page kr1/worksheet in Thai."""
    return [
        Page(
            name=path.relative_to(docs).as_posix().removesuffix(f".{language}.md"),
            language=language,
            text=path.read_text(encoding="utf-8"),
        )
        for language in LANGUAGES
        for path in sorted(docs.rglob(f"*.{language}.md"))
    ]


def source_lists(sources: Sources) -> dict[str, str]:
    """The list of sources of each page that cites any, by its file name."""
    claims = load_claims(sources.site / "claims")
    return {
        page.source_list: _source_list(page, claims, sources.words(page.language)["claims"])
        for page in written_pages(sources.site / "docs")
        if page.cited
    }


def pages_citing(pages: list[Page], claim: str) -> list[str]:
    """The names of the pages that cite a claim."""
    return sorted({page.name for page in pages if claim in page.cited})


def _source_list(page: Page, claims: Mapping[str, Claim], words: Mapping[str, str]) -> str:
    unknown = [name for name in page.cited if name not in claims]
    if unknown:
        raise UnknownClaim(
            f"{page.name}.{page.language}.md cites {', '.join(unknown)}, "
            "which is in no file of site/claims/"
        )
    notes = [f"[^{name}]: {_note(claims[name], page.language, words)}" for name in page.cited]
    return "\n\n".join([f"## {words['heading']} {{ .sources }}", words["intro"], _FOOTNOTE, *notes])


def _note(claim: Claim, language: str, words: Mapping[str, str]) -> str:
    name = claim.source.name[language]
    where = f"[{name}]({claim.source.address})" if claim.source.address else name
    checked = words["checked"].format(date=short_date(claim.checked, language))
    return " · ".join([where, checked, *_doubt(claim, words)])


def _doubt(claim: Claim, words: Mapping[str, str]) -> list[str]:
    if claim.ask_the_office:
        return [f"**{words['ask_the_office']}**"]
    return [words["to_be_confirmed"]] if claim.must_be_confirmed else []
