"""The words of the papers' views: each there, none left over, none in the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"
SCRIPTS = SITE / "docs" / "assets" / "papers"
COUPLE = ("send-papers", "shrink", "upload")
STAFF = ("review", "review-list", "paper-view", "review-api")
# What the booking's modules ask for by themselves: a button, a day and its times.
RETRY = {"retry"}
OF_DATES = {"date_long", "time_range"}


def source(names: tuple[str, ...]) -> str:
    return "\n".join((SCRIPTS / f"{name}.mjs").read_text(encoding="utf-8") for name in names)


@pytest.mark.parametrize(
    ("file", "names", "built_in"),
    [("papers_script", COUPLE, RETRY), ("papers_review_script", STAFF, RETRY | OF_DATES)],
)
def test_every_sentence_a_script_asks_for_is_there_and_none_is_left_over(
    file: str, names: tuple[str, ...], built_in: set[str]
) -> None:
    written = set(json.loads((SITE / "strings" / f"{file}.json").read_text(encoding="utf-8")))
    code = source(names)
    literal = set(re.findall(r"'([a-z]+(?:_[a-z]+)*)'", code))
    counted = {f"{key}_{form}" for key in literal for form in ("one", "other")}
    composed = {key for key in written if key.startswith(("state_", "language_"))}

    assert set(re.findall(r"\.text\('(\w+)'", code)) <= written
    assert written <= literal | counted | composed | built_in


def test_every_module_is_one_of_the_two_pages() -> None:
    assert {path.stem for path in SCRIPTS.glob("*.mjs")} == {*COUPLE, *STAFF}


def test_no_script_contains_a_sentence() -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source(COUPLE + STAFF), flags=re.DOTALL)

    assert not re.search("[\u0e01-\u0e4f]", code)
