"""The site as built: every page in two languages, nothing from elsewhere, no dead link."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.sent_papers import KEPT_AFTER_VISIT

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "site" / "docs"
STRINGS = ROOT / "site" / "strings"
SCRIPTS = DOCS / "assets" / "booking"
LANGUAGES = ("th", "en")
HERE = "http://here.invalid"
WRITTEN_IN_A_SURVEY = {"th": "ข้อความที่ท่านเขียน", "en": "What you write"}
PLACES = re.compile(r"\{(\w+)\}")

# Attributes that make a browser fetch something, or lead a reader somewhere.
ADDRESSES = ("href", "src", "srcset", "action", "poster", "data")


@dataclass
class Built(HTMLParser):
    """What these tests look at in one built page."""

    path: str
    lang: str = ""
    title: str = ""
    links: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    intros: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False

    @property
    def language(self) -> str:
        return "en" if self.path.startswith("/en/") else "th"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "html":
            self.lang = attributes["lang"]
        if tag == "meta":
            name = attributes.get("name") or attributes.get("http-equiv", "")
            self.metas[name] = attributes.get("content", "")
        self.steps += tag == "section" and "data-step" in attributes
        self.intros += "data-intro" in attributes
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        self.links += [
            (tag, attributes[name], attributes) for name in ADDRESSES if name in attributes
        ]
        runs = tag == "script" and attributes.get("type") != "application/json"
        if (runs and "src" not in attributes) or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in attributes if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built as strictly as MkDocs can."""
    target = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stderr
    assert "WARNING" not in build.stderr
    return target


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Built]:
    """Every page a reader can open."""
    return [parse(site, file) for file in sorted(site.rglob("index.html"))]


def parse(site: Path, file: Path) -> Built:
    relative = file.relative_to(site).as_posix().removesuffix("index.html")
    page = Built(f"/{relative}")
    page.feed(file.read_text(encoding="utf-8"))
    return page


def error_pages(site: Path) -> list[Built]:
    return [parse(site, site / name) for name in ("404.html", "en/404.html")]


def sibling_of(path: str) -> str:
    """The same page in the other language."""
    return path.removeprefix("/en") if path.startswith("/en/") else f"/en{path}"


def string_entries() -> list[tuple[str, str, dict[str, str]]]:
    """(file, key, the sentence in each language)."""
    return [
        (file.stem, key, entry)
        for file in sorted(STRINGS.glob("*.json"))
        for key, entry in json.loads(file.read_text(encoding="utf-8")).items()
    ]


def test_every_page_has_its_sibling_in_the_other_language() -> None:
    pages = {file.name for file in DOCS.rglob("*.md")}

    alone = {
        name
        for name in pages
        if name.replace(".th.md", ".en.md") not in pages
        or name.replace(".en.md", ".th.md") not in pages
    }

    assert pages
    assert not alone
    assert all(name.endswith((".th.md", ".en.md")) for name in pages)


def test_every_sentence_is_written_in_both_languages() -> None:
    for file, key, entry in string_entries():
        assert set(entry) == set(LANGUAGES), f"{file}.{key}"
        assert all(words.strip() for words in entry.values()), f"{file}.{key}"


def test_both_languages_of_a_sentence_have_the_same_places_but_for_the_two_eras() -> None:
    eras = {"year_ce", "year_be"}
    for file, key, entry in string_entries():
        places = [Counter(PLACES.findall(entry[language])) for language in LANGUAGES]
        if key.startswith("month_heading") or key == "date_long":
            assert set(places[0]) - eras == set(places[1]) - eras, f"{file}.{key}"
        else:
            assert set(places[0]) == set(places[1]), f"{file}.{key}"


def test_thai_sentences_are_thai_and_english_ones_are_not() -> None:
    thai = re.compile("[\u0e00-\u0e7f]")
    for file, key, entry in string_entries():
        bare = PLACES.sub("", entry["th"])
        if re.search("[A-Za-z]{2}", PLACES.sub("", entry["en"])):
            assert thai.search(bare), f"{file}.{key}"
        assert not thai.search(entry["en"].replace("นัดรัก", "")), f"{file}.{key}"


def test_words_that_leave_a_couple_out_are_not_used() -> None:
    unwanted = re.compile(
        "สามี|ภรรยา|เจ้าบ่าว|เจ้าสาว|ฝ่ายชาย|ฝ่ายหญิง|husband|wife|bride|groom", re.IGNORECASE
    )
    texts = {f"{file}.{key}": " ".join(entry.values()) for file, key, entry in string_entries()}
    texts |= {page.name: page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md")}

    assert [name for name, text in texts.items() if unwanted.search(text)] == []


def test_every_sentence_a_script_asks_for_is_there_and_none_is_left_over() -> None:
    written = {key for file, key, _ in string_entries() if file == "script"}
    source = "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.mjs"))
    templates = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "site" / "templates").glob("*.html")
    )
    literal = set(re.findall(r"'([a-z]+(?:_[a-z]+)*)'", source))
    counted = {f"{key}_{form}" for key in literal for form in ("one", "other")}
    problems = {f"error_{key}" for key in literal}
    statuses = {key for key in written if key.startswith("status_")}
    in_templates = set(re.findall(r"t\.script\.(\w+)", templates))

    asked = set(re.findall(r"text\(\s*'(\w+)'", source))
    assert asked <= written
    assert written <= literal | counted | problems | statuses | in_templates


def test_no_script_contains_a_sentence() -> None:
    for file in SCRIPTS.glob("*.mjs"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search("[\u0e01-\u0e4f]", code), file.name


def test_the_site_is_built_without_a_warning(pages: list[Built]) -> None:
    assert {page.path for page in pages} >= {
        f"{root}{name}"
        for root in ("/", "/en/")
        for name in (
            "",
            "documents/",
            "how-to-book/",
            "book/",
            "manage/",
            "kr1/",
            "kr1/worksheet/",
            "offices/",
            "faq/",
            "privacy/",
            "accessibility/",
            "to-confirm/",
        )
    }


def test_every_page_names_its_language_and_has_its_sibling(pages: list[Built]) -> None:
    paths = {page.path for page in pages}
    for page in pages:
        assert page.lang == page.language, page.path
        assert sibling_of(page.path) in paths


def test_the_language_link_leads_to_the_same_page(pages: list[Built]) -> None:
    for page in pages:
        switches = [
            urlsplit(urljoin(HERE + page.path, address)).path
            for tag, address, attributes in page.links
            if tag == "a" and attributes.get("hreflang")
        ]
        assert switches == [sibling_of(page.path)], page.path


def test_every_page_has_a_title_of_its_own_and_one_first_heading_in_sight(
    pages: list[Built],
) -> None:
    titles = Counter((page.language, page.title) for page in pages)
    assert max(titles.values()) == 1
    for page in pages:
        # A page of steps holds one for each, and shows one step at a time.
        assert page.headings.count("h1") == max(1, page.steps + page.intros), page.path
        assert len(page.ids) == len(set(page.ids)), page.path


def test_no_link_is_dead(site: Path, pages: list[Built]) -> None:
    for page in pages:
        for _, address, _ in page.links:
            target = urlsplit(urljoin(HERE + page.path, address))
            if target.scheme in ("tel", "geo") or target.netloc != urlsplit(HERE).netloc:
                continue
            file = site / target.path.lstrip("/")
            assert (file / "index.html" if file.is_dir() else file).is_file(), (page.path, address)
            if target.fragment and target.path == page.path:
                assert target.fragment in page.ids, (page.path, address)


def test_nothing_is_fetched_from_elsewhere(site: Path, pages: list[Built]) -> None:
    for page in [*pages, *error_pages(site)]:
        for tag, address, _ in page.links:
            outside = urlsplit(address)
            # A link may lead a reader elsewhere; nothing is fetched before it is pressed.
            schemes = ("", "tel", "geo", "http", "https") if tag == "a" else ("",)
            assert outside.scheme in schemes, (page.path, address)
            assert tag == "a" or not outside.netloc, (page.path, address)


def named_sources() -> Iterator[str]:
    """The addresses that the claims of the pages and the rules of the checklist rest on."""
    claims = ROOT / "site" / "claims" / "sources.json"
    rules = ROOT / "functions" / "chalicelib" / "data"
    for path in (claims, rules / "papers.json", rules / "foreign_papers.json", rules / "fees.json"):
        yield from re.findall(r'"(?:address|url)": "([^"]+)"', path.read_text(encoding="utf-8"))


def test_links_elsewhere_lead_to_sources_and_to_the_map_only(pages: list[Built]) -> None:
    known = set(named_sources())
    outside = {
        address for page in pages for _, address, _ in page.links if urlsplit(address).netloc
    }

    others = {urlsplit(address).netloc for address in outside - known}
    assert others == {"www.openstreetmap.org"}


def test_no_style_fetches_anything_from_elsewhere(site: Path) -> None:
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        fetched = re.findall(r"url\(\s*[\"']?([^\"')]*)", text) + re.findall(r"@import[^;]*", text)
        assert [it for it in fetched if urlsplit(it).netloc or it.startswith("@")] == [], style


def test_no_page_needs_inline_code_or_inline_styles(site: Path, pages: list[Built]) -> None:
    for page in [*pages, *error_pages(site)]:
        assert page.inline == [], page.path


def test_every_telephone_link_is_that_of_the_office(pages: list[Built]) -> None:
    offices = json.loads(
        (ROOT / "functions" / "chalicelib" / "data" / "offices.json").read_text(encoding="utf-8")
    )["offices"]
    phone = next(office["phone"] for office in offices if office["booking"])
    for page in pages:
        calls = {address for _, address, _ in page.links if address.startswith("tel:")}
        assert calls == {f"tel:{phone}"}, page.path


def test_prose_and_office_agree_on_the_booking_window_and_the_slots() -> None:
    offices = json.loads(
        (ROOT / "functions" / "chalicelib" / "data" / "offices.json").read_text(encoding="utf-8")
    )["offices"]
    office = next(office for office in offices if office["booking"])
    for language in LANGUAGES:
        prose = (DOCS / f"how-to-book.{language}.md").read_text(encoding="utf-8")
        days, slots = {"th": ("วันข้างหน้า", "ช่วง"), "en": ("days ahead", "times each day")}[language]
        minutes = {"th": "นาที", "en": "minutes early"}[language]
        assert f"{office['window_days']} {days}" in prose
        assert f"{len(office['slots'])} {slots}" in prose
        assert f"{office['arrive_minutes_early']} {minutes}" in prose


@pytest.mark.parametrize(("language", "unit"), [("th", "วัน"), ("en", "days")])
def test_the_privacy_notice_tells_the_periods_of_the_data(language: str, unit: str) -> None:
    text = (DOCS / f"privacy.{language}.md").read_text(encoding="utf-8")
    # The rule about marrying again is named by its days, and keeps nothing.
    told = {int(number) for number in re.findall(rf"(\d+) {unit}(?!\[\^days-310\])", text)}
    (of_survey,) = (line for line in text.splitlines() if WRITTEN_IN_A_SURVEY[language] in line)
    kept = data_files.retention()

    assert told == {kept.days, kept.comment_days, KEPT_AFTER_VISIT.days}
    assert f"{kept.comment_days} {unit}" in of_survey


def test_who_books_is_told_how_long_the_answers_are_kept_and_where_the_rest_stands(
    pages: list[Built],
) -> None:
    kept = ROOT / "functions" / "chalicelib" / "data" / "retention.json"
    days = json.loads(kept.read_text(encoding="utf-8"))["days_after_appointment"]
    notice = next(entry for _, key, entry in string_entries() if key == "privacy_who")

    assert f"หลังวันนัด {days} วัน" in notice["th"]
    assert f"{days} days after your appointment" in notice["en"]
    booking = [page for page in pages if page.path in ("/book/", "/en/book/")]
    assert len(booking) == 2
    for page in booking:
        # One in the footer of every page, one in the notice.
        assert [address for _, address, _ in page.links].count("../privacy/") == 2


@pytest.mark.parametrize(
    ("name", "first", "second"), [("404.html", "th", "en"), ("en/404.html", "en", "th")]
)
def test_an_unknown_address_is_answered_in_both_languages_its_own_first(
    site: Path, name: str, first: str, second: str
) -> None:
    page = parse(site, site / name)
    text = (site / name).read_text(encoding="utf-8")
    said = next(entry for _, key, entry in string_entries() if key == "not_found")

    assert page.lang == first
    for language in (first, second):
        assert re.search(rf'<section lang="{language}">[^§]*?{said[language]}', text)
    assert text.index(said[first]) < text.index(said[second])
    # It is shown at any depth, so every address on it starts at the root.
    addresses = [address for _, address, _ in page.links if address != "#content"]
    assert all(address.startswith(("/", "tel:")) for address in addresses)
    assert [a for _, a, more in page.links if more.get("hreflang")] == [
        "/en/" if second == "en" else "/."
    ]


def test_every_page_says_what_it_may_load_and_that_it_names_nobody(
    site: Path, pages: list[Built]
) -> None:
    for page in [*pages, *error_pages(site)]:
        assert page.metas["Content-Security-Policy"] == (
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            "form-action 'self'"
        ), page.path
        assert page.metas["referrer"] == "no-referrer", page.path


def test_one_word_for_the_reference_everywhere() -> None:
    texts = [" ".join(entry.values()) for _, _, entry in string_entries()]
    texts += [page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md")]

    assert not re.search("เลขที่จอง|หมายเลขการจอง|หมายเลขอ้างอิง|เลขอ้างอิง", " ".join(texts))
    assert "รหัสการจอง" in " ".join(texts)
