"""The pictures and the poster the office shares: up to date, light, and of the rules themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from natrak_site.documents import CARDS, DocumentsPage
from natrak_site.poster import poster
from natrak_site.share import CARD_SIZE, OG_SIZE, pictures, stamps
from natrak_site.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "site" / "docs" / "assets"
SOURCES = Sources(ROOT)


def test_the_pictures_say_what_the_rules_say_today() -> None:
    """Otherwise: `make cards`, and look at them."""
    made_from = json.loads((ROOT / "site/pictures/made-from.json").read_text(encoding="utf-8"))

    assert made_from == stamps(SOURCES)


def test_every_picture_is_there_in_its_size_and_light() -> None:
    for name, picture in pictures(SOURCES).items():
        with Image.open(ASSETS / name) as taken:
            assert taken.size == picture.size == (CARD_SIZE if "cards" in name else OG_SIZE), name
        assert (ASSETS / name).stat().st_size < 120 * 1024, name


def test_there_is_no_picture_that_nobody_takes_anew() -> None:
    there = {
        path.relative_to(ASSETS).as_posix()
        for folder in ("cards", "og")
        for path in (ASSETS / folder).iterdir()
    }

    assert there == set(pictures(SOURCES))


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_card_names_every_paper_of_its_case(language: str) -> None:
    shown = pictures(SOURCES)
    for case in DocumentsPage(language).cases:  # type: ignore[arg-type]
        html = shown[f"cards/{CARDS[case.name]}.{language}.png"].html
        for rules in case.groups.values():
            assert all(rule.title in html for rule in rules), case.name


def test_the_poster_leads_to_the_booking_page_of_the_deployed_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SITE_URL", "https://natrak.example/")
    deployed = poster()
    monkeypatch.delenv("SITE_URL")

    assert deployed.address == "natrak.example/book/"
    assert not deployed.on_trial
    assert poster().on_trial
    assert poster().code != deployed.code


def test_the_poster_of_one_of_several_offices_leads_to_its_own_booking_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert poster("book/dusit/").address == "127.0.0.1:8000/book/dusit/"
    assert poster("book/dusit/").code != poster().code
