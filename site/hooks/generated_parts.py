"""What a plain ``mkdocs build`` needs besides: the generated parts, the words of header and footer,
an English page for unknown addresses, and the packing of what was built."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# The folder, not the package above it: as a package, ``site`` would hide Python's own module.
sys.path.append(str(Path(__file__).resolve().parent.parent))

from mkdocs.structure.files import File, Files, InclusionLevel

import generate
from natrak_site.packing import pack

# Each build has parts of its own: two at once, of which one knows the address it is made for,
# must not pull in what the other has half written.
_parts = tempfile.TemporaryDirectory(prefix="natrak-parts-")
# What each of the pages of several offices says, by its path below ``site/docs``.
_OFFICE_PAGES: dict[str, str] = {}


def on_startup(**_: Any) -> None:
    """Runs once, before the languages are built."""
    generate.remind(date.today())  # noqa: DTZ011 - the day at the desk of whoever builds


def on_shutdown() -> None:
    """Runs once, after everything."""
    _parts.cleanup()


def on_config(config: Any) -> Any:
    """Runs before each language is built."""
    generate.generate(Path(_parts.name))
    config.mdx_configs["pymdownx.snippets"]["base_path"] = [_parts.name]
    config.extra["frame"] = generate.frame()
    return config


def on_files(files: Files, *, config: Any) -> Files:
    """Adds the pages of several offices, before the languages are told apart."""
    _OFFICE_PAGES.clear()
    _OFFICE_PAGES.update(generate.office_pages())
    for source in _OFFICE_PAGES:
        if files.get_file_from_path(source) is None:
            docs, site = config.docs_dir, config.site_dir
            page = File(source, docs, site, config.use_directory_urls)
            page.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(page)
    return files


def on_page_read_source(*, page: Any, **_: Any) -> str | None:
    """The text of such a page; None for all that are written in ``site/docs``."""
    return _OFFICE_PAGES.get(page.file.src_uri)


def on_template_context(context: Any, *, template_name: str, config: Any) -> Any:
    """A page for unknown addresses is shown at any depth: its links start at the root.

    MkDocs sees to that for ``404.html`` alone.
    """
    if template_name.endswith("/404.html"):
        context["base_url"] = urlsplit(config.site_url or "/").path
    return context


def on_page_context(context: Any, *, page: Any, config: Any, **_: Any) -> Any:
    """The picture a shared link shows, where ``assets/og/`` holds one for the page."""
    name = Path(page.file.src_uri).name.split(".")[0].replace("index", "home")
    name = page.meta.get("kind", name)
    picture = f"assets/og/{name}.{config.theme['language']}.png"
    if Path(config.docs_dir, picture).exists():
        page.meta["picture"] = picture
    return context


def on_post_build(*, config: Any) -> None:
    """Runs after each language; the last one packs the pages of all.

    The i18n plugin takes the language out of a picture's name; those that are linked to from
    elsewhere keep it.
    """
    for folder in ("assets/cards", "assets/og"):
        drawn = Path(config.docs_dir, folder)
        if drawn.exists():
            shutil.copytree(drawn, Path(config.site_dir, folder), dirs_exist_ok=True)
    if config.theme["language"] == generate.LANGUAGES[-1]:
        pack(Path(config.site_dir))
