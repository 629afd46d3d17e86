"""Every page of the built site, so that a page written tomorrow is looked at as well."""

from __future__ import annotations

from infra.local.site import BUILT

UNKNOWN = "no-such-page/"


def all_pages(language: str) -> list[str]:
    """The paths of all pages of a language, and an address where there is none."""
    paths = [
        f"/{file.parent.relative_to(BUILT).as_posix()}/".replace("/./", "/")
        for file in sorted(BUILT.rglob("index.html"))
    ]
    root = "/en/" if language == "en" else "/"
    return [
        *(path for path in paths if path.startswith("/en/") == (language == "en")),
        root + UNKNOWN,
    ]
