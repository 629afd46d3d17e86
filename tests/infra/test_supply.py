"""What the function is made of: pinned by hash, listed, and under licences that allow it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from chalicelib.adapters.clock import SystemClock
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


A_FLAW = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["2.0"]}
A_PACKAGE = {"name": "itsdangerous", "version": "1.0", "vulns": [A_FLAW]}
TODAY = date(2026, 12, 1)


def found(accepted: list[dict[str, str]], answer: str = "") -> list[str]:
    told = answer or json.dumps({"dependencies": [A_PACKAGE, {"name": "x", "version": "1"}]})
    return list(supply.weaknesses(supply.LOCK, accepted, TODAY, lambda _: told))


def acceptance(**other: str) -> dict[str, str]:
    given = {"package": "itsdangerous", "id": "CVE-2026-1", "reason": "not used", **other}
    return {"until": "2026-12-01", **given}


def test_a_known_weakness_fails_until_somebody_has_looked_at_it() -> None:
    assert found([]) == ["itsdangerous 1.0: PYSEC-2026-1, mended in 2.0"]
    assert found([acceptance()]) == []
    assert found([acceptance(id="PYSEC-2026-1")]) == []
    assert found([acceptance(package="flask")]) != []


def test_an_acceptance_ends() -> None:
    (line,) = found([acceptance(until="2026-11-30")])

    assert "it was accepted until 2026-11-30: look again" in line


def test_where_nobody_can_be_asked_that_is_said_and_nothing_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert found([], answer="ERROR: no network") == []
    assert "NOT PROVEN" in capsys.readouterr().err


def test_every_accepted_weakness_has_a_reason_and_an_end_within_half_a_year() -> None:
    for each in json.loads(supply.ACCEPTED.read_text(encoding="utf-8")):
        assert set(each) == {"id", "package", "reason", "until"}
        assert len(each["reason"]) > 20
        assert each["package"] in {
            name for lock in supply.LOCKS.values() for name in supply.pinned(lock)
        }
        assert date.fromisoformat(each["until"]) <= SystemClock().now().date() + timedelta(days=183)


@pytest.mark.parametrize("package", supply.pinned() | supply.pinned(supply.PAPERS_LOCK))
def test_every_licence_lets_an_office_use_it(package: str) -> None:
    assert supply.ALLOWED.search(supply.licence(package)), supply.licence(package)
