"""A couple's pages on a slow phone, beside a bare page of the theme.

Slow 4G (150 ms, 1.6 Mbit/s) and a quarter of the processor. Every page of both languages is held
to the same limits by ``tests/browser/test_weight.py``; here are those a booking begins with.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from tests.bench import journey, plain_site
from tests.bench.effort import Effort
from tests.bench.pages import LIMITS
from tests.bench.row import Row, limited, worst
from tests.browser.conftest import QUIET
from tests.browser.loading import KIB, Load, visitor
from tests.live import server

EARLIER = "/how-to-book/"


def rows(effort: Effort, say: Callable[[str], None]) -> list[Row]:
    """`pages`, which is the wait for the largest thing in sight, and what a load weighs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _bare_page(Path(folder) / "bare") as bare,
        sync_playwright() as playwright,
    ):
        served = server.start(Path(folder) / "data")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        try:
            return _rows(browser, served.url, bare, effort, say)
        finally:
            browser.close()
            served.stop()


def _rows(
    browser: Browser, url: str, bare: str, effort: Effort, say: Callable[[str], None]
) -> list[Row]:
    # A browser's first page is slower than all others, whatever it is.
    _load(browser, bare, "/")
    first: dict[str, list[Load]] = {path: [] for path in effort.pages}
    floor = []
    for run in range(effort.runs):
        say(f"pages: run {run + 1} of {effort.runs}")
        floor.append(_load(browser, bare, "/"))
        for path, loads in first.items():
            loads.append(_load(browser, url, path))
    second = [_second(browser, url, path) for path in effort.pages]
    heaviest = max((loads[0] for loads in first.values()), key=lambda load: load.kib)
    most = max((loads[0] for loads in first.values()), key=lambda load: load.requests)
    waits = [
        limited(path, "ms", _lcp(loads), LIMITS["lcp_ms"], _lcp(floor))
        for path, loads in first.items()
    ]
    return [
        worst("pages", waits),
        _weight("first load", "KiB", heaviest.kib, LIMITS["first_kib"], floor[0].kib),
        _weight("second load", "KiB", max(it.kib for it in second), LIMITS["second_kib"]),
        _weight(
            "script", "KiB", _script(heaviest), journey.LIMITS["script_kib"], _script(floor[0])
        ),
        _weight("fonts", "KiB", sum(heaviest.fonts.values()) / KIB, LIMITS["first_kib"]),
        _weight("requests", "", most.requests, LIMITS["requests"], floor[0].requests),
        _taps(browser, url, say),
    ]


def _taps(browser: Browser, url: str, say: Callable[[str], None]) -> Row:
    """How long the slowest taps of a booking wait for the next paint, in both languages."""
    taps = []
    for slot, path in enumerate(("/book/", "/en/book/"), start=1):
        say(f"pages: a booking from {path}")
        taps += [step["tap_ms"] for step in journey.walk(browser, url, path, slot).values()]
    answered = [tap for tap in taps if tap]
    slowest = quantiles(answered, n=20, method="inclusive")[-1]
    row = limited("pages: taps, 95 of 100", "ms", [slowest], journey.LIMITS["tap_ms"])
    return replace(row, runs=len(answered))


def _weight(name: str, unit: str, value: float, limit: float, floor: float = 0) -> Row:
    """What a load weighs is the same in every run."""
    return limited(f"pages: {name}", unit, [value], limit, [floor] if floor else ())


def _load(browser: Browser, url: str, path: str) -> Load:
    with visitor(browser, url, slow=True) as somebody:
        return somebody.load(path)


def _second(browser: Browser, url: str, path: str) -> Load:
    with visitor(browser, url) as somebody:
        somebody.load(EARLIER)
        return somebody.load(path)


def _lcp(loads: Sequence[Load]) -> list[float]:
    return [load.lcp_ms for load in loads]


def _script(load: Load) -> float:
    """What came as script over the wire, in KiB."""
    return sum(size for url, size in load.bytes.items() if url.endswith((".mjs", ".js"))) / KIB


@contextmanager
def _bare_page(folder: Path) -> Iterator[str]:
    """The theme with a heading and a paragraph, compressed as our own pages are; its URL."""
    docs = folder / "th"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# นัดรัก\n\nจดทะเบียนสมรส\n", encoding="utf-8")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    plain_site.make(folder, "th")
    built = folder / "built" / "th"
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in [*built.rglob("*.html"), *built.rglob("*.css"), *built.rglob("*.js")]:
        compressor.compress(str(path))
    pages = WhiteNoise(_nothing, root=built, index_file=True, max_age=0)
    served = create_server(pages, host="127.0.0.1", port=0)
    threading.Thread(target=served.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{served.effective_port}"
    finally:
        served.close()


def _nothing(_: object, start: Callable[..., object]) -> list[bytes]:
    start("404 Not Found", [])
    return []
