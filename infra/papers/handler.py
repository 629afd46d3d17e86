"""The Lambda function that looks at what couples send, called for each file that comes."""

from __future__ import annotations

import json
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.s3.paper_files import named_by
from infra.papers.guarded import inspect


def take_in(event: dict[str, Any], _context: object) -> None:
    """A message of the queue: EventBridge's ``Object Created`` of a key under ``uploads/``.

    An error leaves the message in the queue, which gives it out again, five times in all.
    """
    (message,) = event["Records"]
    came = json.loads(message["body"])
    reference, id_ = named_by(came["detail"]["object"]["key"])
    wiring.services().papers.take_in(reference, id_, inspect)
