"""The modules a page loads, and what they weigh on the wire."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

BOOKING = Path(__file__).resolve().parents[2] / "site" / "docs" / "assets" / "booking"
KIB = 1024

_IMPORT = re.compile(r"^import .*?from '(\.[^']+)'$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)


def modules(entry: str) -> set[Path]:
    """A page's script and all it imports."""
    found: set[Path] = set()
    waiting = [BOOKING / entry]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            names = _IMPORT.findall(path.read_text(encoding="utf-8"))
            waiting += [path.parent / name for name in names]
    return found


def compressed_kib(entry: str) -> float:
    """Without comments, as they are built, and each file by itself: joined they weigh less."""
    bare = [_COMMENT.sub("", path.read_text(encoding="utf-8")) for path in modules(entry)]
    return sum(len(gzip.compress(script.encode(), 9)) for script in bare) / KIB
