"""The one place where an error of AWS becomes one of ours.

A transaction that lost against a *simultaneous* one (``TransactionConflict``) has not been judged,
so it is sent again a few times; a condition that failed has been judged and is not, unless an
earlier write of the same transaction was not looked at.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004

from chalicelib.domain.errors import TryAgain

_BUSY = frozenset(
    {
        "InternalServerError",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
# Reasons why a transaction was given up before its conditions were looked at.
_UNJUDGED = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_CONFLICT_TRIES = 4
_CONFLICT_PAUSE_S = 0.02


class ConditionsFailed(Exception):
    """A transaction that was judged and refused.

    ``old_items`` has, for each write in its order, the item that stood in the way (empty if there
    is none), or None where the condition held. They hold names and numbers, so the exception's own
    text never shows them: it may end up in a log.
    """

    def __init__(self, old_items: Sequence[Mapping[str, Any] | None]) -> None:
        super().__init__()
        self.old_items = old_items


@contextmanager
def busy_means_try_again() -> Iterator[None]:
    """Turn throttling, time-outs and lost connections into ``TryAgain``; let the rest travel."""
    try:
        yield
    except ClientError as error:
        if _code(error) in _BUSY:
            raise TryAgain from error
        raise
    except (ConnectionError, HTTPClientError) as error:
        raise TryAgain from error


@contextmanager
def refused_write() -> Iterator[None]:
    """Like ``busy_means_try_again`` for a single write with a condition."""
    try:
        with busy_means_try_again():
            yield
    except ClientError as error:
        if _code(error) != "ConditionalCheckFailedException":
            raise
        raise ConditionsFailed([_found(error.response)]) from error


def transact(send: Callable[[], object]) -> None:
    """Send a transaction until it is judged.

    Raises ``ConditionsFailed``, or ``TryAgain`` when the database could not judge it in time.
    """
    for attempt in range(1, _CONFLICT_TRIES + 1):
        try:
            with busy_means_try_again():
                send()
            return
        except ClientError as error:
            if _code(error) != "TransactionCanceledException":
                raise
            reasons = error.response.get("CancellationReasons", [])
            codes = [reason.get("Code") for reason in reasons]
            if _is_judged(codes):
                raise ConditionsFailed([_old_item(reason) for reason in reasons]) from error
            if not _UNJUDGED & set(codes):
                raise
        # Random pauses keep the losers of one collision from meeting again at once.
        time.sleep(random.uniform(0, _CONFLICT_PAUSE_S * 2**attempt))  # noqa: S311
    raise TryAgain


def _is_judged(codes: Sequence[str | None]) -> bool:
    """Whether a condition failed, and every write before it was looked at.

    The order of the writes is the order in which their refusals are told: while the first is
    locked by somebody else, the second's failure may only be the echo of our own earlier attempt.
    """
    if "ConditionalCheckFailed" not in codes:
        return False
    return not _UNJUDGED & set(codes[: codes.index("ConditionalCheckFailed")])


def _found(response: Mapping[str, Any]) -> Mapping[str, Any]:
    item: Mapping[str, Any] = response.get("Item", {})
    return item


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def _old_item(reason: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return reason.get("Item", {}) if reason.get("Code") == "ConditionalCheckFailed" else None
