"""The public figures: a few numbers about nobody."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib import schedule
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.figure_shelves import BucketShelf, FolderShelf
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.services import Services
from tests.api.test_report import a_morning
from tests.builders import make_booking, make_stored
from tests.fakes import FrozenClock


class Bucket:
    """As much of S3 as a shelf needs."""

    def __init__(self) -> None:
        self.objects: list[dict[str, Any]] = []

    def put_object(self, **options: Any) -> None:
        self.objects.append(options)


@pytest.fixture
def folder(services: Services, tmp_path: Path) -> Path:
    services.figure_shelf = FolderShelf(tmp_path)
    return tmp_path


def published(folder: Path) -> dict[str, Any]:
    assert schedule.publish_figures() == 1
    content: dict[str, Any] = json.loads((folder / "bang-rak.json").read_text())
    return content


def test_an_empty_week_from_wednesday_on_has_three_days_of_fifteen_places(
    services: Services, folder: Path
) -> None:
    """Tuesday 1 December 2026: Wednesday, Thursday and Friday are free, 45 places."""
    assert published(folder) == {
        "office": "bang-rak",
        "made_at": "2026-12-01T09:00:00+07:00",
        "next_free_day": "2026-12-02",
        "places_left": 45,
        "week_ends": "2026-12-06",
        "from": "2026-09-02",
        "to": "2026-11-30",
        "median_minutes": None,
        "served": 0,
        "satisfaction_percent": None,
        "answers": 0,
    }


def test_a_full_day_is_not_the_next_free_one(services: Services, folder: Path) -> None:
    for slot in range(1, 16):
        reference = f"ABCD-{slot + 20}99"
        day = datetime(2026, 12, 2, tzinfo=BANGKOK).date()
        make_stored(services.store, reference=reference, date=day, slot=slot)

    shown = published(folder)

    assert (shown["next_free_day"], shown["places_left"]) == ("2026-12-03", 30)


def test_of_few_couples_no_median_and_no_satisfaction_is_told(
    api: Any, services: Services, folder: Path, clock: FrozenClock
) -> None:
    a_morning(api, services, clock)
    clock.moment = clock.moment.replace(day=16)

    shown = published(folder)

    assert (shown["served"], shown["median_minutes"]) == (4, None)


def test_of_five_answers_satisfaction_is_told(services: Services, folder: Path) -> None:
    for number in range(5):
        visit = make_booking(reference=f"REF-{number}")
        token = SurveyTokens(services.secrets).token(visit)
        services.surveys.answer(token, {"overall": 4}, "")

    shown = published(folder)

    assert (shown["satisfaction_percent"], shown["answers"]) == (80, 5)


def test_in_a_deployment_the_file_lies_beside_the_page(services: Services) -> None:
    bucket = Bucket()
    services.figure_shelf = BucketShelf(bucket, "pages")

    schedule.publish_figures()

    (put,) = bucket.objects
    assert (put["Bucket"], put["Key"]) == ("pages", "figures/bang-rak.json")
    assert put["ContentType"] == "application/json"
    assert "max-age=60" in put["CacheControl"]


def test_without_a_bucket_nothing_is_published(services: Services) -> None:
    assert schedule.publish_figures() == 0
