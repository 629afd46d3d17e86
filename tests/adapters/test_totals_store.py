"""The totals' contract, kept by the stand-in, on moto and on Amazon's own engine."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from chalicelib import clients
from chalicelib.adapters.dynamodb.totals_store import DynamoTotalsStore
from chalicelib.domain.day_totals import NOTHING, DayTotals
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally, tally
from chalicelib.domain.survey_ports import TotalsStore
from chalicelib.settings import Settings
from tests.fakes_totals import InMemoryTotalsStore

MONDAY, TUESDAY = date(2026, 12, 14), date(2026, 12, 15)
A_DAY = DayTotals(
    channels=Counter({"web": 3, "facebook": 1}),
    slots={"08:00": 2, "08:31": 1},
    cancelled=1,
    no_shows=1,
    unserved=0,
    finished=2,
    by_register={-3: 1},
    by_desk={16: 1},
    minutes={28: 1, 41: 1},
    leads={0: 1, 60: 3},
)


@pytest.fixture(params=["memory", "moto", pytest.param("engine", marks=pytest.mark.engine)])
def store(request: pytest.FixtureRequest) -> TotalsStore:
    if request.param == "memory":
        return InMemoryTotalsStore()
    settings: Settings = request.getfixturevalue(f"{request.param}_settings")
    return DynamoTotalsStore(clients.dynamodb_client(settings), settings.table)


def test_what_was_kept_of_a_day_comes_back_the_same(store: TotalsStore) -> None:
    store.keep_day("bang-rak", MONDAY, A_DAY)

    assert store.days("bang-rak", MONDAY, MONDAY) == {MONDAY: A_DAY}
    assert store.days("bang-rak", TUESDAY, TUESDAY) == {}
    assert store.days("dusit", MONDAY, MONDAY) == {}


def test_keeping_a_day_again_replaces_it_and_an_empty_one_is_not_there(store: TotalsStore) -> None:
    store.keep_day("bang-rak", MONDAY, A_DAY)
    store.keep_day("bang-rak", TUESDAY, A_DAY)

    store.keep_day("bang-rak", MONDAY, DayTotals(channels={"web": 1}))
    store.keep_day("bang-rak", TUESDAY, NOTHING)

    found = store.days("bang-rak", MONDAY, TUESDAY)
    assert found == {MONDAY: DayTotals(channels={"web": 1})}


def test_what_was_kept_of_a_month_comes_back_the_same(store: TotalsStore) -> None:
    counted = tally([{"staff": 5, "place": 3}, {"staff": 4}])
    store.keep_month("bang-rak", Month(2026, 12), counted)
    store.keep_month("bang-rak", Month(2027, 1), Tally())

    found = store.months("bang-rak", Month(2026, 11), Month(2027, 1))

    assert found == {Month(2026, 12): counted, Month(2027, 1): Tally()}


def test_days_and_months_and_the_span_lie_apart(store: TotalsStore) -> None:
    assert store.span("bang-rak") is None

    store.set_span("bang-rak", KeptSpan(MONDAY, TUESDAY))
    store.keep_month("bang-rak", Month(2026, 12), Tally())

    assert store.span("bang-rak") == KeptSpan(MONDAY, TUESDAY)
    assert store.days("bang-rak", date(2000, 1, 1), date(2100, 1, 1)) == {}
