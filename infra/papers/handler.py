"""The Lambda function that looks at what couples send, called by S3 for each file that comes."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

from chalicelib import wiring
from chalicelib.adapters.s3.paper_files import named_by
from infra.papers.inspection import inspect


def take_in(event: dict[str, Any], _context: object) -> None:
    """``s3:ObjectCreated:Post`` under ``uploads/``; S3 calls again when this fails."""
    for record in event["Records"]:
        reference, id_ = named_by(unquote_plus(record["s3"]["object"]["key"]))
        wiring.services().papers.take_in(reference, id_, inspect)
