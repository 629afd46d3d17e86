"""What an old phone on a weak signal is spared: comments in scripts, and waiting for one module to
name the next.

The sources stay as they are written; only the built site is made smaller.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import rjsmin

SCRIPTS = Path(__file__).resolve().parent.parent / "docs" / "assets"
_IMPORT = re.compile(r"""^import .*?from '(\.[^']+)'$""", re.MULTILINE)


def on_page_context(context: Any, *, page: Any, **_: Any) -> Any:
    """``modules``: every script the page will need, to be fetched at once.

    A page names its own in its front matter: ``script: booking/booking-journey.mjs``.
    """
    if script := page.meta.get("script"):
        needed = modules(SCRIPTS / "booking" / "main.mjs") | modules(SCRIPTS / script)
        context["modules"] = sorted(path.relative_to(SCRIPTS).as_posix() for path in needed)
    return context


def modules(script: Path) -> set[Path]:
    """A script and all it imports, by their paths."""
    found: set[Path] = set()
    waiting = [script.resolve()]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            imports = _IMPORT.findall(path.read_text(encoding="utf-8"))
            waiting += [(path.parent / name).resolve() for name in imports]
    return found


def on_post_build(config: Any) -> None:
    """Take comments and spaces out of the built scripts."""
    for path in Path(config.site_dir, "assets").rglob("*.mjs"):
        script = path.read_text(encoding="utf-8")
        path.write_text(rjsmin.jsmin(script), encoding="utf-8")
