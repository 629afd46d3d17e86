"""What the office must confirm before the service opens, as its page lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from natrak_site.citations import Page, pages_citing, written_pages
from natrak_site.claims import CONFIDENCES, KINDS, Claim, load_claims, to_confirm
from natrak_site.sources import Sources
from natrak_site.wording import short_date


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


def confirmations(sources: Sources, language: str) -> list[Group]:
    """Every question to the office, the least known first."""
    claims = to_confirm(load_claims(sources.site / "claims"))
    pages = written_pages(sources.site / "docs")
    by_group = groupby(sorted(claims, key=_rank), key=_group)
    return [
        Group(name, [_question(claim, pages, language) for claim in group])
        for name, group in by_group
    ]


def _group(claim: Claim) -> str:
    return claim.confidence if claim.kind == "fact" else claim.kind


def _rank(claim: Claim) -> int:
    return [*KINDS, *CONFIDENCES].index(_group(claim))


def _question(claim: Claim, pages: Sequence[Page], language: str) -> Question:
    confirm = claim.confirm or claim.says
    return Question(
        says=claim.says[language],
        confirm=confirm[language],
        source=claim.source.name[language],
        address=claim.source.address,
        checked=short_date(claim.checked, language),
        pages=pages_citing(list(pages), claim.id),
    )
