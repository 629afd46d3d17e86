"""The papers a couple brings: the rules of the checklist, and what they say about one couple."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from chalicelib.domain.bookings import STATELESS, Couple
from chalicelib.domain.conditions import Condition, Facts, Truth, holds
from chalicelib.domain.text import Text

Kind = Literal["bring", "warning", "stop"]
Confidence = Literal["high", "medium", "low"]
Bearer = Literal["both", 0, 1]
EACH: tuple[Literal[0, 1], ...] = (0, 1)


@dataclass(frozen=True)
class Source:
    """Where a claim comes from; one without an address is not on the web."""

    name: Text
    url: str | None


@dataclass(frozen=True)
class Paper:
    """One rule of the checklist: when it applies, what it asks for, and how sure we are.

    ``kind`` tells a thing to bring or do from a warning, and from a reason not to book here at
    all. A ``sensitive`` one is shown, and never sent or stored.
    """

    id: str
    of_a_person: bool
    kind: Kind
    when: Condition
    shown_if_unsure: bool
    sensitive: bool
    title: Text
    detail: Text
    amount: Text | None
    why: Text
    sources: tuple[Source, ...]
    confidence: Confidence
    checked: date
    ask_office: Text

    @property
    def may_be_kept(self) -> bool:
        """Whether a booking may hold it."""
        return self.kind == "bring" and not self.sensitive

    @property
    def is_uncertain(self) -> bool:
        """Whether the couple had better ask the office."""
        return self.confidence == "low"

    @property
    def in_full(self) -> Text:
        """All of it in one line: how many, what to look out for, and whether to ask."""
        ask = self.ask_office if self.is_uncertain else Text("", "")
        amount = self.amount or Text("", "")
        return Text(
            " ".join(filter(None, [amount.th, self.detail.th, ask.th])),
            " ".join(filter(None, [amount.en and f"{amount.en}.", self.detail.en, ask.en])),
        )


@dataclass(frozen=True)
class PaperToBring:
    """A paper of one couple: ``bearer`` is ``both`` or the person's index.

    ``sure`` is False where an answer is missing that would decide it.
    """

    paper: Paper
    bearer: Bearer
    sure: bool = True

    @property
    def of_either(self) -> bool:
        """One of the two brings it, and a booking does not say who: a divorce decree, say."""
        return self.bearer == "both" and self.paper.of_a_person


@dataclass(frozen=True)
class Checklist:
    """All rules of the office."""

    papers: Mapping[str, Paper]
    # Judging all rules was half of a booking's own time; the answer depends on nothing else.
    _ids: dict[tuple[str, ...], tuple[str, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, facts: Facts) -> list[PaperToBring]:
        """Everything that applies to a couple, in the order of the rules."""
        return [
            PaperToBring(paper, bearer, sure=truth is True)
            for paper in self.papers.values()
            for bearer, truth in _truths(paper, facts)
            if truth or (truth is None and paper.shown_if_unsure)
        ]

    def ids_for(self, couple: Couple) -> tuple[str, ...]:
        """What an ordinary couple of these nationalities brings."""
        nationalities = tuple(person.nationality for person in couple)
        if nationalities not in self._ids:
            listed = self.of(ordinary(couple))
            kept = dict.fromkeys(each.paper.id for each in listed if each.paper.may_be_kept)
            self._ids[nationalities] = tuple(kept)
        return self._ids[nationalities]

    def to_bring(self, ids: tuple[str, ...], couple: Couple) -> list[PaperToBring]:
        """The named papers, each with the person it is for as far as nationality tells."""
        papers = [self.papers[id_] for id_ in ids if self.may_keep(id_)]
        return [
            PaperToBring(paper, bearer) for paper in papers for bearer in bearers(paper, couple)
        ]

    def may_keep(self, id_: str) -> bool:
        """Whether a booking may hold this id."""
        return id_ in self.papers and self.papers[id_].may_be_kept


def ordinary(couple: Couple) -> Facts:
    """What is taken for granted of a couple of which only the nationalities are known.

    Nobody was married before, both are of full age, and a foreigner's proof comes from the

    """
    return {
        "place": "office",
        "already_married_abroad": False,
        "remarry_same": False,
        "common_children": 0,
        "prenup": False,
        "surname_choice": "keep",
        "people": [
            {
                "nationality": person.nationality,
                "age": 20,
                "prior": "never",
                "name_changed": False,
                "speaks_thai": person.nationality in ("TH", STATELESS),
                "thai_issued_card": False,
                "cert_origin": "embassy_in_TH",
            }
            for person in couple
        ],
    }


def is_usual(paper: Paper, couple: Couple) -> bool:
    """Whether any couple of these nationalities brings it, so that it tells of none."""
    return any(truth for _, truth in _truths(paper, ordinary(couple)))


def bearers(paper: Paper, couple: Couple) -> tuple[Bearer, ...]:
    """Whose a paper is. A booking keeps its id alone, so it may be that of either: of ``both``."""
    if not paper.of_a_person:
        return ("both",)
    usual = tuple(who for who in EACH if holds(paper.when, ordinary(couple), who))
    if usual:
        return usual
    nationalities = {"people": [{"nationality": person.nationality} for person in couple]}
    possible = tuple(who for who in EACH if holds(paper.when, nationalities, who) is not False)
    return possible if len(possible) == 1 else ("both",)


def _truths(paper: Paper, facts: Facts) -> Iterator[tuple[Bearer, Truth]]:
    if paper.of_a_person:
        yield from ((who, holds(paper.when, facts, who)) for who in EACH)
    else:
        yield "both", holds(paper.when, facts)
