"""The page of the papers: made from the rules, complete without scripts, light."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import generate
from chalicelib.adapters import data_files
from chalicelib.domain.bookings import Person

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "site" / "docs" / "assets"
LANGUAGES = ("th", "en")


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    rendered = generate.render_parts(ROOT)
    return {language: rendered[f"documents.{language}.html"] for language in LANGUAGES}


def rule_on(page: str, id_: str) -> str:
    found = re.search(f'<li class="rule" id="{id_}".*?</li>', page, re.DOTALL)
    assert found, id_
    return unescape(re.sub(r"\s+", " ", found[0]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_shows_its_words_its_reason_its_source_and_its_day(
    parts: dict[str, str], language: str
) -> None:
    for paper in data_files.checklist().papers.values():
        shown = rule_on(parts[language], paper.id)
        for text in (paper.title, paper.detail, paper.why, *(it.name for it in paper.sources)):
            assert text[language] in shown, (paper.id, text)  # type: ignore[index]
        for source in paper.sources:
            assert source.url is None or f'href="{source.url}"' in shown, paper.id
        year = {"th": "พ.ศ. 2569", "en": "2026 (B.E. 2569)"}[language]
        assert year in shown, paper.id
        assert ('class="ask"' in shown) == (paper.confidence == "low"), paper.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("case", "couple"), [("thai", "TH TH"), ("mixed", "TH VN"), ("foreign", "VN VN")]
)
def test_a_case_lists_what_a_booking_of_such_a_couple_lists(
    parts: dict[str, str], language: str, case: str, couple: str
) -> None:
    first, second = (Person("", nationality) for nationality in couple.split())
    section = re.search(f'aria-labelledby="case-{case}".*?</section>', parts[language], re.DOTALL)
    assert section

    listed = re.findall(r'<a href="#(R\w+)">', section[0])

    assert sorted(listed) == sorted(data_files.checklist().ids_for((first, second)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_not_to_book_stand_on_the_page(parts: dict[str, str], language: str) -> None:
    section = parts[language].split('id="stops"')[1].split('id="abroad"')[0]

    for id_ in ("R33", "R34", "R50", "R51"):
        assert data_files.checklist().papers[id_].detail[language] in unescape(section)  # type: ignore[index]


def test_what_the_script_judges_by_are_the_rules_of_the_service(parts: dict[str, str]) -> None:
    for page in parts.values():
        text = re.search('<script type="application/json" data-rules>(.*?)</script>', page)
        assert text
        rules: list[dict[str, Any]] = json.loads(unescape(text[1]))
        papers = data_files.checklist().papers
        assert [rule["id"] for rule in rules] == list(papers)
        for rule in rules:
            paper = papers[rule["id"]]
            assert rule["when"] == paper.when
            assert rule.get("unsure", False) == paper.shown_if_unsure
            assert rule.get("sensitive", False) == paper.sensitive
            assert set(rule) <= {"id", "for", "kind", "when", "unsure", "sensitive"}


def test_every_question_the_script_asks_is_on_the_page_and_no_other(parts: dict[str, str]) -> None:
    source = (ASSETS / "checklist" / "questions.mjs").read_text(encoding="utf-8")
    asked = set(re.findall(r"id: '(\w+)'", source)) - {"next"}
    for name in re.findall(r"each\('(\w+)'", source):
        asked |= {f"{name}-0", f"{name}-1"}

    for page in parts.values():
        assert set(re.findall('data-question="([^"]+)"', page)) == asked


def test_every_sentence_of_the_page_is_used() -> None:
    written = json.loads((ROOT / "site" / "strings" / "documents.json").read_text("utf-8"))
    templates = "\n".join(
        path.read_text(encoding="utf-8")
        for name in ("documents", "_documents_macros", "_questions")
        for path in [ROOT / "site" / "templates" / f"{name}.html"]
    )
    named = set(re.findall(r"\b[dt]\.(\w+)", templates)) | {"stateless"}
    composed = ("case_", "for_", "group_", "confidence_", "special_", "day", "month", "year")

    assert [key for key in written if key not in named and not key.startswith(composed)] == []


def test_every_sentence_the_script_asks_for_is_there_and_none_is_left_over() -> None:
    written = json.loads((ROOT / "site" / "strings" / "documents_script.json").read_text("utf-8"))
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (ASSETS / "checklist").glob("*.mjs")
    )

    assert set(re.findall(r"text\('(\w+)'", source)) == set(written)


def test_no_script_of_the_checklist_contains_a_sentence() -> None:
    for path in (ASSETS / "checklist").glob("*.mjs"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search("[\u0e01-\u0e4f]", code.replace("[๐-๙]", "")), path.name


def test_the_page_stays_light_for_an_old_phone(parts: dict[str, str]) -> None:
    scripts = [
        *(ASSETS / "checklist").glob("*.mjs"),
        *(ASSETS / "booking" / name for name in ("strings.mjs", "dates.mjs", "elements.mjs")),
    ]
    sizes = [len(gzip.compress(path.read_bytes())) for path in scripts]
    at_once = len(gzip.compress(b"".join(path.read_bytes() for path in scripts)))

    assert at_once <= 12 * 1024
    assert sum(sizes) <= 16 * 1024
    for language in LANGUAGES:
        assert len(gzip.compress(parts[language].encode())) <= 24 * 1024, language
