"""The API against its own description: no fault, no undocumented status, every error a problem."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app import app
from chalicelib.settings import Settings
from infra.data import make_openapi
from tests.fakes import FrozenClock
from tests.live import server
from tests.waiting import A_WHILE_S

FULL = os.environ.get("NATRAK_TESTS") == "full"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_the_description_is_made_from_what_validates() -> None:
    written = json.loads(make_openapi.TARGET.read_text(encoding="utf-8"))

    assert written == json.loads(json.dumps(make_openapi.build()))


def test_every_route_is_described_and_no_other() -> None:
    described = {
        (path, method.upper())
        for path, methods in make_openapi.build()["paths"].items()
        for method in methods
    }
    routed = {(path, method) for path, methods in app.routes.items() for method in methods}

    assert described == routed


@pytest.fixture
def url(engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    with server.on_a_thread(engine_settings, clock) as base_url:
        yield base_url


OPERATIONS = [
    (path, method) for path, methods in make_openapi.build()["paths"].items() for method in methods
]


@pytest.mark.engine
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_described(url: str, path: str, method: str) -> None:
    described = schemathesis.openapi.from_url(f"{url}/api/openapi.json")

    operation = described[path][method]
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @given(case=st.one_of(right, wrong))
    @settings(
        max_examples=200 if FULL else 12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not FULL,
    )
    def any_request(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(checks=CHECKS, timeout=A_WHILE_S)
        if answer.status_code >= 400 and "html" not in answer.headers["content-type"][0]:
            assert answer.headers["content-type"] == ["application/problem+json"]
            assert {"code", "message", "status"} <= set(answer.json())

    any_request()
