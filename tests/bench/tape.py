"""What the product asks of the database, noted call by call, and asked again by botocore alone."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.local.serve import REGION

WRITE = "TransactWriteItems"


@dataclass(frozen=True)
class Call:
    """An operation of DynamoDB and its parameters, without the token that names one sending."""

    operation: str
    parameters: Mapping[str, Any]

    def on(self, table: str) -> Call:
        """The same call for another table."""
        return Call(self.operation, _on(table, self.parameters))


@dataclass
class Tape:
    """Notes every call of a client, apart for each thread."""

    _noted: list[tuple[int, Call]] = field(default_factory=list)

    def listen_to(self, client: Any) -> None:
        """Note what this client sends from now on."""
        client.meta.events.register("before-parameter-build.dynamodb", self._note)

    def take(self) -> list[list[Call]]:
        """What was noted since the last time, in order, one list for each thread."""
        noted, self._noted = self._noted, []
        threads: dict[int, list[Call]] = defaultdict(list)
        for thread, call in noted:
            threads[thread].append(call)
        return list(threads.values())

    def _note(self, params: Mapping[str, Any], model: Any, **_: object) -> None:
        kept = {name: value for name, value in params.items() if name != "ClientRequestToken"}
        self._noted.append((threading.get_ident(), Call(model.name, kept)))


def bare_client(endpoint_url: str) -> Any:
    """Botocore's own client, with connections that are kept as the product keeps them."""
    return botocore.session.get_session().create_client(
        "dynamodb",
        region_name=REGION,
        endpoint_url=endpoint_url,
        config=Config(max_pool_connections=64, tcp_keepalive=True),
    )


def send(client: Any, call: Call) -> None:
    """Send one call; a condition that fails is an answer like any other."""
    with suppress(ClientError):
        getattr(client, xform_name(call.operation))(**call.parameters)


def replay(client: Any, threads: Sequence[Sequence[Call]]) -> None:
    """Send all calls again: each thread its own, in their order, all threads at once."""
    with ThreadPoolExecutor(len(threads)) as pool:
        list(pool.map(lambda calls: [send(client, call) for call in calls], threads))


def _on(table: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: table if name == "TableName" else _on(table, below)
            for name, below in value.items()
        }
    return [_on(table, each) for each in value] if isinstance(value, list) else value
