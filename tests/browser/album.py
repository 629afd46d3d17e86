"""Pictures of a walk through the pages, in both languages, as the site shows them."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.conftest import QUIET

QUALITY = 70
# Fonts and what moves have come to rest.
REST_MS = 400


@dataclass(frozen=True)
class Album:
    """A folder of pictures, each by its name and language."""

    folder: Path
    names: Iterable[str]

    def prepare(self) -> None:
        """Make empty files: the strict build refuses a page whose picture is not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in self.names:
            for language in ("th", "en"):
                self._file(name, language).touch()

    def shoot(self, page: Page, camera: CDPSession, name: str, language: str) -> None:
        """Keep what is in sight. WebP is a third of PNG; Playwright itself does not write it."""
        page.wait_for_timeout(REST_MS)
        taken = camera.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
        self._file(name, language).write_bytes(base64.b64decode(taken["data"]))

    def _file(self, name: str, language: str) -> Path:
        return self.folder / f"{name}.{language}.webp"


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield opened
        opened.close()


@contextmanager
def window(opened: Browser, **options: Any) -> Iterator[tuple[Page, CDPSession]]:
    """A light page on which nothing moves, and its camera."""
    context = opened.new_context(color_scheme="light", reduced_motion="reduce", **options)
    page = context.new_page()
    yield page, context.new_cdp_session(page)
    context.close()
