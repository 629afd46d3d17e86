"""A real Chromium against the real server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chalicelib.settings import Settings
from infra.local import site
from tests import proofs
from tests.fakes import FrozenClock
from tests.live import server
from tests.waiting import A_WHILE_S

# Chromium looks for updates and accounts by itself; a test's browser must not leave the machine.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
A_WHILE_MS = A_WHILE_S * 1000

expect.set_options(timeout=A_WHILE_MS)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium")
    if not path:
        proofs.note(request.node.nodeid or "tests/browser", "Chromium is not here")
        pytest.skip("Chromium is not here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_site() -> None:
    """The site as it stands now."""
    site.build(print)


@pytest.fixture
def url(built_site: None, engine_settings: Settings, clock: FrozenClock) -> Iterator[str]:
    """Site and API on one port, on DynamoDB Local, on a Tuesday morning."""
    with server.on_a_thread(engine_settings, clock) as base_url:
        yield base_url


@pytest.fixture
def context(chromium: Browser, url: str) -> Iterator[BrowserContext]:
    """A couple's phone. A request to any other host, or an error in a script, fails the test."""
    opened = chromium.new_context(viewport=PHONE, base_url=url, locale="th-TH")
    opened.set_default_timeout(A_WHILE_MS)
    strays: list[str] = []
    opened.on("request", lambda sent: strays.extend([sent.url] * (not _is_own(sent.url, url))))
    opened.on("weberror", lambda fault: strays.append(str(fault.error)))
    yield opened
    opened.close()
    assert strays == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _is_own(requested: str, url: str) -> bool:
    return requested.startswith((f"{url}/", "data:", "blob:"))
