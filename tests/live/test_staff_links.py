"""The commands an office uses for its links, beside a server that runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from chalicelib.settings import Settings
from infra import staff_link as commands
from infra.local import keyring
from tests.live import server
from tests.live.test_serve import staff_link
from tests.waiting import A_WHILE_S

NOW = "2026-12-01T09:00+07:00"


def statuses(*urls: str) -> list[int]:
    return [requests.get(url, timeout=A_WHILE_S).status_code for url in urls]


def command(deed: str, data_dir: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [deed, "--office", "bang-rak", "--data-dir", str(data_dir), *options]
    return subprocess.run(
        [sys.executable, "-m", "infra.staff_link", *words, "--now", NOW],
        cwd=server.ROOT,
        env={"PYTHONPATH": "functions:.", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.engine
def test_a_link_is_made_listed_and_taken_back_and_the_other_stays(tmp_path: Path) -> None:
    with server.served(tmp_path) as served:
        first, second = (staff_link(tmp_path, served.port).stdout.strip() for _ in range(2))
        assert statuses(first, second) == [
            200,
            200,
        ]

        revoked = command("revoke", tmp_path, "--link", first)

        assert revoked.returncode == 0, revoked.stderr
        assert statuses(first, second) == [
            403,
            200,
        ]
        lines = command("list", tmp_path).stdout.splitlines()
        # The third is the office's own, of this morning.
        listed = [line for line in lines if "day-list  2026-12-14..2026-12-14" in line]
        assert sorted(line.split()[-1] for line in listed) == ["good", "revoked"]

    without_a_server = command("list", tmp_path)
    assert without_a_server.returncode == 1
    assert "`make serve` first" in without_a_server.stderr


def test_links_of_a_deployed_copy_are_made_listed_and_taken_back(
    moto_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "deployed", lambda stage, region: moto_settings)

    def say(deed: str, *options: str) -> str:
        words = [deed, "--office", "bang-rak", "--stage", "prod", "--now", NOW, *options]
        monkeypatch.setattr(sys, "argv", ["staff-link", *words])
        commands.main()
        return capsys.readouterr().out

    made = say("new", "--date", "2026-12-14", "--scope", "desk")
    assert made.startswith("http://natrak.test/staff/desk/#token=")
    (line,) = say("list").splitlines()
    assert line.split()[1:3] == ["desk", "2026-12-14..2026-12-14"]
    assert line.endswith("key test  good")

    say("revoke", "--link", made.strip())

    assert say("list").strip().endswith("revoked")


@pytest.mark.parametrize(
    ("scope", "page"),
    [
        ("desk", "/staff/desk/#token="),
        ("office", "/staff/desk/#token="),
        ("report", "/staff/report/#token="),
    ],
)
def test_each_kind_of_link_leads_to_its_page_with_the_token_in_the_fragment(
    tmp_path: Path, scope: str, page: str
) -> None:

    keyring.keys(tmp_path)

    made = staff_link(tmp_path, 8000, scope=scope, date="2026-12-14..2026-12-18")

    assert made.stdout.startswith(f"http://127.0.0.1:8000{page}")
    assert made.stdout.count("\n") == 1
