"""axe-core, the accessibility checker, on whatever a page shows at this moment."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
# The rules whose answer depends on colours.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# Only what is wrong is worked out in full, which halves the time.
_OPTIONS = {"resultTypes": ["violations"]}


def grave_findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Each serious or critical finding as a line: the rule and the first element it concerns.

    All rules are asked, or those that are named.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = _OPTIONS | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]} (and {len(rule['nodes']) - 1} more)"
        for rule in found
        if rule["impact"] in GRAVE
    ]
