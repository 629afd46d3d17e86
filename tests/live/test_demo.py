"""The sample year: believable, the same each time, and never in a deployed table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.calendar import Calendar
from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.secrets import Secrets
from chalicelib.settings import Settings
from infra import rebuild_totals
from infra.demo import __main__ as demo
from infra.demo import year
from infra.demo.year import SampleYear, Visit
from infra.local import engine, keyring, serve
from tests.builders import make_office, make_stored
from tests.conftest import make_settings

ASKED = [question.id for question in data_files.questionnaire().questions]


def sample() -> SampleYear:
    office = make_office()
    assert office.rules
    holidays = data_files.holidays()
    calendar = Calendar(office, office.rules, holidays, year.NOW, year.CHANGES)
    return SampleYear(office, calendar, data_files.checklist(), Secrets(b"key"), ASKED)


@pytest.fixture(scope="module")
def visits() -> list[Visit]:
    return list(sample().visits())


def test_there_are_3400_couples_in_distinct_places_and_valentines_is_the_peak(
    visits: list[Visit],
) -> None:
    days = Counter(visit.booking.date for visit in visits)
    places = {(visit.booking.date, visit.booking.held_place) for visit in visits}

    assert len(visits) == len(places) == 3400
    assert days.most_common(1) == [(year.VALENTINES, 720)]
    assert len({visit.booking.reference for visit in visits}) == 3400


def test_nobody_comes_on_a_day_on_which_the_office_is_closed(visits: list[Visit]) -> None:
    calendar = sample().calendar
    assert not [v for v in visits if calendar.is_day_off(v.booking.date)]
    assert all(year.FIRST <= visit.booking.date <= year.LAST for visit in visits)


def test_the_sample_year_is_the_same_for_everybody(visits: list[Visit]) -> None:
    assert list(sample().visits()) == visits


def test_every_record_can_have_been_pressed(visits: list[Visit]) -> None:
    for visit in visits:
        service = visit.booking.service
        assert (service.minutes is None) == (service.finished_at is None)
        assert visit.booking.made_at < visit.booking.starts_at
        if visit.levels:
            assert service.finished_at
            assert set(visit.levels) <= set(ASKED)
            assert set(visit.levels.values()) <= {1, 2, 3, 4, 5}


def test_the_year_has_a_story_to_tell(visits: list[Visit]) -> None:
    """No-shows and cancellations there are; services become shorter; the web takes over."""
    ordinary = [v.booking for v in visits if v.booking.date != year.VALENTINES]
    first, last = ordinary[:500], ordinary[-500:]
    minutes = [
        sorted(b.service.minutes for b in part if b.service.minutes is not None)
        for part in (first, last)
    ]
    assert minutes[0][len(minutes[0]) // 2] > 40
    assert minutes[1][len(minutes[1]) // 2] <= 31
    web = [sum(b.channel == "web" for b in part) for part in (first, last)]
    assert web[1] > 2 * web[0]
    assert 40 < sum(b.service.no_show for b in ordinary) < 200
    assert 100 < sum(b.status == "cancelled" for b in ordinary) < 300


@pytest.fixture
def filled(engine_settings: Settings) -> Settings:
    empty = replace(engine_settings, table=f"{engine_settings.table}-demo")
    demo.fill(empty, couples=150)
    return empty


@pytest.mark.engine
def test_the_report_of_a_filled_table_counts_every_couple(filled: Settings) -> None:
    services = demo.services_for(filled)

    report = services.reports.report("bang-rak", year.FIRST, year.LAST)

    assert report.totals.bookings == 150
    assert report.satisfaction.answered > 10
    assert services.totals.days("bang-rak", year.FIRST, year.LAST + timedelta(90))


@pytest.mark.engine
def test_a_table_with_bookings_in_it_is_left_alone(engine_settings: Settings) -> None:
    make_stored(demo.services_for(engine_settings).store)

    with pytest.raises(demo.Refused, match="holds bookings already"):
        demo.fill(engine_settings, couples=1)


@pytest.mark.parametrize("endpoint", [None, "https://dynamodb.ap-southeast-7.amazonaws.com"])
def test_a_deployed_table_is_refused_before_anything_is_sent(endpoint: str | None) -> None:
    with pytest.raises(demo.Refused, match="engine of this machine"):
        demo.fill(make_settings(endpoint_url=endpoint))


def test_whatever_speaks_of_a_deployment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(demo.Refused, match="deployed"):
        demo.must_not_be_deployed("https://natrak.example", {})
    with pytest.raises(demo.Refused, match="NATRAK_TABLE"):
        demo.must_not_be_deployed("", {"NATRAK_TABLE": "natrak-prod"})
    demo.must_not_be_deployed("", {"HOME": str(tmp_path)})


@pytest.mark.engine
def test_one_command_counts_the_totals_of_a_directory_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = engine.start(tmp_path / "dynamodb")
    try:
        services = demo.fill(
            serve.local_settings(8000, tmp_path, running.wait_until_ready()), couples=60
        )
        kept = services.totals.kept.days("bang-rak", year.FIRST, year.LAST)
        for day in kept:
            services.totals.kept.keep_day("bang-rak", day, DayTotals())
    finally:
        running.stop()

    options = ["--office", "bang-rak", "--from", "2025-12-01", "--data-dir", str(tmp_path)]
    rebuild_totals.main([*options, "--now", year.NOW.isoformat()])

    assert capsys.readouterr().out == "365 days of bang-rak were counted anew\n"
    running = engine.start(tmp_path / "dynamodb")
    try:
        again = demo.services_for(serve.local_settings(8000, tmp_path, running.wait_until_ready()))
        assert again.totals.kept.days("bang-rak", year.FIRST, year.LAST) == kept
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--office", "bang-rak", "--from", "2569-13-01"], "is not YYYY-MM-DD"),
        (["--office", "nowhere", "--from", "2026-01-01"], "is not an office with a queue"),
    ],
)
@pytest.mark.engine
def test_a_wrong_wish_to_count_anew_is_named(tmp_path: Path, options: list[str], why: str) -> None:
    (tmp_path / "dynamodb").mkdir()
    keyring.keys(tmp_path)

    with pytest.raises(SystemExit, match=why):
        rebuild_totals.main([*options, "--data-dir", str(tmp_path)])
