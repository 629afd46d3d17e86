"""What the table tells of its changes: the keys of every item written, a moment later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chalicelib.adapters.dynamodb import items, keys


def changed_days(records: Iterable[Mapping[str, Any]]) -> set[tuple[str, date]]:
    """The offices and days whose calendar these records are about, each once.

    They are the lines that ``BookingStore.day_mark`` is made of: whatever changes the mark is here.
    """
    changed = (items.from_wire(record["dynamodb"]["Keys"]) for record in records)
    return {keys.line_of(key["pk"], key["sk"]) for key in changed if keys.is_line(key["pk"])}
