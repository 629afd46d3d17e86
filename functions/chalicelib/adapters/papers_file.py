"""Reads the checklist: ``papers.json``, ``foreign_papers.json`` and ``fees.json``.

An office corrects a rule there, and is told the field that is wrong before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from marshmallow import Schema

from chalicelib.adapters import papers_schema
from chalicelib.adapters.condition_reader import ConditionInvalid, ConditionReader
from chalicelib.adapters.papers_schema import PapersInvalid
from chalicelib.domain.bookings import STATELESS
from chalicelib.domain.conditions import Condition
from chalicelib.domain.papers import Checklist, Paper, Source
from chalicelib.domain.text import Text


def checklist_of(
    values: Mapping[str, Any], *, apostille: bool, countries: Mapping[str, Any]
) -> Checklist:
    """The rules, or ``PapersInvalid`` naming every wrong field."""
    wrong = papers_schema.wrong_in_papers(values)
    if wrong:
        raise PapersInvalid("; ".join(wrong))
    whens = _conditions(values, (*countries, STATELESS))
    return Checklist(
        MappingProxyType(
            {
                rule["id"]: _paper(rule, values, whens[rule["id"]], apostille=apostille)
                for rule in values["rules"]
            }
        )
    )


def sources_of(values: Mapping[str, Any]) -> Mapping[str, Source]:
    """The sources of ``papers.json``, which the files beside it use as well."""
    return MappingProxyType(
        {
            key: Source(_text(source["name"]), source.get("url"))
            for key, source in values["sources"].items()
        }
    )


def foreign_papers_of(
    values: Mapping[str, Any], sources: Mapping[str, Source]
) -> Mapping[str, Any]:
    """``foreign_papers.json``, or ``PapersInvalid`` naming every wrong field."""
    return _claims("foreign_papers.json", papers_schema.ForeignPapersSchema(), values, sources)


def fees_of(values: Mapping[str, Any], sources: Mapping[str, Source]) -> Mapping[str, Any]:
    """``fees.json``, or ``PapersInvalid`` naming every wrong field."""
    return _claims("fees.json", papers_schema.FeesSchema(), values, sources)


def _claims(
    name: str, schema: Schema, values: Mapping[str, Any], sources: Mapping[str, Source]
) -> Mapping[str, Any]:
    wrong = papers_schema.wrong_in_claims(name, schema, values, sources)
    if wrong:
        raise PapersInvalid("; ".join(wrong))
    return values


def _conditions(values: Mapping[str, Any], nationalities: tuple[str, ...]) -> dict[str, Condition]:
    read: dict[str, Condition] = {}
    wrong = []
    for rule in values["rules"]:
        reader = ConditionReader(
            values["conditions"],
            nationalities,
            place=f"{rule['id']}.when",
            person=rule["for"] == "person",
        )
        try:
            read[rule["id"]] = reader.read(rule["when"])
        except ConditionInvalid as error:
            wrong.append(str(error))
    if wrong:
        raise PapersInvalid("; ".join(wrong))
    return read


def _paper(
    rule: Mapping[str, Any], values: Mapping[str, Any], when: Condition, *, apostille: bool
) -> Paper:
    words = rule.get("with_apostille", rule) if apostille else rule
    amount = values["amounts"].get(f"{rule.get('originals')}+{rule.get('copies')}")
    return Paper(
        id=rule["id"],
        of_a_person=rule["for"] == "person",
        kind=rule["kind"],
        when=when,
        shown_if_unsure="if_unsure" in rule,
        sensitive=rule.get("sensitive", False),
        title=_text(words["title"]),
        detail=_text(words["detail"]),
        amount=_text(amount) if amount else None,
        why=_text(rule["why"]),
        sources=tuple(sources_of(values)[key] for key in rule["sources"]),
        confidence=rule["confidence"],
        checked=date.fromisoformat(rule["checked"]),
        ask_office=_text(values["ask_office"]),
    )


def _text(values: Mapping[str, str]) -> Text:
    return Text(values["th"], values["en"])
