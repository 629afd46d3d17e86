"""axe-core, the accessibility checker, on whatever a page shows at this moment."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
_AXE = Axe()
# Only what is wrong is worked out in full, which halves the time.
_OPTIONS = {"resultTypes": ["violations"]}


def grave_findings(page: Page) -> list[str]:
    """Each serious or critical finding as a line: the rule and the first element it concerns."""
    found = _AXE.run(page, options=_OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]} (and {len(rule['nodes']) - 1} more)"
        for rule in found
        if rule["impact"] in GRAVE
    ]
