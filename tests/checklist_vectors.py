"""What every rule says to every combination of the facts it asks for.

A rule's answer depends on nothing but the facts its condition names, so going through all of
their values, "unknown" among them, goes through all couples. The answers are kept in
``tests/vectors/checklist.json``, where the browser's copy of the rules is held against them:

    python -m tests.checklist_vectors
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, product
from pathlib import Path
from typing import Any

from chalicelib.adapters import condition_reader, data_files
from chalicelib.domain.conditions import holds

TARGET = Path(__file__).parent / "vectors" / "checklist.json"
APPOINTMENT = date(2026, 12, 14)
SIGNS = {True: "1", False: "0", None: "-"}


def days_before(*counts: int) -> list[str]:
    return [(APPOINTMENT - timedelta(count)).isoformat() for count in counts]


VALUES: dict[str, list[Any]] = {
    "nationality": ["TH", "GB", "DE", "stateless", None],
    "age": [17, 18, 19, 20, None],
    "prior": [*condition_reader.PRIORS, None],
    "prior_end": [*days_before(0, 309, 310, 311), None],
    "sex_reg": ["M", "F", None],
    "prior_spouse_sex": ["M", "F", None],
    "name_changed": [True, False, None],
    "speaks_thai": [True, False, None],
    "thai_issued_card": [True, False, None],
    "cert_origin": ["embassy_in_TH", "home_country", None],
    "cert_date": [*days_before(-1, 0, 89, 90, 91, 92), None],
    "couple.remarry_same": [True, False, None],
    "couple.already_married_abroad": [True, False, None],
    "couple.common_children": [0, 1, 2, None],
    "couple.prenup": [True, False, None],
    "couple.surname_choice": [*condition_reader.SURNAMES, None],
    "couple.place": ["office", "event_venue", "outside", None],
    "couple.appointment": [APPOINTMENT.isoformat(), None],
}


def make() -> dict[str, Any]:
    """The vectors, as they are kept."""
    rules = data_files.checklist().papers.values()
    return {
        "rules": {
            rule.id: {
                "for": "person" if rule.of_a_person else "couple",
                "when": rule.when,
                "facts": (asked := asked_of(rule.when, of_a_person=rule.of_a_person)),
                "answers": _short(answers(rule.when, asked, 0 if rule.of_a_person else None)),
            }
            for rule in rules
        },
        "days": _short(_answers_on_days()),
    }


def asked_of(condition: Any, *, of_a_person: bool) -> dict[str, list[Any]]:
    """The facts a condition names, each with its values: ``0.prior``, ``couple.place``."""
    return {
        fact: VALUES[fact.removeprefix("0.").removeprefix("1.")]
        for fact in dict.fromkeys(_named(condition, (0,) if of_a_person else ()))
    }


def _named(condition: Any, people: tuple[int, ...]) -> Iterator[str]:
    match condition:
        case {"fact": str(fact), **comparison}:
            owner, _, name = fact.rpartition(".")
            if owner == "couple":
                yield fact
            else:
                yield from (f"{1 - who if owner else who}.{name}" for who in people)
            if any(word.endswith(("days", "months")) for word in comparison):
                yield "couple.appointment"
        case {"all": parts} | {"any": parts}:
            for part in parts:
                yield from _named(part, people)
        case {"not": part}:
            yield from _named(part, people)
        case {"each": part} | {"some": part}:
            yield from _named(part, (0, 1))


def answers(condition: Any, asked: dict[str, list[Any]], who: int | None) -> Iterator[str]:
    """The answer to each combination, the last fact changing fastest."""
    for combination in product(*asked.values()):
        facts: dict[str, Any] = {"people": [{}, {}]}
        for fact, value in zip(asked, combination, strict=True):
            owner, name = fact.split(".")
            (facts if owner == "couple" else facts["people"][int(owner)])[name] = value
        yield SIGNS[holds(condition, facts, who)]


def _answers_on_days() -> Iterator[str]:
    """Ages and old papers on every day of a leap year's first half, month's ends among them."""
    papers = data_files.checklist().papers
    for day in range(182):
        on = date(2028, 1, 1) + timedelta(day)
        for past in range(85, 95):
            then = (on - timedelta(past)).isoformat()
            facts = {
                "appointment": on.isoformat(),
                "people": [{"nationality": "GB", "cert_date": then}, {}],
            }
            yield SIGNS[holds(papers["R16"].when, facts, 0)]
        for year, month, ahead in product((2008, 2010), (2, 3), (0, 1, 27, 28)):
            born = (date(year, month, 1) + timedelta(ahead)).isoformat()
            facts = {
                "appointment": on.isoformat(),
                "people": [{"born": born, "prior": "never"}, {}],
            }
            yield SIGNS[holds(papers["R33"].when, facts, 0)]
            yield SIGNS[holds(papers["R31"].when, facts, 0)]


def _short(signs: Iterator[str]) -> str:
    """Runs of one sign as a number and the sign: ``12-3 0``."""
    return " ".join(f"{len(list(run))}{sign}" for sign, run in groupby(signs))


def main() -> None:
    """Write the vectors."""
    TARGET.parent.mkdir(exist_ok=True)
    text = json.dumps(make(), ensure_ascii=False, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
