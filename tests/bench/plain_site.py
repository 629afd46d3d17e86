"""The same pages as plain MkDocs Material makes them, as a floor for our own build.

Each language is a site of its own, without our hooks, templates and styles; the generated parts
are those that lie in ``build/generated/``.
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

import generate
from infra.setup import ROOT

LANGUAGES = ("th", "en")
PAGES = ROOT / "site" / "docs"
# The theme has one template for all pages.
_OUR_TEMPLATE = re.compile(r"^template: .*\n", re.MULTILINE)


def prepare(folder: Path) -> None:
    """Lay out the pages of each language, and what all share, as a plain site has them."""
    generate.generate()
    for language in LANGUAGES:
        docs = folder / language
        shutil.copytree(PAGES / "assets", docs / "assets")
        for page in PAGES.rglob(f"*.{language}.md"):
            target = docs / page.relative_to(PAGES).with_name(f"{page.name.split('.')[0]}.md")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_OUR_TEMPLATE.sub("", page.read_text("utf-8")), "utf-8")


def make(folder: Path, language: str) -> None:
    """Build one language into ``<folder>/built/<language>``."""
    settings = folder / f"{language}.yml"
    settings.write_text(
        yaml.safe_dump(
            {
                "site_name": "NatRak",
                "docs_dir": language,
                "site_dir": f"built/{language}",
                "theme": {"name": "material", "language": language, "font": False},
                "markdown_extensions": [
                    "attr_list",
                    "md_in_html",
                    "footnotes",
                    {"pymdownx.snippets": {"base_path": [str(generate.GENERATED)]}},
                ],
            }
        )
    )
    build(load_config(str(settings)))


if __name__ == "__main__":
    # What a plain site misses (our links into other sites' pages) is not what is measured.
    logging.disable()
    for each in LANGUAGES:
        make(Path(sys.argv[1]), each)
