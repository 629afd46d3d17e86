"""Calls to AWS, each said before it is made; on a dry run those that change anything are only said.

What AWS refuses comes back as ``CannotGoOn``, with one sentence about what to do.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.advice import advice_on
from infra.command import CannotGoOn

NOBODY = "000000000000"
# Bangkok; an account must have it enabled.
HOME_REGION = "ap-southeast-7"

_NOT_THERE = frozenset(
    {
        *("404", "NoSuchBucket", "NoSuchKey", "ParameterNotFound", "ChangeSetNotFound"),
        *("ResourceNotFoundException", "TableNotFoundException", "ValidationError"),
    }
)


@dataclass
class Cloud:
    """One account, seen from one region."""

    region: str
    dry: bool = False
    clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, service: str, region: str | None = None) -> Any:
        """The client of a service, made once."""
        where = (service, region or self.region)
        if where not in self.clients:
            self.clients[where] = boto3.client(service, region_name=where[1])  # type: ignore[call-overload]
        return self.clients[where]

    def ask(self, service: str, call: str, *, region: str | None = None, **values: Any) -> Any:
        """What AWS says; None when the thing is not there, or when a dry run has nobody to ask."""
        if self.dry and not self.is_known:
            return None
        try:
            return getattr(self.client(service, region), call)(**values)
        except ClientError as error:
            if error.response["Error"]["Code"] in _NOT_THERE:
                return None
            raise _advised(error, f"{service} {call}") from error
        except BotoCoreError as error:
            raise _advised(error, f"{service} {call}") from error

    def change(
        self, what: str, service: str, call: str, *, region: str | None = None, **values: Any
    ) -> Any:
        """Do it, having said so; on a dry run, say it and answer None."""
        say(f"{'would ' if self.dry else ''}{what}  [{service} {call}]")
        if self.dry:
            return None
        try:
            return getattr(self.client(service, region), call)(**values)
        except (BotoCoreError, ClientError) as error:
            raise _advised(error, what) from error

    def wait(self, service: str, waiter: str, *, region: str | None = None, **values: Any) -> None:
        """Until it is so; a dry run does not wait."""
        if not self.dry:
            self.client(service, region).get_waiter(waiter).wait(**values)

    @cached_property
    def is_known(self) -> bool:
        """Whether there are credentials at all."""
        return boto3.Session().get_credentials() is not None

    @cached_property
    def account(self) -> str:
        """The account's number; a dry run without credentials has a made-up one."""
        if self.dry and not self.is_known:
            return NOBODY
        try:
            number: str = self.client("sts").get_caller_identity()["Account"]
        except (BotoCoreError, ClientError) as error:
            raise _advised(error, "asking who we are") from error
        return number


def say(text: str) -> None:
    """Tell whoever waits what is going on; standard output is left to the result."""
    print(text, file=sys.stderr, flush=True)


def _advised(error: BotoCoreError | ClientError, what: str) -> CannotGoOn:
    return CannotGoOn(f"{what}: {advice_on(error)}")
