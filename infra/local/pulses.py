"""Stands in for the table's stream, the function it calls, and the file that desks watch.

Enabling the stream of the local engine would write every change twice. What was written is known
here anyway: each write of the service goes through one client, whose calls can be listened to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from wsgiref.types import StartResponse, WSGIEnvironment

from chalicelib import schedule
from chalicelib.domain import pulses
from chalicelib.domain.secrets import Secrets

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

PATH = f"/{pulses.FOLDER}"
_WRITES = ("TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem")
_OK = 200


@dataclass(frozen=True)
class Pulses:
    """``Pulse`` in the memory of this server, and the WSGI application that shows it."""

    secrets: Secrets
    beats: dict[str, str] = field(default_factory=dict)

    def beat(self, office_id: str, day: date) -> None:
        """See ``Pulse.beat``."""
        self.beats[f"/{pulses.name_of(self.secrets, office_id, day)}"] = pulses.beat()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        beat = self.beats.get(environ["PATH_INFO"], "")
        headers = [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]
        headers.append(("Content-Length", str(len(beat))))
        start("200 OK" if beat else "404 Not Found", headers)
        return [beat.encode()]


def follow(client: DynamoDBClient) -> None:
    """Do after each write of this client what the table's stream has done in a deployment."""
    for write in _WRITES:
        client.meta.events.register(f"provide-client-params.dynamodb.{write}", _note_keys)
        client.meta.events.register(f"after-call.dynamodb.{write}", _tell)


def _note_keys(params: Mapping[str, Any], context: dict[str, Any], **_: object) -> None:
    context["natrak_written"] = list(_written(params))


def _tell(http_response: Any, context: Mapping[str, Any], **_: object) -> None:
    if http_response.status_code == _OK:
        schedule.beat(context["natrak_written"])


def _written(params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The records that the stream would have of a call."""
    together = [deed for each in params.get("TransactItems", ()) for deed in each.values()]
    for deed in together or [params]:
        key = deed.get("Key") or deed["Item"]
        yield {"dynamodb": {"Keys": {name: key[name] for name in ("pk", "sk")}}}
