"""What couples are asked after their visit, and what one of them answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.domain.months import Month
from chalicelib.domain.text import Text

LONGEST_COMMENT = 1000

# A question's level by its id: 5 (most satisfied) to 1. What does not apply is not in it.
Levels = Mapping[str, int]


class Question(NamedTuple):
    """One question; ``topic`` is the dimension that Thai public bodies report it under."""

    id: str
    topic: str
    text: Text


@dataclass(frozen=True)
class Questionnaire:
    """The questions, the five levels with their words, and the topics' names: all of them data."""

    questions: tuple[Question, ...]
    levels: Mapping[int, Text]
    not_applicable: Text
    topics: Mapping[str, Text]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(question.id for question in self.questions)


@dataclass(frozen=True)
class SurveyPass:
    """The right to answer once: of which office and month, and nobody's name.

    ``id`` stands for one visit and only this service can make it; it never goes near the answer.
    """

    office_id: str
    month: Month
    id: str


@dataclass(frozen=True)
class SurveyAnswer:
    """What somebody answered. That it was somebody of this office and month is all it keeps."""

    office_id: str
    month: Month
    levels: Levels
    comment: str | None = None
