"""What the pages claim about law and practice: each with a source and the day it was checked.

The files of ``site/claims/`` hold one claim per id; ``sources.json`` says where they come from. A
page cites a claim as ``[^id]``. A slip stops the build, which names file, id and field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from natrak_site.sources import LANGUAGES, read_json

Bilingual = Mapping[str, str]

CONFIDENCES = ("low", "medium", "high")
KINDS = ("unknown", "reconstructed", "fact")
FRESH_FOR = timedelta(days=180)


class ClaimInvalid(Exception):
    """A slip in ``site/claims/``; the text is for whoever made it."""


@dataclass(frozen=True)
class Source:
    """Where a claim comes from: an address to read, or whoever keeps the paper, or neither."""

    name: Bilingual
    address: str | None = None
    kept_at: Bilingual | None = None

    @property
    def can_be_looked_up(self) -> bool:
        return bool(self.address or self.kept_at)


@dataclass(frozen=True)
class Claim:
    """One thing the site says, and how sure it is of it."""

    id: str
    says: Bilingual
    source: Source
    confidence: str
    checked: date
    kind: str = "fact"
    confirm: Bilingual | None = None

    @property
    def ask_the_office(self) -> bool:
        """The reader is better off asking than believing."""
        return self.confidence == "low"

    @property
    def must_be_confirmed(self) -> bool:
        """The office has to say yes before the service opens."""
        return self.confidence != "high"

    def is_overdue(self, today: date) -> bool:
        return today - self.checked > FRESH_FOR


def load_claims(folder: Path) -> dict[str, Claim]:
    """Every claim by its id."""
    sources = {
        name: _source(f"sources.json: {name}", entry)
        for name, entry in _read(folder / "sources.json").items()
    }
    claims: dict[str, Claim] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name == "sources.json":
            continue
        for name, entry in _read(path).items():
            where = f"{path.name}: {name}"
            _must(name not in claims, where, "this id is used twice")
            claims[name] = _claim(where, name, entry, sources)
    return claims


def overdue(claims: Mapping[str, Claim], today: date) -> list[Claim]:
    """The claims last checked over 180 days ago, the oldest first."""
    late = [claim for claim in claims.values() if claim.is_overdue(today)]
    return sorted(late, key=lambda claim: (claim.checked, claim.id))


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        entries: dict[str, dict[str, Any]] = read_json(path)
    except json.JSONDecodeError as fault:
        raise ClaimInvalid(
            f"{path.name}: line {fault.lineno}: a comma or a quotation mark is missing "
            "there or in the line before"
        ) from fault
    return entries


def _source(where: str, entry: dict[str, Any]) -> Source:
    _known_fields(where, entry, {"name", "address", "kept_at"})
    address = entry.get("address")
    _must(
        address is None or address.startswith(("https://", "http://")),
        where,
        "address does not begin with https:// or http://",
    )
    kept_at = _bilingual(where, entry, "kept_at") if "kept_at" in entry else None
    return Source(_bilingual(where, entry, "name"), address, kept_at)


def _claim(where: str, name: str, entry: dict[str, Any], sources: dict[str, Source]) -> Claim:
    _known_fields(where, entry, {"says", "source", "confidence", "checked", "kind", "confirm"})
    _must("source" in entry, where, "source is missing")
    _must(entry["source"] in sources, where, f"sources.json has no {entry['source']!r}")
    _must(entry.get("confidence") in CONFIDENCES, where, "confidence is not low, medium or high")
    _must(entry.get("kind", "fact") in KINDS, where, f"kind is none of {', '.join(KINDS)}")
    claim = Claim(
        id=name,
        says=_bilingual(where, entry, "says"),
        source=sources[entry["source"]],
        confidence=entry["confidence"],
        checked=_day(where, entry),
        kind=entry.get("kind", "fact"),
        confirm=_bilingual(where, entry, "confirm") if "confirm" in entry else None,
    )
    _must(
        claim.source.can_be_looked_up or claim.must_be_confirmed,
        where,
        "a source that nobody can look up is not enough for high confidence",
    )
    _must(
        (claim.confirm is not None) == claim.must_be_confirmed,
        where,
        "confirm belongs to low and medium confidence, and only there",
    )
    return claim


def _bilingual(where: str, entry: dict[str, Any], field: str) -> Bilingual:
    words: dict[str, str] = entry.get(field, {})
    for language in LANGUAGES:
        _must(bool(words.get(language, "").strip()), where, f"{field}.{language} is missing")
    return words


def _day(where: str, entry: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(entry.get("checked", ""))
    except ValueError as fault:
        raise ClaimInvalid(f"{where}: checked is not a date like 2026-11-22") from fault


def _known_fields(where: str, entry: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(set(entry) - known)
    _must(not unknown, where, f"no field is called {', '.join(unknown)}")


def _must(holds: bool, where: str, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise ClaimInvalid(f"{where}: {otherwise}")
