"""A district joins by data: it is told what is wrong, and shown what couples will see."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from chalicelib.adapters.office_schema import OfficeSchema
from infra import join
from tests.builders import NOW


@pytest.fixture
def offices() -> dict[str, Any]:
    """All offices, with Dusit filled in and not open yet."""
    data: dict[str, Any] = json.loads(join.DATA.read_text(encoding="utf-8"))
    by_id = {office["id"]: office for office in data["offices"]}
    bang_rak, dusit = by_id["bang-rak"], by_id["dusit"]
    dusit |= copy.deepcopy({n: bang_rak[n] for n in set(bang_rak) - set(dusit)})
    dusit |= {"phone": "+6622436311", "weekdays": ["monday", "saturday"], "capacity": 2}
    return data


def written(tmp_path: Path, data: dict[str, Any]) -> Path:
    file = tmp_path / "offices.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_an_office_sees_its_calendar_before_it_opens(
    tmp_path: Path, offices: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, offices)

    join.main(["check", "--office", "dusit", "--file", str(file), "--now", NOW.isoformat()])

    said = capsys.readouterr().out
    assert "NOT open yet" in said
    assert "2026-12-12  Sat  30 places" in said
    assert "2026-12-07  Mon  closed: " in said
    assert "2026-12-08  Tue  closed: not a day of service at this office" in said
    assert "open at the weekend" in said
    assert "ยังไม่เปิด" in said
    assert "30 ที่" in said
    assert said.count("ตรวจอีกครั้ง: ") == said.count("look twice: ") >= 3
    assert "2 couples at the same time" in said
    assert "พ.ศ. 2569" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phone": "02 243 6311"}, ["dusit: phone: like", "phone (หมายเลขโทรศัพท์) กรอกไม่ถูกต้อง"]),
        ({"counter": None}, ["dusit: counter: needed", "counter (ช่องบริการ) ยังไม่ได้กรอก"]),
        (
            {"counter": None, "slots": None},
            ["dusit: counter: needed", "slots (ช่วงเวลา) ยังไม่ได้กรอก"],
        ),
        ({"counter": {"th": "ช่อง 1"}}, ["dusit: counter.en: ", "ต้องมีทั้งภาษาไทย (th)"]),
        ({"colour": "red"}, ["dusit: colour: Unknown field", "colour (ช่องนี้ไม่มีในระบบ)"]),
    ],
)
def test_what_is_wrong_is_named_in_both_languages(
    tmp_path: Path, offices: dict[str, Any], change: dict[str, Any], said: list[str]
) -> None:
    dusit = next(office for office in offices["offices"] if office["id"] == "dusit")
    for name, value in change.items():
        dusit.pop(name) if value is None else dusit.update({name: value})
    file = written(tmp_path, offices)

    with pytest.raises(SystemExit) as ended:
        join.main(["check", "--office", "dusit", "--file", str(file)])

    assert [words for words in said if words not in str(ended.value)] == []


def test_an_office_sees_where_it_will_be_found(
    tmp_path: Path, offices: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, offices)
    join.main(["check", "--office", "dusit", "--file", str(file), "--now", NOW.isoformat()])
    beside = capsys.readouterr().out
    join.main(["check", "--office", "bang-rak", "--file", str(file), "--now", NOW.isoformat()])
    alone = capsys.readouterr().out

    for path in ("/book/dusit/", "/en/book/dusit/", "/figures/dusit/", "/poster/dusit/"):
        assert f" {path} " in beside
    assert "beside Bang Rak District Office" in beside
    assert "faq, how-to-book, index, offices" in beside
    assert " /book/  /en/book/ " in alone
    assert "/book/bang-rak/" not in alone
    assert "by hand" not in alone


def test_every_field_of_an_office_has_a_name_in_thai() -> None:
    named = json.loads(join.FIELDS.read_text(encoding="utf-8"))

    assert set(named) == set(OfficeSchema().fields)


def test_an_office_that_is_none_of_the_fifty_is_named() -> None:
    with pytest.raises(SystemExit, match="OFFICE=atlantis"):
        join.main(["check", "--office", "atlantis"])


def test_the_pack_is_filled_with_the_offices_own_data(tmp_path: Path) -> None:
    office = join.read(join.DATA, "bang-rak")

    join.pack(office, "https://natrak.test", tmp_path)

    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    documents = {"memo", "roles", "briefing", "trial-week", "publicity", "confirm-first", "success"}
    pictures = {"poster.html", "share.th.svg", "share.en.svg"}
    assert set(texts) == {f"{name}.md" for name in documents} | pictures
    assert all("{{" not in text for text in texts.values())
    assert "วันละ 15 ช่วง" in texts["memo.md"]
    assert "ลบภายใน 90 วัน" in texts["memo.md"]
    assert "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์" in texts["confirm-first.md"]
    assert "<svg" in texts["poster.html"]
    for language in ("th", "en"):
        ElementTree.fromstring(texts[f"share.{language}.svg"])  # well formed


def test_the_pack_of_an_office_beside_others_leads_to_its_own_booking_page(tmp_path: Path) -> None:
    office = join.read(join.DATA, "bang-rak") | {"id": "dusit"}

    join.pack(office, "https://natrak.test", tmp_path, alone=False)

    publicity = (tmp_path / "publicity.md").read_text(encoding="utf-8")
    assert "https://natrak.test/book/dusit/\n" in publicity
    assert "https://natrak.test/en/book/dusit/" in publicity
    poster = (tmp_path / "poster.html").read_text(encoding="utf-8")
    assert "https://natrak.test/book/dusit/<" in poster


def test_no_document_names_another_office(tmp_path: Path) -> None:
    office = join.read(join.DATA, "bang-rak")
    office = office | {
        "id": "dusit",
        "name": {"th": "สำนักงานเขตดุสิต", "en": "Dusit District Office"},
    }

    join.pack(office, "https://natrak.test", tmp_path)

    for path in tmp_path.glob("*.md"):
        assert "บางรัก" not in path.read_text(encoding="utf-8").replace(
            office["address"]["th"], ""
        ), path.name
