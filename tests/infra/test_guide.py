"""What the guides tell people to type is there: commands, their options, the figures beside them.

`make -n` shows what a line would run and runs nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from infra.cost import model
from infra.deploy import __main__ as deploy
from infra.deploy.cloud import Cloud
from infra.setup import ROOT
from tests.infra.conftest import Package

GUIDE = ROOT / "infra" / "README.md"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PLACES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "infra/README.md")),
    *sorted((ROOT / "infra").glob("runbook/*.md")),
    *sorted((ROOT / "infra").glob("launch/*.md")),
]
# Code in a text: between backticks, or a line after a prompt.
TYPED = re.compile(r"`(make [^`]+)`|^\s*\$ (make .+)$", re.MULTILINE)


def typed(text: str) -> list[str]:
    return [one or other for one, other in TYPED.findall(text)]


EVERY = sorted({line for place in PLACES for line in typed(place.read_text(encoding="utf-8"))})


def target_and_options(line: str) -> tuple[str, list[str]]:
    words = shlex.split(re.sub(r"…|\{\{.*?\}\}", "x", line))
    return words[1], [word.partition("=")[0] for word in words[2:]]


@pytest.mark.parametrize("line", EVERY)
def test_every_command_people_are_told_is_there_with_its_options(line: str) -> None:
    target, options = target_and_options(line)

    assert re.search(rf"^{re.escape(target)}:", MAKEFILE, re.MULTILINE), line
    assert {option for option in options if f"$({option})" not in MAKEFILE} <= {"DRY"}
    assert "DRY" not in options or "$(DRY)" in MAKEFILE or "$(if $(DRY)" in MAKEFILE


def test_every_command_for_aws_is_in_the_guide() -> None:
    told = {target_and_options(line)[0] for line in typed(GUIDE.read_text(encoding="utf-8"))}
    section = MAKEFILE.partition("## All that is deployed")[2].partition("## Pin all")[0]

    assert set(re.findall(r"^([a-z-]+):", section, re.MULTILINE)) <= told


OF_AWS = [
    line
    for line in EVERY
    if re.match(r"make (deploy|destroy|restore) ", line) and not re.search("[…<]", line)
]


@pytest.mark.parametrize("line", OF_AWS)
def test_what_the_guide_says_of_aws_is_understood_by_the_command(
    line: str, made: Package, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*shlex.split(_deploys(line)), "--package", str(made.folder)]
    monkeypatch.setattr(Cloud, "is_known", False)
    if "deploy" in arguments and not _first_time(arguments):
        # Of a copy that is there the command asks AWS for what it was made with.
        arguments += ["--mail-from", "a@office.test", "--alarm-mail", "b@office.test"]

    deploy.main([*arguments, "--dry"])

    assert "would " in capsys.readouterr().err


def _first_time(arguments: list[str]) -> bool:
    options: Any = deploy._options(arguments)
    assert isinstance(options, argparse.Namespace)
    return bool(options.mail_from)


def _deploys(line: str) -> str:
    """The arguments of ``infra.deploy`` that this line of make leads to."""
    # Not what another make, of which this test may be a part, was called with.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "-n", *shlex.split(line)[1:]]
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    flat = done.stdout.replace("\\\n", " ")
    (found,) = re.findall(r"-m infra\.deploy (.*)$", flat, re.MULTILINE)
    return str(found)


def test_the_parameters_the_guide_sets_are_the_stacks(made: Package) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PLACES)
    set_ = {name for pairs in re.findall(r"SET='([^']+)'", text) for name in _names(pairs)}

    assert set_ >= {"ApiConcurrency", "ApiRate", "ApiBurst"}
    assert set_ <= set(made.service["Parameters"])


def _names(pairs: str) -> list[str]:
    return [pair.partition("=")[0] for pair in pairs.split()]


def test_the_sums_the_guide_names_are_the_models() -> None:
    journeys = model.journeys()
    sums = [
        model.total(
            model.bill(model.usage(journeys["months"][who]["ordinary"], journeys), "permanent")
        )
        for who in ("bang_rak", "fifty_districts")
    ]

    (told,) = re.findall(
        r"([\d.]+) US dollars in an ordinary month of Bang Rak, ([\d.]+) for 50 districts",
        GUIDE.read_text(encoding="utf-8"),
    )
    assert [float(each) for each in told] == [round(each, 2) for each in sums]


def test_the_size_the_guide_names_is_the_packages(made: Package) -> None:
    size = (made.folder / "deployment.zip").stat().st_size / 2**20
    (told,) = re.findall(r"Size of the function, ([\d.]+) MiB", GUIDE.read_text(encoding="utf-8"))

    assert float(told) == pytest.approx(size, abs=0.2)


def test_every_folder_and_page_the_guide_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", GUIDE.read_text(encoding="utf-8")):
        assert Path(GUIDE.parent / target).exists(), target
