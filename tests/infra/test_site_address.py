"""The pages of a deployed copy name its own address, and those of this machine name none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local import site

URL = "https://natrak.test"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deployed copy and a trial, built at the same time from a shell that names an address."""
    folder = tmp_path_factory.mktemp("sites")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor() as pool:
        patch.setenv("SITE_URL", URL)
        patch.setattr(site, "BUILT", folder / "trial")
        builds = [
            pool.submit(site.build_for, URL, folder / "deployed"),
            pool.submit(site.build, print),
        ]
        for build in builds:
            build.result()
    return folder


def poster(pages: Path) -> str:
    return (pages / "en" / "poster" / "index.html").read_text(encoding="utf-8")


def test_poster_and_sitemap_of_a_deployed_copy_lead_to_its_address(built: Path) -> None:
    pages = built / "deployed"

    assert "natrak.test/book/" in poster(pages)
    assert "This is a trial copy" not in poster(pages)
    assert f"{URL}/book/" in (pages / "sitemap.xml").read_text(encoding="utf-8")


def test_the_shells_own_address_does_not_get_into_a_trial(built: Path) -> None:
    assert "This is a trial copy" in poster(built / "trial")
    assert "natrak.test" not in poster(built / "trial")
