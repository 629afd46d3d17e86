"""The bill an office is shown: from the measured units, below what was promised."""

from __future__ import annotations

import re

import pytest

from chalicelib.adapters.dynamodb import keys
from infra.cost import model
from infra.setup import ROOT
from tests.infra.conftest import Package

JOURNEYS = model.journeys()


def monthly(who: str, month: str, free: model.FreeTiers) -> float:
    used = model.usage(JOURNEYS["months"][who][month], JOURNEYS)
    return model.total(model.bill(used, free))


def test_without_time_limited_free_tiers_it_stays_below_what_was_promised() -> None:
    assert monthly("bang_rak", "ordinary", "permanent") < 1
    assert monthly("fifty_districts", "ordinary", "permanent") < 25


@pytest.mark.parametrize("who", JOURNEYS["months"])
def test_fewer_free_tiers_and_fuller_months_cost_more(who: str) -> None:
    for free in ("all", "permanent", "none"):
        assert monthly(who, "ordinary", free) < monthly(who, "february", free)
    assert monthly(who, "ordinary", "all") <= monthly(who, "ordinary", "permanent")
    assert monthly(who, "ordinary", "permanent") < monthly(who, "ordinary", "none")


@pytest.mark.parametrize(
    ("words", "deed"),
    [
        ("booking", model.BOOKING),
        ("move", model.MOVE),
        ("cancellation", model.CANCELLATION),
        ("calendar of a full window of 60 days", model.CALENDAR),
        ("slots of a day", model.DAY),
        ("day list of 15 couples", model.DAY_LIST),
        ("message sent", model.MESSAGE),
        ("paper asked for, looked at and accepted", model.PAPER),
    ],
)
def test_units_are_those_that_were_measured(words: str, deed: model.Deed) -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(words)} \| ([\d.]+)[^|]*\|([^|]*)\|$", text, re.MULTILINE)

    assert row, words
    written = re.match(r" ?(\d+)", row[2])
    assert float(row[1]) == deed.reads
    assert (float(written[1]) if written else 0) == deed.writes


def test_the_desk_looks_as_often_as_the_model_counts() -> None:
    text = (ROOT / "site/docs/assets/desk/pace.mjs").read_text(encoding="utf-8")
    milliseconds = {name: int(value) for name, value in re.findall(r"const (\w+_MS) = (\d+)", text)}

    assert milliseconds["LISTEN_MS"] == model.LISTEN_S * 1000
    assert milliseconds["ANYWAY_MS"] == model.LOOK_ANYWAY_S * 1000


@pytest.mark.parametrize(("who", "promised"), [("bang_rak", 1), ("fifty_districts", 25)])
def test_desks_that_asked_the_service_as_often_as_the_pulse_would_break_the_promise(
    monkeypatch: pytest.MonkeyPatch, who: str, promised: float
) -> None:
    monkeypatch.setattr(model, "LOOK_ANYWAY_S", model.LISTEN_S)

    assert monthly(who, "ordinary", "permanent") > promised


def test_the_model_counts_what_the_stack_has(made: Package) -> None:
    used = model.usage(JOURNEYS["months"]["bang_rak"]["ordinary"], JOURNEYS)
    alarms = made.of_type("AWS::CloudWatch::Alarm").values()

    assert used["alarm"] == sum(1 + len(each.get("Metrics", ())[2:]) for each in alarms)
    assert used["metric"] == len(made.of_type("AWS::Logs::MetricFilter"))
    assert used["dashboard"] == len(made.of_type("AWS::CloudWatch::Dashboard"))
    assert keys.OUTBOX_SHARDS == 8


def test_the_queue_of_papers_is_asked_all_month_and_still_within_what_is_free_for_good() -> None:
    for months in JOURNEYS["months"].values():
        used = model.usage(months["february"], JOURNEYS)
        assert 600_000 < used["queue_request"] < model.prices()["lines"]["queue_request"]["free"]


def test_every_price_says_whether_its_free_tier_lasts() -> None:
    for name, line in model.prices()["lines"].items():
        assert line["free"] == 0 or "permanent" in line, name
    assert re.fullmatch(r"20\d\d-\d\d", model.prices()["as_of"])
    assert "verified" in model.prices()["note"]
    assert "twelve months" in model.prices()["free"]
