"""Fixtures shared by all tests: a frozen clock, the three stores, the API's test client."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from botocore.config import Config
from chalice.test import Client
from moto import mock_aws

from app import app
from chalicelib import clients, wiring
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.staff_links import SigningKey
from chalicelib.services import Services
from chalicelib.settings import Keys, Settings
from infra.local import engine as engines
from infra.local import table
from infra.local.serve import REGION, isolate_from_aws
from tests import proofs
from tests.fakes import FrozenClock, InMemoryBookingStore
from tests.waiting import A_WHILE_S

# A busy machine is not a broken rule: examples are judged by what they show, not by the clock.
# Every run tries the same ones, so that a change is judged by what it changed; `make test-full`
# looks for others.
hypothesis.settings.register_profile(
    "natrak",
    deadline=None,
    derandomize=os.environ.get("NATRAK_TESTS") != "full",
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("natrak")

KEYS = Keys(hash_key=b"a test's own key", staff_links=(SigningKey("test", "a test's own secret"),))

_tables = itertools.count(1)
# Asked before each of a thousand tests, and a Java is started to answer.
_engine_is_here = cache(engines.is_available)


@pytest.fixture(scope="session", autouse=True)
def _no_real_aws() -> None:
    isolate_from_aws()


@pytest.fixture(scope="session", autouse=True)
def _patient_with_the_table() -> None:
    # An engine that waits for its turn on a busy machine is not one that has gone, and a second
    # try of a write that did succeed would be answered as somebody else's.
    clients.TABLE_PATIENCE = Config(connect_timeout=A_WHILE_S, read_timeout=A_WHILE_S)


@pytest.fixture(scope="session")
def running_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of DynamoDB Local, for as long as the tests run."""
    data: Path = tmp_path_factory.mktemp("dynamodb")
    running = engines.start(data)
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


@pytest.fixture
def engine_settings(running_engine: str) -> Settings:
    """Settings with a table of its own on DynamoDB Local."""
    settings = make_settings(endpoint_url=running_engine)
    table.create_if_absent(clients.dynamodb_client(settings), settings.table)
    return settings


@pytest.fixture
def moto_settings() -> Iterator[Settings]:
    """Settings with a table on moto, which is enough for one caller at a time."""
    with mock_aws():
        settings = make_settings()
        table.create_if_absent(clients.dynamodb_client(settings), settings.table)
        yield settings


@pytest.fixture(
    params=["memory", "moto", pytest.param("engine", marks=pytest.mark.engine)],
)
def store(request: pytest.FixtureRequest) -> InMemoryBookingStore | DynamoBookingStore:
    """Every booking store there is: they all keep the same contract."""
    if request.param == "memory":
        return InMemoryBookingStore()
    settings: Settings = request.getfixturevalue(f"{request.param}_settings")
    return DynamoBookingStore(clients.dynamodb_client(settings), settings.table)


@pytest.fixture
def clock() -> FrozenClock:
    """Tuesday 1 December 2026, nine in the morning."""
    return FrozenClock()


@pytest.fixture
def services(moto_settings: Settings, clock: FrozenClock) -> Services:
    """The parts of the API, on moto and the frozen clock."""
    made = Services(moto_settings, clock=clock)
    wiring.use(made)
    return made


@pytest.fixture
def api(services: Services) -> Client:
    """Chalice's own test client."""
    return Client(app, project_dir="functions")


def make_settings(
    endpoint_url: str | None = None, base_url: str = "http://natrak.test"
) -> Settings:
    """Settings with a table name nobody else has."""
    return Settings(
        table=f"natrak-{os.getpid()}-{next(_tables)}",
        region=REGION,
        base_url=base_url,
        keys=KEYS,
        endpoint_url=endpoint_url,
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without the engine, its proofs are left out here and named at the end."""
    if item.get_closest_marker("engine") and not _engine_is_here():
        proofs.note(item.nodeid, "DynamoDB Local is not here")
        pytest.skip("DynamoDB Local is not here")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands what it could not prove to the process that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not proven"] = proofs.noted()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker could not prove."""
    proofs.note_all(getattr(node, "workeroutput", {}).get("not proven", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what did not run, after everything else."""
    lines = proofs.write_report()
    if lines:
        terminalreporter.section("NOT PROVEN: these did not run")
        for line in lines:
            terminalreporter.write_line(line)
