"""The papers a couple brings, by what is known when they book: their nationalities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from chalicelib.domain.bookings import STATELESS, Couple, Person
from chalicelib.domain.text import Text

AppliesTo = Literal["couple", "thai", "foreign", "stateless"]
Bearer = Literal["both", 0, 1]


@dataclass(frozen=True)
class Paper:
    """One rule of the checklist: a paper and who must bring it."""

    id: str
    applies_to: AppliesTo
    title: Text
    detail: Text
    by_default: bool


@dataclass(frozen=True)
class PaperToBring:
    """A paper of one couple: ``bearer`` is ``both`` or the person's index."""

    paper: Paper
    bearer: Bearer


@dataclass(frozen=True)
class Checklist:
    """All papers the office may ask for."""

    papers: Mapping[str, Paper]

    def ids_for(self, couple: Couple) -> tuple[str, ...]:
        """The papers implied by the two nationalities."""
        return tuple(
            paper.id
            for paper in self.papers.values()
            if paper.by_default and list(_bearers(paper, couple))
        )

    def to_bring(self, ids: tuple[str, ...], couple: Couple) -> list[PaperToBring]:
        """The named papers, each with the person it is for."""
        return [
            PaperToBring(self.papers[id_], bearer)
            for id_ in ids
            if id_ in self.papers
            for bearer in _bearers(self.papers[id_], couple)
        ]


def kind_of(person: Person) -> AppliesTo:
    """``thai``, ``foreign`` or ``stateless``."""
    if person.nationality == "TH":
        return "thai"
    return "stateless" if person.nationality == STATELESS else "foreign"


def _bearers(paper: Paper, couple: Couple) -> Iterator[Bearer]:
    if paper.applies_to == "couple":
        yield "both"
        return
    if kind_of(couple[0]) == paper.applies_to:
        yield 0
    if kind_of(couple[1]) == paper.applies_to:
        yield 1
