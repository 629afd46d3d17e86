"""The form Kor Ror 1: the guide that explains it and the worksheet that prepares it.

``site/kr1/form.json`` says what each part of the form asks, ``worksheet.json`` what the worksheet
does. Both languages stand in both pages: one is read at home, the other at the counter.
"""

from __future__ import annotations

from typing import Any

from natrak_site.dates import MONTHS
from natrak_site.sources import Sources, read_json


def form(sources: Sources) -> list[dict[str, Any]]:
    """The parts of the form in their order."""
    parts: list[dict[str, Any]] = read_json(sources.site / "kr1" / "form.json")
    return parts


def worksheet(sources: Sources) -> dict[str, Any]:
    """What the worksheet asks each person, and both together."""
    asked: dict[str, Any] = read_json(sources.site / "kr1" / "worksheet.json")
    return asked | {"months": MONTHS}
