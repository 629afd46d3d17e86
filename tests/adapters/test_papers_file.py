"""The files of the checklist: whoever edits one is told the field that is wrong."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters import data_files, papers_file, papers_schema
from chalicelib.domain.papers import Checklist

DATA = Path(__file__).resolve().parents[2] / "functions" / "chalicelib" / "data"
Rule = dict[str, Any]


def data(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def read(values: Any, *, apostille: bool = False) -> Checklist:
    return papers_file.checklist_of(values, apostille=apostille, countries=data_files.countries())


def spoilt(change: Callable[[dict[str, Rule]], object]) -> Any:
    """``papers.json`` with one rule changed."""
    values = data("papers")
    change({rule["id"]: rule for rule in values["rules"]})
    return values


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rules: rules["R12"].pop("title"), "R12.title: Missing data"),
        (lambda rules: rules["R12"]["title"].update(en=""), "R12.title.en"),
        (lambda rules: rules["R12"].pop("why"), "R12.why"),
        (lambda rules: rules["R12"].update(sources=[]), "R12.sources"),
        (lambda rules: rules["R12"].update(sources=["nobody"]), "R12.sources: .* nobody"),
        (lambda rules: rules["R12"].update(confidence="sure"), "R12.confidence"),
        (lambda rules: rules["R12"].update(checked="22/11/2569"), "R12.checked"),
        (lambda rules: rules["R12"].update(copy=1), "R12.copy: Unknown field"),
        (lambda rules: rules["R12"].pop("copies"), "R12.copies: needed"),
        (lambda rules: rules["R12"].update(copies=7), "R12.originals: no words for 1\\+7"),
        (lambda rules: rules["R12"].update(id="12"), "12.id: an id looks like R12"),
        (lambda rules: rules["R12"].update(id="R13"), "R13 is there twice"),
        (lambda rules: rules["R12"].update(when="foreigner"), "R12.when: .* called foreigner"),
        (lambda rules: rules["R12"].update(when=False), "R12.when: is no condition"),
        (lambda rules: rules["R12"].update(when={"all": []}), "R12.when.all: is no list"),
        (lambda rules: rules["R12"].update(when={"most": []}), "R12.when: there is no word most"),
        (
            lambda rules: rules["R20"]["when"]["all"][0].update({"is": "divorced"}),
            r"R20.when.all\[0\].is: prior is never \['divorced'\]",
        ),
        (
            lambda rules: rules["R20"]["when"]["all"][0].update(fact="priors"),
            r"R20.when.all\[0\].fact: there is no fact priors",
        ),
        (
            lambda rules: rules["R15"].update(when={"fact": "nationality", "is": "UK"}),
            r"R15.when.is: nationality is never \['UK'\]",
        ),
        (
            lambda rules: rules["R33"].update(when={"fact": "age", "under": "18"}),
            "R33.when.under: is no whole number",
        ),
        (
            lambda rules: rules["R33"].update(when={"fact": "age", "under_days": 18}),
            "R33.when: age takes one of: under, at_least",
        ),
        (
            lambda rules: rules["R17"].update(when={"fact": "speaks_thai", "is": False}),
            "R17.when.fact: speaks_thai is of a person: say some or each",
        ),
    ],
)
def test_a_slip_in_a_rule_is_named_with_its_place(
    change: Callable[[dict[str, Rule]], object], said: str
) -> None:
    with pytest.raises(papers_schema.PapersInvalid, match=said):
        read(spoilt(change))


def test_a_name_cannot_stand_for_itself() -> None:
    values = data("papers")
    values["conditions"]["foreign"] = {"not": "foreign"}

    with pytest.raises(papers_schema.PapersInvalid, match="foreign stands for itself"):
        read(values)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda papers, fees: papers["apostille"].update(in_force="no"), "apostille.in_force"),
        (lambda papers, fees: papers["any"].update(sources=["nobody"]), "no source nobody"),
        (lambda papers, fees: papers["nationalities"]["GB"].pop("checked"), "GB.value.checked"),
        (lambda papers, fees: fees["fees"][0].update(baht="free"), r"fees\[0\].baht"),
        (lambda papers, fees: fees["fees"][0].update(sources=[]), r"fees\[0\].sources"),
    ],
)
def test_a_slip_beside_the_rules_is_named_with_its_place(
    change: Callable[[Any, Any], object], said: str
) -> None:
    foreign_papers, fees = data("foreign_papers"), data("fees")
    change(foreign_papers, fees)

    def read_both() -> None:
        sources = papers_file.sources_of(data("papers"))
        papers_file.foreign_papers_of(foreign_papers, sources)
        papers_file.fees_of(fees, sources)

    with pytest.raises(papers_schema.PapersInvalid, match=said):
        read_both()


def test_every_claim_has_a_source_and_every_source_a_claim() -> None:
    values = [data(name) for name in ("papers", "foreign_papers", "fees")]
    used = {
        source
        for file in values
        for claim in papers_schema.claims_of(file)
        if isinstance(claim["sources"], list)
        for source in claim["sources"]
    }

    assert used == set(values[0]["sources"])


def test_an_apostille_changes_the_way_of_a_paper_from_abroad_once_it_is_in_force() -> None:
    before, after = read(data("papers")), read(data("papers"), apostille=True)

    assert data("foreign_papers")["apostille"]["in_force"] is False
    assert "postille" not in before.papers["R14"].in_full.en
    assert "Apostille" in after.papers["R14"].title.en
    assert before.papers["R13"] == after.papers["R13"]


def test_no_word_of_the_checklist_leaves_a_couple_out() -> None:
    texts = [data(name) for name in ("papers", "foreign_papers", "fees")]
    text = json.dumps(copy.deepcopy(texts), ensure_ascii=False)

    assert not re.search(
        "สามี|ภรรยา|เจ้าบ่าว|เจ้าสาว|ฝ่ายชาย|ฝ่ายหญิง|husband|wife|bride|groom", text, re.IGNORECASE
    )
