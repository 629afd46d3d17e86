"""What the schemas of the data files share: whoever edits one is told the wrong field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields, validate


class Strict(Schema):
    """An object that may hold nothing but its fields."""

    class Meta:
        unknown = RAISE


class TextSchema(Strict):
    """Both languages, neither empty."""

    th = fields.String(required=True, validate=validate.Length(min=1))
    en = fields.String(required=True, validate=validate.Length(min=1))


def flat(errors: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Marshmallow's tree of messages as ``slots[3].end`` and a message."""
    if isinstance(errors, Mapping):
        for name, below in errors.items():
            step = f"[{name}]" if isinstance(name, int) else f".{name}" if path else str(name)
            yield from flat(below, path + step)
    else:
        yield from ((path, str(message)) for message in errors)
