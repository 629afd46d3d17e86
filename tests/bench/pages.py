"""What every page costs a reader on Slow 4G with an old phone.

Prints a table and writes ``build/bench/pages.json``: the first load with an empty cache, the wait
for the largest thing in sight, how far things jumped, and the weight of the page as a second one.

    python -m tests.bench.pages
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.loading import KIB, visitor
from tests.browser.pages import all_pages
from tests.live import server

TARGET = Path(__file__).resolve().parents[2] / "build" / "bench" / "pages.json"
LIMITS = {
    "first_kib": 150,
    "requests": 15,
    "second_kib": 40,
    "lcp_ms": 2000,
    "layout_shift": 0.05,
}
COLUMNS = ("page", *LIMITS, "font_kib", "lcp_element")


def main() -> None:
    """Measure all pages of both languages against the service as `make serve` starts it."""
    with tempfile.TemporaryDirectory() as data_dir, sync_playwright() as playwright:
        served = server.start(Path(data_dir))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        try:
            paths = [*all_pages("th"), *all_pages("en")]
            rows = [measure(browser, served.url, path) for path in paths]
        finally:
            browser.close()
            served.stop()
    print(table(rows))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps({"limits": LIMITS, "pages": rows}, indent=2), encoding="utf-8")


def measure(browser: Browser, url: str, path: str) -> dict[str, float | str]:
    """One page: loaded first on a slow phone, and second after the home page."""
    with visitor(browser, url, slow=True) as somebody:
        first = somebody.load(path)
    with visitor(browser, url) as somebody:
        somebody.load("/en/" if path.startswith("/en/") else "/")
        second = somebody.load(path)
    return {
        "page": path,
        "first_kib": round(first.kib, 1),
        "requests": first.requests,
        "second_kib": round(second.kib, 1),
        "lcp_ms": round(first.lcp_ms),
        "layout_shift": round(first.cls, 3),
        "font_kib": round(sum(first.fonts.values()) / KIB, 1),
        "lcp_element": first.lcp_element,
    }


def table(rows: list[dict[str, float | str]]) -> str:
    """The rows below the names of their columns; what is over its limit is marked."""
    lines = [[name.replace("_", " ") for name in COLUMNS]]
    lines += [[cell(name, row[name]) for name in COLUMNS] for row in rows]
    lines += [["limit", *(str(limit) for limit in LIMITS.values()), "", ""]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def cell(name: str, value: float | str) -> str:
    """A figure, with a mark where it is over its limit."""
    over = not isinstance(value, str) and name in LIMITS and value > LIMITS[name]
    return f"{value} OVER" if over else str(value)


if __name__ == "__main__":
    main()
