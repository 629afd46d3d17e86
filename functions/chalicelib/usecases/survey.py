"""Asking a couple how it was, once, and keeping the answer where nobody finds theirs."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.comments import clean_comment
from chalicelib.domain.errors import FieldError, ValidationFailed
from chalicelib.domain.ports import Clock
from chalicelib.domain.survey import Levels, Questionnaire, SurveyAnswer, SurveyPass
from chalicelib.domain.survey_ports import SurveyStore
from chalicelib.domain.survey_tokens import SurveyTokens


@dataclass(frozen=True)
class OpenSurvey:
    """What the bearer of a token is asked, and whether it has been answered."""

    granted: SurveyPass
    questionnaire: Questionnaire
    answered: bool


@dataclass(frozen=True)
class Surveys:
    """The survey, by the token of a visit. No booking is read on the way."""

    questionnaire: Questionnaire
    store: SurveyStore
    tokens: SurveyTokens
    clock: Clock

    def open(self, token: str) -> OpenSurvey:
        """The questions, or ``SurveyUnknown`` or ``SurveyExpired``."""
        granted = self.tokens.read(token, self.clock.now())
        return OpenSurvey(granted, self.questionnaire, self.store.is_answered(granted))

    def must_be_good(self, token: str) -> None:
        """Raise ``SurveyUnknown`` or ``SurveyExpired``; whether it was used is the write's word."""
        self.tokens.read(token, self.clock.now())

    def answer(self, token: str, levels: Levels, comment: str) -> None:
        """Keep the answer and use up the token.

        Raises ``SurveyUnknown``, ``SurveyExpired``, ``AlreadyAnswered``, and ``ValidationFailed``
        when nothing was answered.
        """
        granted = self.tokens.read(token, self.clock.now())
        cleaned = clean_comment(comment) or None
        if not levels and cleaned is None:
            raise ValidationFailed([FieldError("answers", "answers_empty")])
        answer = SurveyAnswer(granted.office_id, granted.month, levels, cleaned)
        self.store.add(granted, answer)
