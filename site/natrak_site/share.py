"""The pictures the office shares: the papers of each case, and what a shared link shows.

Here they are pages; ``make cards`` photographs them. They are made of the rules of the checklist,
and a stamp beside them tells when those have changed since.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import cast

from jinja2 import Environment

from chalicelib.adapters import data_files
from chalicelib.domain.text import Language
from natrak_site.dates import short_date
from natrak_site.documents import CARDS, Case, DocumentsPage
from natrak_site.offices import office_of_the_site
from natrak_site.sources import LANGUAGES, Sources
from natrak_site.templates import page_environment

OG_PAGES = ("home", "documents", "kr1", "how-to-book", "book", "offices", "faq")
CARD_SIZE, OG_SIZE = (1080, 1350), (1200, 630)
_NAMES = {"th": "นัดรัก", "en": "NatRak"}
_STYLES = ("templates/share/share.css", "docs/assets/colours.css", "docs/assets/fonts.css")


@dataclass(frozen=True)
class Picture:
    """A page of a fixed size, to be photographed; its links start in ``site/``."""

    html: str
    size: tuple[int, int]


def pictures(sources: Sources) -> dict[str, Picture]:
    """Every picture by its path below ``site/docs/assets/``."""
    environment = page_environment(sources.site / "templates")
    made: dict[str, Picture] = {}
    for language in LANGUAGES:
        for case in DocumentsPage(cast("Language", language)).cases:
            checked = _checked(case, language)
            html = _html(environment, sources, "card", language, case=case, checked=checked)
            made[f"cards/{CARDS[case.name]}.{language}.png"] = Picture(html, CARD_SIZE)
        for page in OG_PAGES:
            html = _html(environment, sources, "og", language, page=page)
            made[f"og/{page}.{language}.png"] = Picture(html, OG_SIZE)
    return made


def stamps(sources: Sources) -> dict[str, str]:
    """What each picture is made of, in short: equal as long as none has to be taken anew."""
    styles = "".join((sources.site / name).read_text(encoding="utf-8") for name in _STYLES)
    return {
        name: hashlib.sha256((picture.html + styles).encode()).hexdigest()[:16]
        for name, picture in pictures(sources).items()
    }


def _html(
    environment: Environment, sources: Sources, template: str, language: str, **more: object
) -> str:
    return environment.get_template(f"share/{template}.html").render(
        language=language,
        name=_NAMES[language],
        t=sources.words(language),
        office=office_of_the_site(sources, language),
        **more,
    )


def _checked(case: Case, language: str) -> str:
    """The day on which the paper that was checked longest ago was checked."""
    papers = data_files.checklist().papers
    listed = [rule.id for rules in case.groups.values() for rule in rules]
    return short_date(min(papers[name].checked for name in listed), language)
