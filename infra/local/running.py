"""The server that runs on a data directory, for commands beside it."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from chalicelib.adapters.dynamodb.link_register import LinkRegister
from chalicelib.clients import dynamodb_client
from chalicelib.settings import Settings
from infra.local import engine, serve


def settings(data_dir: Path) -> Settings | None:
    """Its settings, or None where no server runs on Amazon's own engine.

    From here on this process has credentials that open nothing else.
    """
    endpoint_url = engine.endpoint_in(data_dir / "dynamodb")
    if endpoint_url is None or not _answers(endpoint_url):
        return None
    serve.isolate_from_aws()
    found = serve.local_settings(0, data_dir, endpoint_url)
    papers = serve.papers_endpoint_in(data_dir)
    if papers is None or not _answers(papers):
        return replace(found, papers_bucket=None)
    return replace(found, papers_endpoint=papers)


def link_register(data_dir: Path) -> LinkRegister | None:
    """The register of links, or None where no server runs on Amazon's own engine."""
    found = settings(data_dir)
    return LinkRegister(dynamodb_client(found), found.table) if found else None


def _answers(url: str) -> bool:
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=1).close()
    except OSError:
        return False
    return True
