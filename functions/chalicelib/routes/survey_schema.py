"""The body of a survey answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from chalicelib.adapters import data_files
from chalicelib.domain.survey import LONGEST_COMMENT, Levels
from chalicelib.routes.schemas import Body, load


class SurveyLevels(fields.Field[Levels]):
    """Levels by question id. ``null`` is "not applicable", which is the same as no answer."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Levels:
        del attr, data, kwargs
        if not isinstance(value, dict):
            raise ValidationError("field_invalid")
        asked = data_files.questionnaire()
        wrong = {
            str(id_): ["level_invalid" if id_ in asked.ids else "question_unknown"]
            for id_, level in value.items()
            if id_ not in asked.ids or not _is_level(level, asked.levels)
        }
        if wrong:
            raise ValidationError(wrong)
        return {id_: level for id_, level in value.items() if level is not None}


class SurveySchema(Body):
    """``POST /survey``."""

    answers = SurveyLevels(required=True)
    comment = fields.String(
        load_default="",
        allow_none=True,
        validate=validate.Length(max=LONGEST_COMMENT, error="comment_too_long"),
    )


_SURVEY = SurveySchema()


def survey_answer(body: object) -> tuple[Levels, str]:
    """The levels and the comment of an answer, or ``ValidationFailed``."""
    values = load(_SURVEY, body)
    return values["answers"], values["comment"] or ""


def _is_level(level: object, levels: Mapping[int, object]) -> bool:
    # True is an int to Python, and 3.0 equals 3; neither was meant as an answer.
    return level is None or (type(level) is int and level in levels)
