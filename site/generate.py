"""Write the generated parts of the site, once per language.

Every sentence of a generated part comes from ``site/strings/*.json``, every fact about an office
or a country from the same files the service reads. The results are plain HTML that the pages pull
in with pymdownx.snippets, so any site builder that knows snippets can use them:

    python site/generate.py
    python site/generate.py --pack build/site   # afterwards, with a builder that runs no hooks
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from natrak_site import desk
from natrak_site.citations import source_lists
from natrak_site.claims import overdue
from natrak_site.confirmations import all_claims
from natrak_site.office_pages import pages_of_offices
from natrak_site.offices import booking_offices, office_of_the_site
from natrak_site.packing import pack
from natrak_site.pages import footer_pages
from natrak_site.parts import OFFICE_PARTS, PARTS
from natrak_site.sources import LANGUAGES, Sources
from natrak_site.templates import page_environment

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "build" / "generated"


def render_parts(root: Path) -> dict[str, str]:
    """Every generated part by its file name."""
    sources = Sources(root)
    environment = page_environment(root / "site" / "templates")
    parts = source_lists(sources)
    for language in LANGUAGES:
        common = {
            "language": language,
            "t": sources.words(language),
            "office": office_of_the_site(sources, language),
            "several": sources.has_several_offices,
            "up": "../",
        }
        for part, more in PARTS.items():
            template = environment.get_template(f"{part}.html")
            parts[f"{part}.{language}.html"] = template.render(**common, **more(sources, language))
        for name, template_name, values in _of_offices(sources, language):
            template = environment.get_template(template_name)
            parts[name] = template.render(common | values)
    return parts


def _of_offices(sources: Sources, language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(file name, template, values) of the parts that each office has of its own."""
    offices = booking_offices(sources, language)
    for kind, more in OFFICE_PARTS.items():
        for office in offices:
            own = f".{office.id}" if sources.has_several_offices else ""
            up = "../" * getattr(office, kind).count("/")
            values = {"office": office, "up": up, **more(sources, language, office)}
            yield f"{kind}{own}.{language}.html", f"{kind}.html", values
        if sources.has_several_offices:
            values = {"kind": kind, "offices": offices}
            yield f"{kind}.{language}.html", "choose-office.html", values


def office_pages(root: Path = ROOT) -> dict[str, str]:
    """The Markdown of the pages that several offices have of their own, by its path."""
    sources = Sources(root)
    return {page.source: page.markdown(sources) for page in pages_of_offices(sources)}


def frame(root: Path = ROOT) -> dict[str, dict[str, Any]]:
    """What header and footer need in each language: their sentences, the office, further pages."""
    sources = Sources(root)
    return {
        language: {
            "words": sources.words(language)["site"],
            "desk": sources.words(language)["desk"],
            "desk_ways": desk.ways(sources),
            "several": sources.words(language)["several"],
            "office": office_of_the_site(sources, language),
            "offices": {office.id: office for office in booking_offices(sources, language)},
            "footer_pages": footer_pages(sources, language),
        }
        for language in LANGUAGES
    }


def write_if_changed(path: Path, text: str) -> bool:
    """Leave an equal file alone, so that a watching builder does not run in circles."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def generate(target: Path = GENERATED, root: Path = ROOT) -> list[Path]:
    """Bring the parts in a folder up to date and say which files changed.

    Pages of several offices are written to ``pages/`` there: a builder that runs no hooks is given
    them beside ``site/docs``. Those of an office that left are taken away.
    """
    pages = {f"pages/{name}": text for name, text in office_pages(root).items()}
    for left in set((target / "pages").rglob("*.md")) - {target / name for name in pages}:
        left.unlink()
    return [
        target / name
        for name, text in (render_parts(root) | pages).items()
        if write_if_changed(target / name, text)
    ]


def remind(today: date, root: Path = ROOT) -> None:
    """Name the claims that somebody should check again. A reminder never stops a build."""
    for claim in overdue(all_claims(Sources(root)), today):
        print(f"check again: {claim.id} was last checked on {claim.checked}", file=sys.stderr)


def main() -> None:
    """Write the parts and name those that changed; or pack what a builder made of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, metavar="SITE")
    options = parser.parse_args()
    if options.pack:
        pack(options.pack)
        return
    for path in generate():
        print(path.relative_to(ROOT))
    remind(date.today())  # noqa: DTZ011 - the day at the desk of whoever builds


if __name__ == "__main__":
    main()
