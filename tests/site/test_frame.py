"""What the frame says of a page to people and to machines, as built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from natrak_site.pages import FOOTER, footer_pages, written_pages
from natrak_site.sources import LANGUAGES, Sources
from natrak_site.wording import phrases

ROOT = Path(__file__).resolve().parents[2]
SITE_URL = "https://natrak.example/"
LONG = """---
title: A long page
description: About much
contents: true
---

# A long page

First of all.

## One part

Words.

### A detail

## Another part
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a deployment builds it, with one long page, a privacy notice and a picture."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("site", "functions/chalicelib", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, root / name)
    docs = root / "site" / "docs"
    for language in LANGUAGES:
        (docs / f"survey.{language}.md").write_text(LONG, encoding="utf-8")
        privacy = docs / f"privacy.{language}.md"
        if not privacy.exists():
            privacy.write_text(LONG.replace("A long page", "Privacy"), encoding="utf-8")
    (docs / "assets" / "og" / "book.th.png").unlink()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return root / "build" / "site"


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def shared(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', html))


def test_a_shared_link_shows_the_page_s_own_words_in_its_language(site: Path) -> None:
    thai, english = (shared(read(site, page)) for page in ("book", "en/book"))

    assert thai["locale"] == "th_TH"
    assert english["locale"] == "en_GB"
    assert english["url"] == f"{SITE_URL}en/book/"
    assert english["title"] != thai["title"]
    assert english["description"] != thai["description"]


def test_a_shared_link_shows_a_picture_where_there_is_one(site: Path) -> None:
    assert shared(read(site, "en/book"))["image"] == f"{SITE_URL}assets/og/book.en.png"
    assert (site / "assets/og/book.en.png").is_file()
    assert "image" not in shared(read(site, "book"))


def test_a_long_page_lists_its_parts_after_the_introduction(site: Path) -> None:
    html = read(site, "en/survey")
    listed = html[html.index('class="on-this-page"') :].partition("</nav>")[0]

    assert re.findall(r'href="(#[\w-]+)"', listed) == ["#one-part", "#another-part"]
    assert html.index("First of all.") < html.index("on-this-page") < html.index('id="one-part"')
    assert 'class="on-this-page"' not in read(site, "en/book")


def test_the_footer_leads_to_a_page_from_the_moment_it_is_written(site: Path) -> None:
    assert 'href="../privacy/"' in read(site, "en/book").partition("<footer")[2]
    assert 'href="../privacy/"' in read(site, "book").partition("<footer")[2]


def test_only_pages_that_are_written_are_linked_to() -> None:
    sources = Sources(ROOT)
    for language in LANGUAGES:
        paths = {path.strip("/") for path, _ in footer_pages(sources, language)}
        assert paths == written_pages(ROOT) & set(FOOTER)


def test_a_heading_is_cut_only_where_a_phrase_ends() -> None:
    assert phrases("A & B") == "A &amp; B"
    assert phrases("นัด\u200bรัก <b>") == (
        '<span class="phrase">นัด</span><span class="phrase">รัก &lt;b&gt;</span>'
    )
