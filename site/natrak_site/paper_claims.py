"""What the checklist claims: its rules, fees and foreign papers carry source and certainty too.

They live with the service, because bookings need them; here they are read as claims, so that one
page and one reminder cover everything the site says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from natrak_site.claims import Claim, Source
from natrak_site.sources import LANGUAGES, Sources

FILES = ("papers.json", "fees.json", "foreign_papers.json")


def paper_claims(sources: Sources) -> dict[str, Claim]:
    """Every claim of the checklist by file and title or id."""
    folder = sources.root / "functions" / "chalicelib" / "data"
    files = {name: sources.data(name) for name in FILES if (folder / name).exists()}
    known = files["papers.json"].get("sources", {})
    return {
        f"{name}: {_name(entry)}": _claim(f"{name}: {_name(entry)}", entry, known)
        for name, content in files.items()
        for entry in _entries(content)
    }


def _entries(content: Any) -> Iterator[Mapping[str, Any]]:
    """Whatever has a certainty, at any depth."""
    if isinstance(content, Mapping):
        if "confidence" in content:
            yield content
        content = list(content.values())
    if isinstance(content, list):
        for below in content:
            yield from _entries(below)


def _name(entry: Mapping[str, Any]) -> str:
    name: str = entry.get("id") or _words(entry)["en"]
    return name


def _words(entry: Mapping[str, Any]) -> Mapping[str, str]:
    words: Mapping[str, str] = entry.get("title") or entry["detail"]
    return words


def _claim(name: str, entry: Mapping[str, Any], known: Mapping[str, Any]) -> Claim:
    cited = [known[source] for source in entry["sources"]]
    return Claim(
        id=name,
        says=_words(entry),
        source=Source(
            {language: ", ".join(it["name"][language] for it in cited) for language in LANGUAGES},
            cited[0].get("url") if len(cited) == 1 else None,
        ),
        confidence=entry["confidence"],
        checked=date.fromisoformat(entry["checked"]),
        kind="paper",
    )
