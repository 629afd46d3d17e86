"""Site, API and bucket on one port, a couple that has booked, and its files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from chalicelib.settings import Settings
from tests.builders import make_body
from tests.fakes import FrozenClock
from tests.live import server
from tests.papers import files


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Moto's S3, as `make serve` has it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    _, port = running.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
def url(built_site: None, engine_settings: Settings, clock: FrozenClock, s3: str) -> Iterator[str]:
    """Site, API and bucket on one port."""
    settings = replace(engine_settings, papers_bucket=engine_settings.table, papers_endpoint=s3)
    with server.on_a_thread(settings, clock) as base_url:
        yield base_url


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Twelve million pixels, with the place where it was taken."""
    path = tmp_path / "passport.jpg"
    path.write_bytes(files.photograph(4032, 3024))
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "proof.pdf"
    path.write_bytes(files.pdf(2))
    return path


@pytest.fixture
def link(url: str, request: pytest.FixtureRequest) -> str:
    """The private link of a booking that has the usual papers."""
    named = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    body = make_body(slot=2, language=named.get("language", "en"), email="couple@example.com")
    return str(server.book(url, "the-booking-with-papers", body).json()["manage_url"])
