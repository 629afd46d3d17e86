"""What the parts are made from: the site's sentences, and the data the service itself reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

LANGUAGES = ("th", "en")

Entries = dict[str, dict[str, str]]
Words = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Sources:
    """One checkout's sentences and data."""

    root: Path

    def words(self, language: str) -> Words:
        """The sentences of one language by file and key.

        Those that name the only office give way, where several take bookings, to what
        ``several.json`` says instead: ``site.tagline`` to the tagline of ``site.json``.
        """
        words = in_language(self.strings, language)
        if "several" in words and self.has_several_offices:
            for key, sentence in words["several"].items():
                file, dot, name = key.partition(".")
                if dot:
                    words[file][name] = sentence
        return words

    def data(self, name: str) -> Any:
        """A data file of the service, such as ``offices.json``."""
        return read_json(self.root / "functions" / "chalicelib" / "data" / name)

    @cached_property
    def has_several_offices(self) -> bool:
        """Whether more than one office takes bookings."""
        offices = self.data("offices.json")["offices"]
        return len([office for office in offices if office["booking"]]) > 1

    @property
    def site(self) -> Path:
        """The folder of everything the pages are made from."""
        return self.root / "site"

    @cached_property
    def strings(self) -> dict[str, Entries]:
        """Every sentence by file and key, both languages side by side."""
        return load_strings(self.root / "site" / "strings")


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def load_strings(folder: Path) -> dict[str, Entries]:
    """Every sentence of the site by file and key, both languages side by side."""
    return {path.stem: read_json(path) for path in sorted(folder.glob("*.json"))}


def in_language(strings: dict[str, Entries], language: str) -> dict[str, dict[str, str]]:
    """The sentences of one language by file and key."""
    return {
        name: {key: entry[language] for key, entry in entries.items()}
        for name, entries in strings.items()
    }
