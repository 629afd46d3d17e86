"""The harness's own arithmetic: what it says of figures that are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.row import Pair, Row, because, compared, counted, limited, spread, worst
from tests.bench.tape import Call, Tape


def row(name: str = "write", ratio: float = 1.5, goal: float = 1.6) -> Row:
    return compared(name, "ms", [Pair(ratio, 1.0)] * 5, goal)


def test_the_ratio_is_the_median_of_the_pairs_so_one_bad_moment_moves_nothing() -> None:
    quiet = [Pair(3.0, 2.0)] * 4

    disturbed = compared("write", "ms", [*quiet, Pair(90.0, 2.0)], goal=1.6)

    assert (disturbed.ratio, disturbed.value, disturbed.floor) == (1.5, 3.0, 2.0)
    assert disturbed.ok


def test_a_machine_that_slows_down_both_halves_of_a_pair_leaves_the_ratio_alone() -> None:
    pairs = [Pair(3.0 * slow, 2.0 * slow) for slow in (1, 2, 5, 9, 4)]

    found = compared("write", "ms", pairs, goal=1.6)

    assert found.ratio == 1.5
    assert found.spread == 0


@pytest.mark.parametrize(("ratio", "ok"), [(1.6, True), (1.61, False)])
def test_a_goal_is_met_up_to_its_own_figure(ratio: float, *, ok: bool) -> None:
    assert row(ratio=ratio).ok is ok


def test_the_spread_is_the_middle_half_as_a_share_of_the_median() -> None:
    assert spread([1.0, 2.0, 3.0, 4.0, 5.0]) == pytest.approx(2 / 3)
    assert spread([7.0]) == 0


def test_a_figure_with_a_limit_is_judged_by_itself_and_not_by_its_floor() -> None:
    found = limited("pages", "ms", [1900.0, 2000.0, 2100.0], 2000, [100.0])

    assert found.ok
    assert (found.goal, found.ratio) == ("≤ 2000 ms", 20.0)
    assert not limited("pages", "ms", [2001.0], 2000).ok


def test_a_count_has_to_be_exactly_so_much() -> None:
    assert counted("rush: places given", 15, 15, 5).ok
    assert not counted("rush: places given", 14, 15, 5).ok


def test_a_family_is_well_only_if_each_of_its_parts_is() -> None:
    parts = [row("units: day", 1.0, 0.9), row("units: move", 1.5, 1.6)]

    found = worst("units", parts)

    assert (found.name, found.ratio, found.ok) == ("units", 1.5, False)


def test_a_reason_is_given_only_where_the_goal_is_missed() -> None:
    assert because(row(ratio=1.5), "too slow").why is None
    assert because(row(ratio=1.7), "too slow").why == "too slow"


def test_a_missed_goal_never_goes_without_a_word() -> None:
    assert because(row(ratio=1.7), None).why


def test_the_file_has_the_fields_that_were_agreed_on(tmp_path: Path) -> None:
    target = tmp_path / "bench.json"
    missed = because(row("route", 1.7), "all fields are checked")

    report.write({"cores": 2}, [row(), missed], target)

    found = json.loads(target.read_text(encoding="utf-8"))
    agreed = ["name", "value", "unit", "floor", "ratio", "goal", "ok", "runs", "spread"]
    assert list(found) == ["machine", "rows"]
    assert list(found["rows"][0]) == agreed
    assert list(found["rows"][1]) == [*agreed, "why"]


def test_the_table_names_each_row_and_shows_what_was_missed_and_why() -> None:
    shown = report.table([row(), because(row("route", 1.7), "all fields are checked")])

    _, met, missed, why = shown.splitlines()
    assert met.split() == ["write", "1.5", "ms", "1", "ms", "1.50×", "≤", "1.6×", "5", "0%", "ok"]
    assert missed.split()[-1] == "MISSED"
    assert why.strip() == "why: all fields are checked"


def test_the_readme_gets_the_figures_between_its_marks_and_keeps_the_rest(tmp_path: Path) -> None:
    target, readme = tmp_path / "bench.json", tmp_path / "README.md"
    report.write({}, [row()], target)
    readme.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")

    report.into_readme(target, readme)

    once = readme.read_text(encoding="utf-8")
    report.into_readme(target, readme)
    assert readme.read_text(encoding="utf-8") == once
    assert once.startswith("before\n")
    assert once.endswith("\nafter\n")
    assert "| write | 1.5 ms | 1 ms | 1.50× | ≤ 1.6× | 5 |" in once
    assert "old" not in once


def test_a_noted_call_is_sent_to_another_table_without_the_token_of_its_first_sending() -> None:
    tape = Tape()
    item = {"pk": {"S": "natrak-1"}}
    puts = [{"Put": {"TableName": "natrak-1", "Item": item}}]

    class Model:
        name = "TransactWriteItems"

    tape._note({"TransactItems": puts, "ClientRequestToken": "once"}, Model)

    ((call,),) = tape.take()
    assert call.on("natrak-2") == Call(
        "TransactWriteItems",
        {"TransactItems": [{"Put": {"TableName": "natrak-2", "Item": item}}]},
    )
    assert tape.take() == []
