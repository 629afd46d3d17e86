"""The staff's pages as written: every sentence in its place, in both languages, not indexed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from natrak_site import desk
from natrak_site.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "site" / "docs" / "assets" / "desk"
TEMPLATES = ROOT / "site" / "templates"
PAGES = ROOT / "site" / "docs" / "staff"
# Families of sentences whose last word is the service's own.
FAMILIES = (
    "channel_",
    "papers_",
    "state_",
    "deed_",
    "history_",
    "language_",
    "day_would_",
    "day_is_",
)


def strings(name: str) -> dict[str, Any]:
    text = (ROOT / "site" / "strings" / f"{name}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def source() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(SCRIPTS.glob("*.mjs")))


def templates() -> str:
    files = [*TEMPLATES.glob("*desk*.html"), *(ROOT / "site" / "overrides").rglob("*desk*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_sentence_a_script_of_the_desk_asks_for_is_there_and_none_is_left_over() -> None:
    written = strings("desk_script").keys()
    shared = strings("script").keys()
    literal = set(re.findall(r"'([a-z]+(?:_[a-z]+)*)'", source()))
    counted = {f"{key}_{form}" for key in literal for form in ("one", "other")}
    families = {key for key in written if key.startswith(FAMILIES)}
    in_templates = set(re.findall(r"t\.desk_script\.(\w+)", templates()))

    asked = set(re.findall(r"(?:\.text|this\.say)\(\s*'(\w+)'", source()))
    assert asked <= written | shared
    assert written <= literal | counted | families | in_templates


@pytest.mark.parametrize("name", ["desk", "desk_enter", "desk_days"])
def test_every_sentence_of_a_template_is_used(name: str) -> None:
    text = templates()
    named = set(re.findall(rf"\bt\.{name}\.(\w+)|\bdesk\.(\w+)", text))
    used = {key for pair in named for key in pair if key}
    families = set(re.findall(r'\["?(\w+_)" ~', text)) | {"preset_", "kind_", "way_", "time_"}
    labels = set(re.findall(r'both\("\w+", "(\w+)"', text))
    states = {key for key in strings(name) if key.startswith(("link_", "no_link"))}

    left = strings(name).keys() - used - labels - states
    assert {key for key in left if not key.startswith(tuple(families))} == set()


def test_every_sentence_of_a_reply_is_said() -> None:
    said = set(re.findall(r"say\('(\w+)'", source()))

    assert said - {"date_long"} >= strings("desk_reply").keys()


def test_no_script_of_the_desk_contains_a_sentence() -> None:
    for file in SCRIPTS.glob("*.mjs"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        # Thai digits, and the mark that people write after a time, are read and not said.
        assert not re.search("[\u0e01-\u0e4f]", code.replace("น\\.", "")), file.name


@pytest.mark.parametrize(
    "name", ["desk.html", "desk_enter.html", "desk_days.html", "book.html", "manage.html"]
)
def test_no_form_with_names_or_phones_can_write_them_into_an_address(name: str) -> None:
    forms = re.findall(r"<form\b[^>]*>", (TEMPLATES / name).read_text(encoding="utf-8"))

    assert forms
    assert all('method="post"' in form for form in forms), forms


def test_the_form_for_a_booking_is_hidden_until_its_script_has_it() -> None:
    form = re.search(r"<form\b[^>]*>", (TEMPLATES / "desk_enter.html").read_text(encoding="utf-8"))

    assert form
    assert form[0].endswith(" hidden>")


@pytest.mark.parametrize("offered", [True, False])
def test_there_is_a_way_to_papers_only_where_some_may_be_sent(
    monkeypatch: pytest.MonkeyPatch, *, offered: bool
) -> None:
    kinds = {"R01": {"offered": False}, "R10": {"offered": offered}}
    monkeypatch.setattr(Sources, "data", lambda *_: {"kinds": kinds})

    assert ("papers" in desk.ways(Sources(ROOT))) is offered


def test_no_page_of_the_staff_is_indexed() -> None:
    pages = sorted(PAGES.glob("*.md"))

    assert len(pages) == 12
    for page in pages:
        assert "robots: noindex, nofollow" in page.read_text(encoding="utf-8"), page.name


def test_the_manual_has_the_same_parts_and_pictures_in_both_languages() -> None:
    shapes = []
    for language in ("th", "en"):
        text = (PAGES / f"index.{language}.md").read_text(encoding="utf-8")
        pictures = re.findall(rf"manual/(\w+)\.{language}\.webp", text)
        shapes.append(
            ([line.split(" ")[0] for line in text.splitlines() if line.startswith("#")], pictures)
        )
        for picture in pictures:
            assert (SCRIPTS / "manual" / f"{picture}.{language}.webp").stat().st_size > 1000

    assert shapes[0] == shapes[1]
    assert len(shapes[0][1]) == 6
