"""The pages of a deployed copy name its own address, and those of this machine name none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local import serve, site
from natrak_site.poster import TRIAL, poster_of

URL = "https://natrak.test"


def test_poster_and_sitemap_of_a_deployed_copy_lead_to_its_address(tmp_path: Path) -> None:
    site.build_for(URL, tmp_path / "site")

    poster = (tmp_path / "site" / "en" / "poster" / "index.html").read_text(encoding="utf-8")
    assert "natrak.test/book/" in poster
    assert "This is a trial copy" not in poster
    assert f"{URL}/book/" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")


def test_the_shells_own_address_does_not_get_into_a_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", URL)
    monkeypatch.setattr(site, "BUILT", tmp_path / "site")

    site.build(print)

    poster = (site.BUILT / "en" / "poster" / "index.html").read_text(encoding="utf-8")
    assert "This is a trial copy" in poster
    assert "natrak.test" not in poster


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
