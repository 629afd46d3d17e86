"""One vocabulary: Python error, HTTP status, and a sentence in each language."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.errors import all_codes
from chalicelib.routes import problems

PACKAGE = Path(problems.__file__).parents[1]
THAI = re.compile("[\u0e00-\u0e7f]")


def test_every_refusal_has_a_status() -> None:
    assert set(problems.STATUS) == all_codes()


def test_every_refusal_has_its_sentences_and_no_sentence_is_left_over() -> None:
    assert set(data_files.messages()) == all_codes()


@pytest.mark.parametrize("sentences", ["messages", "field_messages"])
def test_every_sentence_is_in_both_languages(sentences: str) -> None:
    for code, words in getattr(data_files, sentences)().items():
        assert THAI.search(words["th"]), code
        assert words["en"].strip(), code
        assert not THAI.search(words["en"]), code


def test_every_field_code_that_is_raised_has_a_sentence() -> None:
    raised = {
        call.args[-1].value
        for call in _nodes(ast.Call)
        if isinstance(call.func, ast.Name)
        and call.func.id in {"FieldError", "ValidationError", "ValueError"}
        and call.args
        and isinstance(call.args[-1], ast.Constant)
    }

    assert raised
    assert raised <= set(data_files.field_messages())


def test_no_field_sentence_is_left_over() -> None:
    mentioned = {constant.value for constant in _nodes(ast.Constant)}

    assert set(data_files.field_messages()) <= mentioned


def _nodes(kind: type[ast.AST]) -> list[Any]:
    return [
        node
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kind)
    ]
