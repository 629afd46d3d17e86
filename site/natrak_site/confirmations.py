"""What the office must confirm before the service opens, as its page lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from natrak_site.citations import Page, pages_citing, written_pages
from natrak_site.claims import Claim, load_claims
from natrak_site.dates import short_date
from natrak_site.paper_claims import paper_claims
from natrak_site.sources import Sources


@dataclass(frozen=True)
class Question:
    """One line to be ticked: what we say now, what we ask, and where it stands."""

    says: str
    confirm: str
    source: str
    address: str | None
    checked: str
    pages: list[str]


@dataclass(frozen=True)
class Group:
    """Questions of one kind; ``name`` is the key of its heading."""

    name: str
    questions: list[Question]


# The least known first.
GROUPS = ("unknown", "reconstructed", "low", "medium", "paper")


def all_claims(sources: Sources) -> dict[str, Claim]:
    """What the pages claim, and what the checklist does."""
    return load_claims(sources.site / "claims") | paper_claims(sources)


def confirmations(sources: Sources, language: str) -> list[Group]:
    """Every question to the office, in groups."""
    doubtful = [claim for claim in all_claims(sources).values() if claim.must_be_confirmed]
    still_right = sources.words(language)["content"]["still_right"]
    pages = written_pages(sources.site / "docs")
    by_group = groupby(sorted(doubtful, key=_rank), key=_group)
    return [
        Group(name, [_question(claim, still_right, pages, language) for claim in group])
        for name, group in by_group
    ]


def _group(claim: Claim) -> str:
    return claim.confidence if claim.kind == "fact" else claim.kind


def _rank(claim: Claim) -> tuple[int, bool]:
    return GROUPS.index(_group(claim)), not claim.ask_the_office


def _question(claim: Claim, still_right: str, pages: Sequence[Page], language: str) -> Question:
    return Question(
        says=claim.says[language],
        confirm=claim.confirm[language] if claim.confirm else still_right,
        source=claim.source.name[language],
        address=claim.source.address,
        checked=short_date(claim.checked, language),
        pages=["documents"] if claim.kind == "paper" else pages_citing(list(pages), claim.id),
    )
