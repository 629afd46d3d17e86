"""Whoever brings many wrong keys waits; everybody else does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.domain.errors import BookingUnknown, TooManyRequests
from chalicelib.domain.guesses import WRONG_KEYS_A_MINUTE, Guesses
from tests.builders import NOW


def guess_wrong(guesses: Guesses, caller: str, now: datetime, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(BookingUnknown), guesses.counted(caller, now):
            raise BookingUnknown


def test_after_the_limit_a_key_is_not_even_looked_at() -> None:
    guesses, looked_at = Guesses(), []
    guess_wrong(guesses, "192.0.2.1", NOW, WRONG_KEYS_A_MINUTE)

    with pytest.raises(TooManyRequests) as refused, guesses.counted("192.0.2.1", NOW):
        looked_at.append("a right key")

    assert looked_at == []
    assert 60 <= refused.value.retry_after <= 61


def test_another_caller_is_not_held_up() -> None:
    guesses = Guesses()
    guess_wrong(guesses, "192.0.2.1", NOW, WRONG_KEYS_A_MINUTE)

    with guesses.counted("192.0.2.2", NOW):
        pass


def test_a_minute_later_the_caller_may_try_again() -> None:
    guesses = Guesses()
    guess_wrong(guesses, "192.0.2.1", NOW, WRONG_KEYS_A_MINUTE)

    with guesses.counted("192.0.2.1", NOW + timedelta(minutes=1)):
        pass


def test_right_keys_are_not_counted() -> None:
    guesses = Guesses()
    for _ in range(WRONG_KEYS_A_MINUTE * 2):
        with guesses.counted("192.0.2.1", NOW):
            pass


def test_a_great_many_callers_do_not_fill_the_memory() -> None:
    guesses = Guesses()
    for number in range(10_500):
        guess_wrong(guesses, f"caller-{number}", NOW)

    assert len(guesses._wrong) == 10_000
