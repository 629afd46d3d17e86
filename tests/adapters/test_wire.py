"""Our translator of typed JSON says what boto3's says, for every value that our items hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.wire import deserialized, serialized

# DynamoDB keeps 38 digits; instants and counts need ten.
NUMBERS = st.integers(min_value=-(10**37), max_value=10**37)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda below: st.lists(below) | st.dictionaries(st.text(), below),
)
SETS = st.sets(st.text(), min_size=1)


@given(VALUES)
def test_a_value_is_written_as_boto3_writes_it(value: Any) -> None:
    assert serialized(value) == TypeSerializer().serialize(value)


@given(SETS)
def test_a_set_is_written_as_boto3_writes_it_and_in_order(value: set[str]) -> None:
    assert serialized(value) == {"SS": sorted(TypeSerializer().serialize(value)["SS"])}


@given(VALUES | SETS)
def test_a_value_is_read_as_boto3_reads_it(value: Any) -> None:
    wire = TypeSerializer().serialize(value)

    assert deserialized(wire) == value == TypeDeserializer().deserialize(wire)


@pytest.mark.parametrize("value", [1.5, date(2026, 12, 14), {"at": b"bytes"}, {1, 2}, set()])
def test_a_value_that_no_item_holds_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        serialized(value)
