"""What a visitor can search, as it is read from built pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from natrak_site.pages import LISTED
from natrak_site.search_index import indexes_from, search_index

ROOT = Path(__file__).resolve().parents[2]
PAGE = """<head><meta name="description" content="All the papers"></head><body>
<nav>Menu</nav><article><h1>The <b>papers</b></h1><p>Bring<br>them&nbsp;all.<sup>1</sup></p>
<section aria-labelledby="a"><h2 id="a">On\u200b a day</h2><p hidden>Secret</p>
<p>Come early.</p></section>
<ul><li class="rule" id="R01"><strong class="rule__title">Passport</strong>
<div>Not expired</div></li></ul>
<select><option>Vietnam</option></select><h2 class="sources" id="s">Sources</h2></article></body>"""
OFFICE = "<article><h1>{}</h1><h2 id='office'>Where</h2><p>Bang Rak</p></article>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = {
        "documents": PAGE,
        "faq": OFFICE.format("Questions"),
        "en/faq": OFFICE.format("Answers"),
        "": OFFICE.format("Home"),
        "manage": '<meta name="robots" content="noindex">' + OFFICE.format("Private"),
    }
    for path, html in pages.items():
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / path / "index.html").write_text(html, encoding="utf-8")
    return tmp_path


def test_a_page_is_cut_at_its_headings_and_rules_and_says_where_they_stand(site: Path) -> None:
    documents = next(it for it in search_index(site, "th") if it["path"] == "documents/")

    assert documents["title"] == "The papers"
    assert documents["sections"] == [
        {"anchor": "", "heading": "The papers", "text": "All the papers Bring them all."},
        {"anchor": "a", "heading": "On a day", "text": "Come early."},
        {"anchor": "R01", "heading": "Passport", "text": "Not expired"},
    ]


def test_what_stands_below_many_pages_is_found_once_and_private_pages_never(site: Path) -> None:
    index = search_index(site, "th")

    assert [page["path"] for page in index] == ["", "documents/", "faq/"]
    assert str(index).count("Bang Rak") == 1
    assert [page["path"] for page in search_index(site, "en")] == ["faq/"]


def test_each_page_knows_the_way_to_both_indexes_its_own_first() -> None:
    assert [it["file"] for it in indexes_from("search", "en")] == [
        "../../assets/search/en.json",
        "../../assets/search/th.json",
    ]
    assert [it["root"] for it in indexes_from("search", "th")] == ["../", "../en/"]


def test_the_list_of_pages_holds_all_that_search_engines_may_see() -> None:
    docs = ROOT / "site" / "docs"
    public = {
        path.relative_to(docs).as_posix().removesuffix(".th.md")
        for path in docs.rglob("*.th.md")
        if "robots: noindex" not in path.read_text(encoding="utf-8")
    }

    assert public <= set(LISTED)
