"""DynamoDB's typed JSON and back: texts, whole numbers, yes and no, lists, maps, sets of texts.

boto3 has a translator for everything DynamoDB knows, but loading it brings all of boto3 into a
starting container.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any


def serialized(value: Any) -> dict[str, Any]:
    """A value with its type; ``TypeError`` for one that no item of ours holds."""
    for types, kind, written in _KINDS:
        if isinstance(value, types):
            return {kind: written(value)}
    raise TypeError(type(value).__name__)


def deserialized(value: Mapping[str, Any]) -> Any:
    """The plain value again."""
    ((kind, held),) = value.items()
    return _PLAIN[kind](held)


def _same(held: Any) -> Any:
    return held


def _yes(_: None) -> bool:
    return True


def _nothing(_: object) -> None:
    return None


def _typed_map(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: serialized(below) for name, below in value.items()}


def _typed_list(value: Sequence[Any]) -> list[Any]:
    return [serialized(each) for each in value]


def _typed_texts(value: Set[Any]) -> list[str]:
    if not value or not all(isinstance(each, str) for each in value):
        raise TypeError("a set of texts, with one at least")
    return sorted(value)


def _map(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: deserialized(below) for name, below in held.items()}


def _list(held: list[Any]) -> list[Any]:
    return [deserialized(each) for each in held]


_KINDS: tuple[tuple[type | tuple[type, ...], str, Callable[[Any], Any]], ...] = (
    (str, "S", _same),
    # A bool is an int to Python, so it is asked for first.
    (bool, "BOOL", _same),
    (int, "N", str),
    (type(None), "NULL", _yes),
    (Mapping, "M", _typed_map),
    ((list, tuple), "L", _typed_list),
    (Set, "SS", _typed_texts),
)
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "S": _same,
    "BOOL": _same,
    "N": int,
    "NULL": _nothing,
    "M": _map,
    "L": _list,
    "SS": set,
}
