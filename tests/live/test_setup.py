"""Set-up on a machine where the last one went wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infra import setup


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of its own, whose commands are written down instead of run."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "TOOLS", tmp_path / ".tools")
    (tmp_path / "requirements").mkdir()
    for name in ("serve", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name} 1")
    return tmp_path


@pytest.fixture
def commands(clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ran: list[str] = []

    def run(command: list[str], what: str, env: object = None) -> None:
        ran.append(what)
        if "venv" in command:
            (clone / ".venv" / "bin").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(setup, "run", run)
    return ran


def test_a_second_set_up_installs_nothing(commands: list[str]) -> None:
    setup.install_python_packages("serve")
    setup.install_python_packages("serve")

    assert commands == ["creating .venv", "installing Python packages"]


def test_a_half_made_virtual_environment_is_made_anew(clone: Path, commands: list[str]) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").touch()

    setup.install_python_packages("serve")

    assert commands[0] == "creating .venv"


def test_another_python_makes_its_own_virtual_environment(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.install_python_packages("serve")
    monkeypatch.setattr(sys, "version", "4.0")

    setup.make_virtual_environment()

    assert commands.count("creating .venv") == 2


def test_what_serves_is_part_of_what_tests(commands: list[str]) -> None:
    setup.install_python_packages("test", also_satisfies="serve")
    setup.install_python_packages("serve")

    assert commands.count("installing Python packages") == 1


def test_a_failed_installation_is_not_remembered_as_done(
    clone: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.install_python_packages("test", also_satisfies="serve")
    (clone / "requirements" / "test.txt").write_text("test 2")

    def fail(*_: object, **__: object) -> None:
        raise setup.Missing("no network")

    monkeypatch.setattr(setup, "run", fail)
    with pytest.raises(setup.Missing):
        setup.install_python_packages("test", also_satisfies="serve")

    assert not setup.installed("test")
    assert not setup.installed("serve")
    assert commands


def test_an_engine_with_a_changed_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, lib = tmp_path / "source", tmp_path / "lib"
    source.mkdir()
    lib.mkdir()
    (lib / "engine.jar").write_text("good")
    (source / "SHA256SUMS").write_text(f"{setup.fingerprint(lib / 'engine.jar')}  engine.jar\n")
    monkeypatch.setattr(setup, "ENGINE_SOURCE", source)
    setup.check_sums(lib)

    (lib / "engine.jar").write_text("bad")

    with pytest.raises(setup.Missing, match=r"engine\.jar"):
        setup.check_sums(lib)


@pytest.mark.parametrize(("length", "asked"), [("full", ["libreoffice-calc-nogui"]), ("", [])])
def test_only_the_full_tests_ask_for_a_spreadsheet_program_and_go_on_without_it(
    clone: Path, monkeypatch: pytest.MonkeyPatch, length: str, asked: list[str]
) -> None:
    (clone / ".tools").mkdir()
    monkeypatch.setenv("NATRAK_TESTS", length)
    for done in ("install_python_packages", "fetch_engine"):
        monkeypatch.setattr(setup, done, lambda *_, **__: None)
    monkeypatch.setattr(setup.shutil, "which", lambda name: None if name == "soffice" else name)
    tried: list[str] = []

    def no_network(packages: str, *, why: str) -> None:
        tried.append(packages)
        raise setup.Missing("no network")

    monkeypatch.setattr(setup, "apt_install", no_network)

    setup.main("test")

    assert tried == asked


def test_what_only_an_administrator_can_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)

    with pytest.raises(setup.Missing, match="please install chromium"):
        setup.need("chromium", package="chromium", why="the browser tests")
