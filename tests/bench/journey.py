"""The journey from the first page to the ticket on Slow 4G, with an old phone's processor.

Prints a table and writes ``build/bench/journey.json``: how long until the first question can be
answered, how long each tap waits for the next paint, and what the scripts weigh on the wire.

    python -m tests.bench.journey
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import PHONE, QUIET
from tests.browser.couple import DAY, expect_step, name_both
from tests.live import server
from tests.site.scripts import compressed_kib

TARGET = Path(__file__).resolve().parents[2] / "build" / "bench" / "journey.json"
# Slow 4G and an old phone's processor, as Lighthouse takes them.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWDOWN = 4
LIMITS = {"tap_ms": 100, "script_kib": 30}

# From a press to the paint that answers it, as browsers measure INP.
_WATCH = """
  window.taps = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) taps.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16 })
"""


def main() -> None:
    """Walk the journey in both languages against the service as `make serve` starts it."""
    with tempfile.TemporaryDirectory() as data_dir, sync_playwright() as playwright:
        served = server.start(Path(data_dir))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        try:
            walks = {
                path: walk(browser, served.url, path, slot)
                for slot, path in enumerate(("/book/", "/en/book/"), start=4)
            }
        finally:
            browser.close()
            served.stop()
    result = {"limits": LIMITS, "script_kib": round(compressed_kib("book.mjs"), 1), "walks": walks}
    print(table(result["script_kib"], walks))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(result, indent=2), encoding="utf-8")


def walk(browser: Browser, url: str, path: str, slot: int) -> dict[str, dict[str, float]]:
    """For each step: until its content is there, and how long the tap on it waited for a paint."""
    steps: dict[str, dict[str, float]] = {}
    with browser.new_context(viewport=PHONE, base_url=url) as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(_WATCH)
        cdp = context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", SLOW_4G)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})

        def step(name: str, act: Callable[[], object], there: str) -> None:
            began = page.evaluate("taps.length = 0; performance.now()") if steps else 0
            act()
            page.locator(there).first.wait_for()
            ready = page.evaluate("performance.now()") - began
            page.wait_for_timeout(300)
            steps[name] = {
                "ready_ms": round(ready),
                "tap_ms": max(page.evaluate("taps"), default=0),
            }

        step("open", lambda: page.goto(path), "#who-mixed")
        page.locator("#who-mixed").check()
        step("day", lambda: press(page, "who"), f'[data-months] [data-day="{DAY}"]')
        step(
            "slot", page.locator(f'[data-months] [data-day="{DAY}"]').click, f'[data-slot="{slot}"]'
        )
        step("couple", page.locator(f'[data-slot="{slot}"]').click, "#name-1")
        name_both(page)
        step("contact", lambda: press(page, "couple"), "#phone")
        page.locator("#phone").fill(f"081 234 560{slot}")
        step("check", lambda: press(page, "contact"), "[data-summary]")
        expect_step(page, "check")
        step("ticket", lambda: press(page, "check"), "#ticket [data-reference]")
    return steps


def press(page: Page, step: str) -> None:
    """Press the button of a question."""
    page.locator(f'[data-step="{step}"] button[type=submit]').click()


def table(script_kib: object, walks: dict[str, dict[str, dict[str, float]]]) -> str:
    """One line for each step; what is over its limit is marked."""
    lines = [f"{'page':<12}{'step':<10}{'ready ms':>10}{'tap ms':>10}"]
    for path, steps in walks.items():
        for name, took in steps.items():
            over = " OVER" if took["tap_ms"] > LIMITS["tap_ms"] else ""
            lines.append(f"{path:<12}{name:<10}{took['ready_ms']:>10}{took['tap_ms']:>10.0f}{over}")
    lines.append(f"script of the whole journey: {script_kib} KiB (limit {LIMITS['script_kib']})")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
