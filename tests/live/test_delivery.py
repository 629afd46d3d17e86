"""The local server sends as the deployed one: compressed, and kept for good where that is safe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from infra.local import gateway
from infra.local.site import BUILT
from tests.live import server
from tests.waiting import A_WHILE_S

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service as `make serve` starts it."""
    with server.served(tmp_path_factory.mktemp("data")) as served:
        yield served.url


def test_what_a_page_loads_is_kept_for_good_and_the_page_itself_is_not(url: str) -> None:
    page = requests.get(f"{url}/en/book/", timeout=A_WHILE_S)
    loaded = re.findall(r'(?:href|src)="[./]+(assets/[^"]+)"', page.text)

    assert len(loaded) > 6
    for path in loaded:
        kept = requests.get(f"{url}/{path}", timeout=A_WHILE_S).headers["Cache-Control"]
        assert kept == "max-age=315360000, public, immutable", path
    assert page.headers["Cache-Control"] == "max-age=0, public"


def test_words_and_code_are_compressed_for_whoever_can_read_that(url: str) -> None:
    sheet = next((BUILT / "assets").glob("every-page.*.css")).name
    for path in ("/", f"/assets/{sheet}", "/api/offices"):
        packed = requests.get(f"{url}{path}", timeout=A_WHILE_S)
        plain = requests.get(
            f"{url}{path}", headers={"Accept-Encoding": "identity"}, timeout=A_WHILE_S
        )

        assert packed.headers["Content-Encoding"] == "gzip", path
        assert "Content-Encoding" not in plain.headers, path
        assert int(packed.headers["Content-Length"]) < len(plain.content) / 2, path
        assert packed.content == plain.content, path


def test_short_answers_are_not_compressed(url: str) -> None:
    assert "Content-Encoding" not in requests.get(f"{url}/api/health", timeout=A_WHILE_S).headers


def test_the_local_gateway_compresses_from_the_same_size_as_the_deployed_one() -> None:
    config = json.loads((ROOT / "functions" / ".chalice" / "config.json").read_text("utf-8"))

    assert config["minimum_compression_size"] == gateway.COMPRESSED_FROM
