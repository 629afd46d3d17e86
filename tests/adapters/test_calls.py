"""AWS's errors become ours: injected, since DynamoDB Local throws hardly any of them."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    ParamValidationError,
    ReadTimeoutError,
)

from chalicelib.adapters.dynamodb import calls
from chalicelib.adapters.dynamodb.calls import ConditionsFailed, busy_means_try_again, transact
from chalicelib.domain.errors import TryAgain


def client_error(code: str, **more: Any) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}, **more}, "TransactWriteItems")


def cancelled(*codes: str) -> ClientError:
    reasons = [
        {"Code": code, "Item": {"pk": {"S": code}}}
        if code == "ConditionalCheckFailed"
        else {"Code": code}
        for code in codes
    ]
    return client_error("TransactionCanceledException", CancellationReasons=reasons)


class Database:
    """Answers each call with the next of its errors, then with success."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls.time, "sleep", lambda _: None)


def test_a_conflict_with_a_simultaneous_transaction_is_sent_again() -> None:
    database = Database(
        cancelled("TransactionConflict", "None"), cancelled("None", "TransactionConflict")
    )

    transact(database)

    assert database.calls == 3


def test_a_conflict_that_does_not_end_is_try_again_and_never_a_crash() -> None:
    database = Database(*[cancelled("TransactionConflict")] * 99)

    with pytest.raises(TryAgain):
        transact(database)

    assert database.calls == 4


def test_a_failed_condition_is_final_even_beside_a_conflict() -> None:
    database = Database(cancelled("ConditionalCheckFailed", "TransactionConflict"))

    with pytest.raises(ConditionsFailed) as failed:
        transact(database)

    assert failed.value.old_items == [{"pk": {"S": "ConditionalCheckFailed"}}, None]
    assert database.calls == 1


def test_a_condition_behind_an_unjudged_write_is_not_believed_yet() -> None:
    """Our own earlier attempt may hold the reference and have taken the very place."""
    database = Database(cancelled("TransactionConflict", "ConditionalCheckFailed"))

    transact(database)

    assert database.calls == 2


def test_what_stood_in_the_way_never_shows_in_the_text_of_the_error() -> None:
    failed = ConditionsFailed([{"phone": {"S": "+66812345678"}}])

    assert "0812345678" not in repr(failed) + str(failed)
    assert "66812345678" not in repr(failed) + str(failed)


@pytest.mark.parametrize(
    "error",
    [
        client_error("ThrottlingException"),
        client_error("ProvisionedThroughputExceededException"),
        client_error("TransactionInProgressException"),
        client_error("InternalServerError"),
        ReadTimeoutError(endpoint_url="http://127.0.0.1"),
        EndpointConnectionError(endpoint_url="http://127.0.0.1"),
    ],
)
def test_a_busy_or_unreachable_database_means_try_again(error: Exception) -> None:
    with pytest.raises(TryAgain) as refused, busy_means_try_again():
        raise error

    assert refused.value.__cause__ is error


def test_a_call_that_botocore_itself_refuses_is_a_mistake_of_ours() -> None:
    with pytest.raises(ParamValidationError), busy_means_try_again():
        raise ParamValidationError(report="")


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
def test_a_mistake_of_ours_travels_to_be_mended(code: str) -> None:
    with pytest.raises(ClientError):
        transact(Database(client_error(code)))


def test_a_cancellation_for_another_reason_travels() -> None:
    with pytest.raises(ClientError):
        transact(Database(cancelled("ValidationError")))
