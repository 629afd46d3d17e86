"""One token from many clients at once, through HTTP on Amazon's own engine."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from chalicelib.adapters.dynamodb import survey_store
from chalicelib.domain.months import Month
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.settings import Settings
from chalicelib.wiring import services
from tests.builders import make_booking
from tests.fakes import FrozenClock
from tests.live import server
from tests.waiting import A_WHILE_S

pytestmark = pytest.mark.engine

CLIENTS = 40


@pytest.fixture
def url(engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    with server.on_a_thread(engine_settings, clock) as base_url:
        yield base_url


def all_answer(url: str, reference: str) -> Counter[str]:
    """Forty clients with one token press at the same moment; what they were told."""
    token = SurveyTokens(services().secrets).token(make_booking(reference=reference))
    gate = threading.Barrier(CLIENTS)

    def answer(number: int) -> str:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=A_WHILE_S)
        connection.connect()
        gate.wait(timeout=A_WHILE_S)
        body = json.dumps({"answers": {"overall": number % 5 + 1}, "comment": f"no. {number}"})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/survey", body, headers)
        response = connection.getresponse()
        said = json.loads(response.read())
        connection.close()
        assert response.status < 500, said
        return str(said.get("code", said["status"]))

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(answer, range(CLIENTS)))


def answers_kept() -> int:
    return len(services().survey_store.levels("bang-rak", Month(2026, 12)))


def test_one_token_from_many_clients_is_exactly_one_answer_five_times_in_a_row(url: str) -> None:
    for round_ in range(1, 6):
        told = all_answer(url, f"ABCD-234{round_ + 1}")

        assert told == {"answered": 1, "already_answered": CLIENTS - 1}
        assert answers_kept() == round_


def test_without_the_condition_the_race_is_lost(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    always = f"attribute_exists(pk) OR {survey_store.NOT_ANSWERED_YET}"
    monkeypatch.setattr(survey_store, "NOT_ANSWERED_YET", always)

    told = all_answer(url, "ABCD-2349")

    assert told["answered"] > 1
    assert answers_kept() == told["answered"]
