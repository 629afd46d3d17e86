"""What the function is made of: pinned by hash, listed, and under licences that allow it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from infra import supply
from infra.setup import ROOT


@pytest.mark.parametrize("name", supply.LOCKS)
def test_the_list_names_every_package_with_its_hashes(tmp_path: Path, name: str) -> None:
    lock = supply.LOCKS[name]

    supply.sbom(tmp_path)

    listed = json.loads((tmp_path / name).read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    found = {each["name"]: each["version"] for each in listed["components"]}
    assert found == supply.pinned(lock)
    for each in listed["components"]:
        references = each.get("externalReferences", [])
        assert any(reference.get("hashes") for reference in references), each["name"]


@pytest.mark.parametrize(
    "lock",
    [
        "functions/requirements.txt",
        "infra/papers/requirements.txt",
        "requirements/serve.txt",
        "requirements/test.txt",
    ],
)
def test_every_package_is_pinned_with_hashes_and_without_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]

    # A package may be there twice, for two editions of Python.
    assert {re.split(r"[=\[]", block)[0] for block in blocks} == set(supply.pinned(ROOT / lock))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("package", supply.pinned() | supply.pinned(supply.PAPERS_LOCK))
def test_every_licence_lets_an_office_use_it(package: str) -> None:
    assert supply.ALLOWED.search(supply.licence(package)), supply.licence(package)
