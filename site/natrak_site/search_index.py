"""What a visitor can search: the words of every built page, cut where its headings stand.

Read from the built pages, so that written and generated parts are found alike. The browser asks for
the file of its language when somebody searches, and never before. Thai has no spaces between words;
the browser looks for the letters as typed, and nothing has to cut words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from natrak_site.sources import LANGUAGES

FOLDER = "assets/search"

# What is not read as a sentence of the page: controls, notes of sources, and what is not shown.
_SILENT = {"script", "style", "noscript", "template", "nav", "select", "button", "svg", "sup"}
_SILENT_CLASSES = {"source", "sources", "footnote"}
_HEADINGS = {"h1", "h2", "h3"}
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BLOCKS = {"p", "li", "dt", "dd", "div", "td", "th", "tr", "section", "summary", "h4", "label"}
# A zero-width space and a word joiner tell a browser where lines end; they are no letters.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass
class Section:
    """What stands below one heading; ``anchor`` is where a link leads."""

    anchor: str
    heading: str = ""
    text: str = ""


@dataclass
class PageText(HTMLParser):
    """One built page as sections; empty for a page that search engines are kept from."""

    description: str = ""
    listed: bool = True
    sections: list[Section] = field(default_factory=list)
    _open: list[tuple[str, str, bool, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def of(cls, html: str) -> PageText:
        page = cls()
        page.feed(html)
        for section in page.sections:
            section.heading, section.text = _tidy(section.heading), _tidy(section.text)
        if page.sections:
            page.sections[0].text = f"{_tidy(page.description)} {page.sections[0].text}".strip()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if tag == "meta":
            self._note(given)
        if tag == "br":
            self._say(" ")
        if tag in _VOID:
            return
        silent = tag in _SILENT or bool(classes & _SILENT_CLASSES) or "hidden" in given
        titles = tag in _HEADINGS or "rule__title" in classes
        self._open.append((tag, given.get("id", ""), silent, titles))
        if tag in _BLOCKS:
            self._say(" ")
        if titles and self._in_article and not self._is_silent:
            self.sections.append(Section(self._nearest_id))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, *_ in self._open):
            if self._open.pop()[0] == tag:
                break
        if tag in _BLOCKS:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _note(self, meta: dict[str, str]) -> None:
        if meta.get("name") == "description":
            self.description = meta["content"]
        if meta.get("name") == "robots" and "noindex" in meta["content"]:
            self.listed = False

    def _say(self, words: str) -> None:
        if not self.sections or self._is_silent or not self._in_article:
            return
        if any(titles for *_, titles in self._open):
            self.sections[-1].heading += words
        else:
            self.sections[-1].text += words

    @property
    def _in_article(self) -> bool:
        return any(name == "article" for name, *_ in self._open)

    @property
    def _is_silent(self) -> bool:
        return any(silent for _, _, silent, _ in self._open)

    @property
    def _nearest_id(self) -> str:
        """The id of the heading, or of what it is the heading of."""
        within = [identity for _, identity, _, _ in self._open if identity]
        return within[-1] if within and within[-1] != "content" else ""


def write_indexes(site: Path) -> None:
    """``assets/search/th.json`` and ``en.json``, of the pages that are built by now."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        index = json.dumps(search_index(site, language), ensure_ascii=False, separators=(",", ":"))
        (folder / f"{language}.json").write_text(index, encoding="utf-8")


def search_index(site: Path, language: str) -> list[dict[str, object]]:
    """Every page of a language: its path below the language's home, its title and its sections."""
    root = site if language == "th" else site / language
    said: set[tuple[str, str]] = set()
    index: list[dict[str, object]] = []
    for file in _pages(root, {site / other for other in LANGUAGES if site / other != root}):
        page = PageText.of(file.read_text(encoding="utf-8"))
        # Where the office is stands below many pages; once is enough.
        new = [it for it in page.sections if it.heading and (it.heading, it.text) not in said]
        if not page.listed or not new:
            continue
        said |= {(section.heading, section.text) for section in new}
        path = f"{file.parent.relative_to(root).as_posix()}/".removeprefix("./")
        sections = [vars(section) for section in new]
        index.append({"path": path, "title": page.sections[0].heading, "sections": sections})
    return index


def _pages(root: Path, others: set[Path]) -> list[Path]:
    """The pages below a language's home, the home page first."""
    files = [file for file in root.rglob("index.html") if not others & set(file.parents)]
    return sorted(files, key=lambda file: (file.parent != root, file))


def indexes_from(page: str, language: str) -> list[dict[str, str]]:
    """Where the indexes and homes lie, as seen from a page: its own language first."""
    top = "../" * (page.count("/") + 1 + (language != "th"))
    return [
        {
            "language": each,
            "file": f"{top}{FOLDER}/{each}.json",
            "root": top if each == "th" else f"{top}{each}/",
        }
        for each in sorted(LANGUAGES, key=lambda each: each != language)
    ]


def _tidy(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", words)).split())
