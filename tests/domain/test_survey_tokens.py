"""A survey token gives one visit one right, says only the month, and cannot be made by others."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.errors import SurveyExpired, SurveyUnknown
from chalicelib.domain.months import Month, months_of
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.survey_tokens import SurveyTokens
from tests.builders import NOW, make_booking

TOKENS = SurveyTokens(Secrets(b"key"))


def test_the_same_visit_has_the_same_token_and_every_other_another() -> None:
    mine, other = make_booking(), make_booking(reference="K7M4-Q2XW")

    assert TOKENS.token(mine) == TOKENS.token(make_booking(sequence=3))
    assert TOKENS.token(mine) != TOKENS.token(other)


def test_a_token_says_office_and_month_and_neither_day_nor_reference() -> None:
    granted = TOKENS.read(TOKENS.token(make_booking()), NOW)

    assert (granted.office_id, granted.month) == ("bang-rak", Month(2026, 12))
    assert "ABCD" not in TOKENS.token(make_booking())
    assert TOKENS.token(make_booking(date=date(2026, 12, 1))) == TOKENS.token(make_booking())


@pytest.mark.parametrize("token", ["", "x", "a.b.c.d", "bang-rak.2026-12..", "\ud800", "ก.ข.ค.ง"])
def test_what_is_no_token_is_unknown(token: str) -> None:
    with pytest.raises(SurveyUnknown):
        TOKENS.read(token, NOW)


def test_a_token_with_any_sign_changed_is_unknown() -> None:
    token = TOKENS.token(make_booking())
    for place, sign in enumerate(token):
        changed = token[:place] + ("x" if sign != "x" else "y") + token[place + 1 :]
        with pytest.raises(SurveyUnknown):
            TOKENS.read(changed, NOW)


def test_another_service_reads_none_of_our_tokens() -> None:
    with pytest.raises(SurveyUnknown):
        SurveyTokens(Secrets(b"another key")).read(TOKENS.token(make_booking()), NOW)


def test_a_token_is_good_until_the_end_of_the_month_after_the_visit() -> None:
    token = TOKENS.token(make_booking())

    TOKENS.read(token, datetime(2027, 1, 31, 23, 59, tzinfo=BANGKOK))
    with pytest.raises(SurveyExpired):
        TOKENS.read(token, datetime(2027, 2, 1, 0, 0, tzinfo=BANGKOK))


def test_months_run_over_the_end_of_a_year() -> None:
    months = list(months_of(date(2026, 11, 30), date(2027, 1, 1)))

    assert [str(month) for month in months] == ["2026-11", "2026-12", "2027-01"]
    assert Month(2027, 2).last == date(2027, 2, 28)
    assert Month.spelled("2026-12") == Month(2026, 12)
