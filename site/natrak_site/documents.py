"""The page of the papers: the office's rules, told for three cases and then one by one.

Rules are read and judged by the code the service itself uses, so that the page and a booking cannot
say different things.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from natrak_site.nationalities import nationality_choices
from natrak_site.sources import Sources

# The site can be built without the service's folder on the path.
sys.path.append(str(Path(__file__).resolve().parents[2] / "functions"))

from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Person
from chalicelib.domain.papers import Paper, Source, ordinary
from chalicelib.domain.text import Language, Text
from chalicelib.domain.wording import day_in_words

# A country stands for all that are not Thailand; one without a rule of its own.
THAI, FOREIGN = "TH", "VN"
# What the pictures of the cases are called.
CARDS = {"thai": "thai-thai", "mixed": "thai-foreign", "foreign": "foreign-foreign"}
CASES = {"thai": (THAI, THAI), "mixed": (THAI, FOREIGN), "foreign": (FOREIGN, FOREIGN)}


@dataclass(frozen=True)
class Claim:
    """Something the page says, in one language, with its source."""

    title: str
    detail: str
    sources: tuple[Source, ...]
    confidence: str
    checked: str


@dataclass(frozen=True)
class Rule(Claim):
    """One rule of the checklist."""

    id: str
    kind: str
    amount: str
    why: str


@dataclass(frozen=True)
class Case:
    """The ordinary list of two nationalities: whose it is, and the rules."""

    name: str
    groups: dict[str, list[Rule]]


@dataclass(frozen=True)
class DocumentsPage:
    """All that the page says, in one language."""

    language: Language

    @property
    def rules(self) -> dict[str, Rule]:
        """Every rule by its id, in the order of their numbers."""
        papers = sorted(data_files.checklist().papers.values(), key=lambda paper: paper.id)
        return {paper.id: self._rule(paper) for paper in papers}

    @property
    def groups(self) -> dict[str, list[Rule]]:
        """The rules by the first digit of their number."""
        return {
            digit: list(rules)
            for digit, rules in groupby(self.rules.values(), lambda rule: rule.id[1])
        }

    @property
    def cases(self) -> list[Case]:
        """The lists of the three kinds of couple."""
        return [self._case(name, *CASES[name]) for name in CASES]

    @property
    def stops(self) -> list[Rule]:
        """The reasons not to book here."""
        return [rule for rule in self.rules.values() if rule.kind == "stop"]

    @property
    def embassies(self) -> dict[str, Claim]:
        """What a foreigner's proof is called, by nationality."""
        papers = data_files.foreign_papers()["nationalities"]
        return {code: self._claim(values) for code, values in papers.items()}

    @property
    def advice(self) -> dict[str, Claim]:
        """What else to know about papers from abroad."""
        papers = data_files.foreign_papers()
        return {name: self._claim(papers[name]) for name in ("any", "recognition", "legalisation")}

    @property
    def asides(self) -> dict[str, Claim]:
        """Claims without a heading of their own."""
        papers = data_files.foreign_papers()
        return {
            "fee": self._claim(papers["legalisation"]["fee"]),
            "apostille": self._claim(papers["apostille"]),
        }

    @property
    def fees(self) -> list[tuple[int, Claim]]:
        """What things cost, in baht."""
        return [(fee["baht"], self._claim(fee)) for fee in data_files.fees()["fees"]]

    def _case(self, name: str, first: str, second: str) -> Case:
        rules = self.rules
        couple = (Person("", first), Person("", second))
        groups: dict[str, list[Rule]] = {}
        for each in data_files.checklist().of(ordinary(couple)):
            owner = "both"
            if each.bearer != "both" and first == second:
                owner = "each"
            elif each.bearer != "both":
                owner = "thai" if (first, second)[each.bearer] == THAI else "foreign"
            listed = groups.setdefault(owner, [])
            if each.paper.kind == "bring" and rules[each.paper.id] not in listed:
                listed.append(rules[each.paper.id])
        return Case(name, groups)

    def _rule(self, paper: Paper) -> Rule:
        return Rule(
            id=paper.id,
            kind=paper.kind,
            title=self._of(paper.title),
            detail=self._of(paper.detail),
            amount=self._of(paper.amount) if paper.amount else "",
            why=self._of(paper.why),
            sources=paper.sources,
            confidence=paper.confidence,
            checked=self._day(paper.checked),
        )

    def _claim(self, values: Any) -> Claim:
        return Claim(
            title=values["title"][self.language] if "title" in values else "",
            detail=values["detail"][self.language] if "detail" in values else "",
            sources=tuple(data_files.paper_sources()[key] for key in values["sources"]),
            confidence=values["confidence"],
            checked=self._day(date.fromisoformat(values["checked"])),
        )

    def _of(self, text: Text) -> str:
        return text[self.language]

    def _day(self, day: date) -> str:
        """Without the day of the week."""
        words = day_in_words(day)[self.language]
        return words[words.index(f"{day.day} ") :]


def documents_page(sources: Sources, language: str) -> dict[str, object]:
    """``page``: the papers; ``cards``: their pictures; ``rules``: conditions; ``nationalities``."""
    stateless = sources.words(language)["documents"]["stateless"]
    return {
        "page": DocumentsPage(cast("Language", language)),
        "cards": CARDS,
        "rules": [_for_the_script(paper) for paper in data_files.checklist().papers.values()],
        "nationalities": nationality_choices(sources.data("countries.json"), language, stateless),
    }


def _for_the_script(paper: Paper) -> dict[str, object]:
    """A rule without its words, which the script takes from the page."""
    rule: dict[str, object] = {
        "id": paper.id,
        "for": "person" if paper.of_a_person else "couple",
        "kind": paper.kind,
        "when": paper.when,
    }
    return rule | {
        name: True
        for name, is_so in (("unsure", paper.shown_if_unsure), ("sensitive", paper.sensitive))
        if is_so
    }
