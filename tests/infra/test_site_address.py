"""The pages of a deployed copy name its own address, and those of this machine name none."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local import site

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
