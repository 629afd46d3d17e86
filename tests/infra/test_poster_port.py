"""The poster of a local copy leads to the port that this copy is served on."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import requests

from infra.local import serve, site
from natrak_site.poster import TRIAL, poster_of


@pytest.fixture
def another_port() -> Iterator[str]:
    """The address of a server of this machine that is on no usual port."""
    site.build(print)
    server = serve.make_server(0, 2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


@pytest.mark.parametrize("path", ["poster", "en/poster"])
def test_the_poster_of_a_copy_on_another_port_leads_to_that_port(
    another_port: str, path: str
) -> None:
    own, usual = poster_of(another_port), poster_of(TRIAL)
    # The control: as it was built, it leads to the usual port.
    assert usual.code in (site.BUILT / path / "index.html").read_text(encoding="utf-8")

    shown = requests.get(f"{another_port}/{path}/", timeout=30)

    shown.encoding = "utf-8"
    assert own.code in shown.text
    assert own.address in shown.text
    assert usual.code not in shown.text
    assert usual.address not in shown.text
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"


def test_every_other_page_of_a_copy_on_another_port_is_as_it_was_built(another_port: str) -> None:
    shown = requests.get(f"{another_port}/en/faq/", timeout=30)

    assert shown.content == (site.BUILT / "en" / "faq" / "index.html").read_bytes()
