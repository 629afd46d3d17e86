"""Sends a form to the bucket as a browser does."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from werkzeug.test import EnvironBuilder

from chalicelib.services import PAPERS_PATH
from infra.local.bucket import Bucket


def sent_to(door: Bucket, fields: Mapping[str, str], content: bytes) -> tuple[int, str]:
    """The status and S3's code."""
    told: list[str] = []
    builder = EnvironBuilder(
        path=PAPERS_PATH, method="POST", data={**fields, "file": (BytesIO(content), "file")}
    )

    def start(status: str, headers: Any, *_: Any) -> Any:
        told.append(status)

    environ = builder.get_environ()
    body = b"".join(door(environ, start)).decode()
    environ["wsgi.input"].close()
    builder.close()
    code = body.partition("<Code>")[2].partition("</Code>")[0]
    return int(told[0].split()[0]), code
