"""Every answer of the threat model names a test, and the test is there."""

from __future__ import annotations

import ast
import re

import pytest

from infra.setup import ROOT

THREATS = (ROOT / "infra" / "THREATS.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", THREATS)))
ROWS = [line for line in THREATS.splitlines() if re.match(r"\| [STRIDE] \|", line)]


@pytest.mark.parametrize(("path", "name"), NAMED, ids=str)
def test_the_test_that_an_answer_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_all_of_stride_is_looked_at() -> None:
    assert {row[2] for row in ROWS} == set("STRIDE")


def test_a_threat_without_a_test_says_whose_answer_it_is() -> None:
    for row in ROWS:
        shown = row.split("|")[4]
        assert "::" in shown or "Not prevented by software" in row, row
