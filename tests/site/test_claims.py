"""What the pages claim has a source, a date and a degree of certainty, and says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import generate
from natrak_site import claims, confirmations
from natrak_site.citations import Page, UnknownClaim, source_lists, written_pages
from natrak_site.claims import Claim, ClaimInvalid, Source, load_claims
from natrak_site.paper_claims import paper_claims
from natrak_site.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
PAGES = written_pages(ROOT / "site" / "docs")
CLAIMS = load_claims(ROOT / "site" / "claims")

# The pages that tell the law and the office's practice.
TELLING = {"kr1", "how-to-book", "offices", "faq", "privacy", "accessibility"}
# A block with one of these words says something that can be wrong: a fee, an age, a period, a law.
TELLTALE = {
    "th": re.compile(r"\d+ ?(บาท|ปี|วัน|นาที|กม\.)|กฎหมาย|ค่าธรรมเนียม|มีโทษ|ไม่ได้รับการรับรอง"),
    "en": re.compile(r"\d+ ?(baht|days?|minutes|km)|under 18|must be 18|\blaws?\b|\bfee\b|offence"),
}
ASKS = {"th": "สอบถามสำนักงาน", "en": "ask the office"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of claims with one good claim."""
    write(tmp_path, "sources.json", {"code": {"name": both("The Code"), "address": "https://x.y"}})
    write(tmp_path, "law.json", {"age": good()})
    return tmp_path


def both(words: str) -> dict[str, str]:
    return {"th": f"ไทย {words}", "en": words}


def good(**changes: Any) -> dict[str, Any]:
    claim = {"says": both("Both are 18."), "source": "code", "confidence": "high"}
    return claim | {"checked": "2026-11-22"} | changes


def write(folder: Path, name: str, content: object) -> None:
    (folder / name).write_text(json.dumps(content), encoding="utf-8")


def name_of(page: Page) -> str:
    return f"{page.name}.{page.language}"


def blocks(page: Page) -> list[str]:
    """The paragraphs and list items of a page; a table belongs to the words before it."""
    _, _, body = page.text.removeprefix("---\n").partition("\n---\n")
    parts = re.split(r"\n\s*\n(?!\|)|\n(?=- |\d+\. )", body)
    return [part for part in parts if not part.lstrip().startswith("#")]


def test_a_claim_needs_nothing_more_than_its_source_its_certainty_and_its_date(
    folder: Path,
) -> None:
    assert list(load_claims(folder)) == ["age"]


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ({key: value for key, value in good().items() if key != "source"}, "source is missing"),
        (good(source="nowhere"), "sources.json has no 'nowhere'"),
        (good(confidence="sure"), "confidence"),
        (good(checked="yesterday"), "checked"),
        (good(checked="2026-02-30"), "checked"),
        (good(says={"th": "ไทย", "en": " "}), "says.en is missing"),
        (good(kind="rumour"), "kind"),
        (good(colour="red"), "colour"),
        (good(confidence="low"), "confirm"),
        (good(confirm=both("Is it so?")), "confirm"),
    ],
)
def test_a_slip_names_file_claim_and_field(folder: Path, claim: dict[str, Any], named: str) -> None:
    write(folder, "law.json", {"age": claim})

    with pytest.raises(ClaimInvalid, match=re.escape("law.json: age: ")) as fault:
        load_claims(folder)
    assert named in str(fault.value)


def test_a_missing_comma_is_named_with_its_line(folder: Path) -> None:
    (folder / "law.json").write_text('{\n  "age": {}\n  "sex": {}\n}', encoding="utf-8")

    with pytest.raises(ClaimInvalid, match=re.escape("law.json: line 3: a comma")):
        load_claims(folder)


def test_what_nobody_can_look_up_is_never_certain(folder: Path) -> None:
    write(folder, "sources.json", {"code": {"name": both("Somebody said")}})

    with pytest.raises(ClaimInvalid, match="nobody can look up"):
        load_claims(folder)


def test_one_id_means_one_claim(folder: Path) -> None:
    write(folder, "office.json", {"age": good()})

    with pytest.raises(ClaimInvalid, match="used twice"):
        load_claims(folder)


def test_a_page_that_cites_an_unknown_claim_stops_the_build(tmp_path: Path) -> None:
    for name in ("claims", "strings"):
        (tmp_path / "site" / name).mkdir(parents=True)
    for path in [*(ROOT / "site" / "claims").iterdir(), ROOT / "site" / "strings" / "claims.json"]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "site" / "docs").mkdir()
    (tmp_path / "site" / "docs" / "page.en.md").write_text("It is so.[^no-such]", encoding="utf-8")

    with pytest.raises(UnknownClaim, match=r"page\.en\.md cites no-such"):
        source_lists(Sources(tmp_path))


def test_every_telling_page_cites_claims_and_ends_with_its_list_of_sources() -> None:
    citing = {page.name for page in PAGES if page.cited}

    assert citing >= TELLING
    for page in PAGES:
        if page.cited:
            assert page.text.rstrip().endswith(f'--8<-- "{page.source_list}"'), page


@pytest.mark.parametrize("page", [page for page in PAGES if page.name in TELLING], ids=name_of)
def test_whoever_tells_a_fee_an_age_a_period_or_a_law_tells_the_source(page: Page) -> None:
    bare = [
        block
        for block in blocks(page)
        if TELLTALE[page.language].search(block) and "[^" not in block and "](#" not in block
    ]

    assert bare == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.cited], ids=name_of)
def test_where_we_are_unsure_the_words_send_the_reader_to_the_office(page: Page) -> None:
    unsure = [
        block
        for block in blocks(page)
        for name in re.findall(r"\[\^([\w-]+)\]", block)
        if CLAIMS[name].ask_the_office and ASKS[page.language] not in block.lower()
    ]

    assert unsure == []


@pytest.mark.parametrize("name", sorted({page.name for page in PAGES if page.cited}))
def test_what_both_languages_tell_has_the_same_source(name: str) -> None:
    thai, english = (set(page.cited) for page in PAGES if page.name == name)

    # What only a reader of English needs to be told: who speaks it, and what counts at home.
    assert thai ^ english <= {"languages-spoken", "not-known-abroad"}


def test_every_note_shows_its_source_and_the_day_it_was_checked() -> None:
    lists = source_lists(Sources(ROOT))

    for page in PAGES:
        for name in page.cited:
            note = re.search(rf"^\[\^{name}\]: (.*)$", lists[page.source_list], re.MULTILINE)
            assert note
            assert CLAIMS[name].source.name[page.language] in note[1]
            assert {"th": "ตรวจเมื่อ 22 พ.ย. 2569", "en": "checked 22 Nov 2026"}[
                page.language
            ] in note[1]


def test_a_note_says_how_sure_it_is() -> None:
    thai = source_lists(Sources(ROOT))["sources.how-to-book.th.md"]

    said = dict(re.findall(r"^\[\^([\w-]+)\]: (.*)$", thai, re.MULTILINE))
    assert said["late"].endswith("**ยังไม่แน่ชัด โปรดสอบถามสำนักงานเขต**")
    assert said["booking-rules"].endswith("รอสำนักงานยืนยัน")
    assert said["in-person"].endswith("ตรวจเมื่อ 22 พ.ย. 2569")


def test_a_claim_is_checked_again_after_180_days() -> None:
    claim = next(iter(CLAIMS.values()))
    old = replace(claim, checked=date(2026, 1, 1))

    assert claims.overdue({"a": old}, date(2026, 6, 30)) == []
    assert claims.overdue({"a": old}, date(2026, 7, 1)) == [old]


def test_the_reminder_names_the_claim_and_stops_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    generate.remind(date(2026, 11, 23))
    assert capsys.readouterr().err == ""

    generate.remind(date(2027, 11, 22))

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(confirmations.all_claims(Sources(ROOT)))
    assert "check again: fee-at-office was last checked on 2026-11-22" in lines


def test_the_office_is_asked_about_everything_that_is_not_certain() -> None:
    groups = confirmations.confirmations(Sources(ROOT), "en")

    asked = [question.says for group in groups for question in group.questions]
    claims_ = confirmations.all_claims(Sources(ROOT)).values()
    assert sorted(asked) == sorted(it.says["en"] for it in claims_ if it.confidence != "high")
    assert [group.name for group in groups][:4] == ["unknown", "reconstructed", "low", "medium"]


def test_a_doubtful_rule_of_the_checklist_is_asked_about_too(tmp_path: Path) -> None:
    data = tmp_path / "functions" / "chalicelib" / "data"
    data.mkdir(parents=True)
    rule = {"id": "R11", "title": both("Copy of the visa"), "sources": ["firm"]}
    rule |= {"confidence": "low", "checked": "2026-11-22"}
    firm = {"name": both("A law firm"), "url": "https://x.y"}
    write(data, "papers.json", {"sources": {"firm": firm}, "rules": [rule]})
    write(data, "fees.json", {"fees": []})

    claim = paper_claims(Sources(tmp_path))["papers.json: R11"]

    assert claim.must_be_confirmed
    assert claim.says["en"] == "Copy of the visa"
    assert claim.source == Source(both("A law firm"), "https://x.y")


def test_the_office_learns_where_an_uncertain_claim_stands() -> None:
    groups = confirmations.confirmations(Sources(ROOT), "th")

    late = next(
        question
        for group in groups
        for question in group.questions
        if question.says == CLAIMS["late"].says["th"]
    )
    assert late.pages == ["how-to-book"]


def test_every_claim_is_told_somewhere() -> None:
    told = {name for page in PAGES for name in page.cited}

    assert sorted(set(CLAIMS) - told) == []


def _claim(**changes: Any) -> Claim:
    return replace(next(iter(CLAIMS.values())), **changes)


def test_only_low_confidence_sends_the_reader_away() -> None:
    asks = [_claim(confidence=level).ask_the_office for level in ("low", "medium", "high")]

    assert asks == [True, False, False]
