"""Text for people, always in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["th", "en"]


@dataclass(frozen=True)
class Text:
    """The same thing said in Thai and in English."""

    th: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.th if language == "th" else self.en

    def as_json(self) -> dict[str, str]:
        return {"th": self.th, "en": self.en}
