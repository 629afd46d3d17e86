"""The checklist's conditions: worked out by hand, and the same in Python and in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.conditions import holds
from tests import checklist_vectors

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
BY_HAND = json.loads((VECTORS / "couples.json").read_text(encoding="utf-8"))


def facts_of(couple: dict[str, Any]) -> dict[str, Any]:
    people = [
        BY_HAND["people"][name] | (changes[0] if changes else {})
        for name, *changes in couple["people"]
    ]
    return BY_HAND["couple"] | couple.get("couple", {}) | {"people": people}


def expected_of(couple: dict[str, Any]) -> list[str]:
    usual = BY_HAND["cases"][couple["case"]].split()
    without = couple.get("without", "").split()
    return sorted({*usual, *couple.get("also", "").split()} - {*without})


@pytest.mark.parametrize("couple", BY_HAND["couples"], ids=lambda couple: couple["name"])
def test_a_couple_gets_the_list_worked_out_by_hand(couple: dict[str, Any]) -> None:
    listed = [
        f"{each.paper.id}{'' if each.sure else '?'}"
        f"{'' if each.bearer == 'both' else f':{each.bearer}'}"
        for each in data_files.checklist().of(facts_of(couple))
    ]

    assert sorted(listed) == expected_of(couple)


def test_every_rule_is_in_a_list_worked_out_by_hand() -> None:
    expected = " ".join(id_ for couple in BY_HAND["couples"] for id_ in expected_of(couple))

    assert len(BY_HAND["couples"]) >= 40
    for id_ in data_files.checklist().papers:
        assert f" {id_}:" in f" {expected} " or f" {id_} " in f" {expected} ", id_


def test_the_vectors_that_the_browser_is_held_against_are_those_of_today() -> None:
    kept = json.loads(checklist_vectors.TARGET.read_text(encoding="utf-8"))

    assert kept == json.loads(json.dumps(checklist_vectors.make())), (
        "run python -m tests.checklist_vectors"
    )


def test_the_vectors_hold_every_value_a_rule_can_ask_for() -> None:
    kept = json.loads(checklist_vectors.TARGET.read_text(encoding="utf-8"))
    combinations = [
        sum(int(run[:-1]) for run in rule["answers"].split()) for rule in kept["rules"].values()
    ]

    assert sum(combinations) > 40_000
    for id_, rule in kept["rules"].items():
        if rule["facts"]:
            assert {run[-1] for run in rule["answers"].split()} == {"0", "1", "-"}, id_


def test_a_fact_of_a_person_needs_a_person() -> None:
    with pytest.raises(ValueError, match="no person"):
        holds({"fact": "prior", "is": ["never"]}, {"people": [{}, {}]})
