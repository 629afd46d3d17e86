"""DynamoDB's typed JSON and back: texts, whole numbers, yes and no, lists and maps.

boto3 has a translator for everything DynamoDB knows, but loading it brings all of boto3 into a
starting container.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def serialized(value: Any) -> dict[str, Any]:
    """A value with its type; ``TypeError`` for one that no item of ours holds."""
    if isinstance(value, str):
        return {"S": value}
    # A bool is an int to Python, so it is asked for first.
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, Mapping):
        return {"M": {name: serialized(below) for name, below in value.items()}}
    if isinstance(value, list | tuple):
        return {"L": [serialized(each) for each in value]}
    raise TypeError(type(value).__name__)


def deserialized(value: Mapping[str, Any]) -> Any:
    """The plain value again."""
    ((kind, held),) = value.items()
    return _PLAIN[kind](held)


def _nothing(_: object) -> None:
    return None


def _same(held: Any) -> Any:
    return held


def _map(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: deserialized(below) for name, below in held.items()}


def _list(held: list[Any]) -> list[Any]:
    return [deserialized(each) for each in held]


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "S": _same,
    "N": int,
    "BOOL": _same,
    "NULL": _nothing,
    "M": _map,
    "L": _list,
}
