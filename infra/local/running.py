"""The table of a local server that is running, for commands beside it."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

from chalicelib.adapters.dynamodb.link_register import LinkRegister
from chalicelib.wiring import dynamodb_client
from infra.local import engine, serve


def link_register(data_dir: Path) -> LinkRegister | None:
    """The register of links, or None where no server runs on Amazon's own engine."""
    endpoint_url = engine.endpoint_in(data_dir / "dynamodb")
    if endpoint_url is None or not _answers(endpoint_url):
        return None
    serve.isolate_from_aws()
    settings = serve.local_settings(0, data_dir, endpoint_url)
    return LinkRegister(dynamodb_client(settings), settings.table)


def _answers(url: str) -> bool:
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=1).close()
    except OSError:
        return False
    return True
