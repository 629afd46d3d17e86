"""What it takes to load a page: bytes on the wire, requests, and how it went for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

PHONE = {"width": 390, "height": 844}
# Slow 4G and an old phone's processor, as Lighthouse takes them.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWDOWN = 4
AS_IT_IS = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
KIB = 1024

_WATCH = """
  window.vitals = { lcp: 0, cls: 0, what: '' }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      vitals.lcp = entry.startTime
      vitals.what = entry.element ? entry.element.tagName.toLowerCase() : ''
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) vitals.cls += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
"""


@dataclass
class Load:
    """One load of a page. Pictures that wait until they come into sight are counted apart."""

    path: str
    bytes: dict[str, int] = field(default_factory=dict)
    lazy: set[str] = field(default_factory=set)
    lcp_ms: float = 0
    lcp_element: str = ""
    cls: float = 0

    @property
    def requests(self) -> int:
        """How often the browser asked."""
        return len(self.bytes.keys() - self.lazy)

    @property
    def kib(self) -> float:
        """What came over the wire, headers and compression included."""
        return sum(size for url, size in self.bytes.items() if url not in self.lazy) / KIB

    @property
    def fonts(self) -> dict[str, int]:
        """The part of it that is letters."""
        return {url: size for url, size in self.bytes.items() if ".woff2" in url}


class Visitor:
    """Somebody with an empty cache, who may look at several pages."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self._page = page
        self._cdp = cdp
        self._asked: dict[str, str] = {}
        self._received: dict[str, int] = {}
        cdp.on("Network.requestWillBeSent", self._note_request)
        cdp.on("Network.loadingFinished", self._note_end)
        cdp.on("Network.requestServedFromCache", lambda it: self._asked.pop(it["requestId"], None))

    def load(self, path: str) -> Load:
        """Open a page and wait until nothing more comes."""
        self._asked.clear()
        self._received.clear()
        self._page.goto(path, wait_until="networkidle")
        # A busy machine may pause in the middle of a page; letters are the last to be asked for.
        self._page.evaluate("document.fonts.ready.then(() => null)")
        self._page.wait_for_timeout(300)
        vitals = self._page.evaluate("window.vitals")
        lazy = self._page.locator("img[loading=lazy]").evaluate_all(
            "all => all.map((it) => it.src)"
        )
        return Load(
            path,
            {
                url: self._received[id_]
                for id_, url in self._asked.items()
                if self._received.get(id_)
            },
            set(lazy),
            vitals["lcp"],
            vitals["what"],
            vitals["cls"],
        )

    def hurry(self) -> None:
        """The network and the processor are those of this machine from now on."""
        self._cdp.send("Network.emulateNetworkConditions", AS_IT_IS)
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})

    def _note_request(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self._asked[event["requestId"]] = event["request"]["url"]

    def _note_end(self, event: dict[str, Any]) -> None:
        self._received[event["requestId"]] = int(event["encodedDataLength"])


@contextmanager
def visitor(browser: Browser, url: str, *, slow: bool = False) -> Iterator[Visitor]:
    """A new visitor, on request with Slow 4G and an old phone."""
    with browser.new_context(viewport=PHONE, base_url=url, locale="th-TH") as context:
        page = context.new_page()
        page.add_init_script(_WATCH)
        cdp = context.new_cdp_session(page)
        cdp.send("Network.enable")
        if slow:
            cdp.send("Network.emulateNetworkConditions", SLOW_4G)
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        yield Visitor(page, cdp)
