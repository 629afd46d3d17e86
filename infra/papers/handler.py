"""The Lambda function that looks at what couples send, called for each file that comes."""

from __future__ import annotations

from typing import Any

from chalicelib import wiring
from chalicelib.adapters.s3.paper_files import named_by
from infra.papers.guarded import inspect


def take_in(event: dict[str, Any], _context: object) -> None:
    """EventBridge's ``Object Created`` of a key under ``uploads/``; Lambda tries thrice in all."""
    reference, id_ = named_by(event["detail"]["object"]["key"])
    wiring.services().papers.take_in(reference, id_, inspect)
