"""What the local server's worker does beside sending: the same jobs as on AWS, each for itself."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
import yaml

from chalicelib.domain.ports import Unfinished
from chalicelib.services import Services
from infra.local import worker
from infra.local.worker import Worker
from infra.setup import ROOT
from tests.builders import make_stored
from tests.fakes import FrozenClock
from tests.usecases.test_forgetting import MailFile


@pytest.fixture
def services(services: Services) -> Services:
    services.mail_sender = MailFile()
    return services


def fail(*_: object) -> None:
    raise ConnectionError


def test_the_local_copy_forgets_couples_as_a_deployed_one_does(
    services: Services, clock: FrozenClock
) -> None:
    booking = make_stored(services.store)
    clock.moment += timedelta(days=200)

    Worker(services).round()

    forgotten = services.store.find(booking.reference)
    assert forgotten
    assert forgotten.phone == ""


def test_a_job_that_fails_keeps_no_message_and_no_other_job_waiting(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_stored(services.store, email="couple@example.com")
    done: list[object] = []
    monkeypatch.setattr(type(services.totals), "keep", fail)
    monkeypatch.setattr(
        services.forgetting.memory, "forget_before", lambda *days: done.append(days)
    )

    Worker(services).round()

    assert services.outbox.due(services.clock.now()) == []
    assert len(done) == 1
    assert [record.getMessage() for record in caplog.records] == ["totals failed: ConnectionError"]


def test_a_message_that_cannot_be_sent_keeps_no_job_of_the_day_waiting(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(services.outbox, "due", fail)
    monkeypatch.setattr(
        services.forgetting.memory, "forget_before", lambda *days: done.append(days)
    )

    Worker(services).round()

    assert len(done) == 1


def test_a_job_of_the_day_that_failed_is_tried_again_after_a_minute_and_then_done_for_the_day(
    services: Services, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def unfinished_first(*days: object) -> None:
        asked.append(days)
        if len(asked) == 1:
            raise Unfinished(Counter(failed=1))

    monkeypatch.setattr(services.forgetting.memory, "forget_before", unfinished_first)
    one = Worker(services)

    times = []
    for seconds in (0, 1, 59, 1, 60, 24 * 3600):
        clock.moment += timedelta(seconds=seconds)
        one.round()
        times.append(len(asked))

    assert times == [1, 1, 2, 2, 2, 3]


def test_what_a_deployment_does_by_the_clock_the_local_copy_does_too() -> None:
    jobs = yaml.safe_load((ROOT / "infra" / "template" / "jobs.yml").read_text("utf-8"))
    by_the_clock = {name.lower() for name, job in jobs.items() if job["schedules"]}

    local = {*worker.EACH_ROUND, *worker.ONCE_A_DAY, "figures"}

    # The canary visits a deployment from outside.
    assert by_the_clock - local == {"canary"}
