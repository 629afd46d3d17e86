"""What is deployed: small, whole, and made without credentials."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from chalicelib.settings import base_url, from_parameters
from infra.package import bytecode, papers
from infra.package.__main__ import LARGEST, PackageFailed, package
from infra.package.template import SameName, joined
from infra.setup import ROOT
from tests.bench import cold_start
from tests.infra.conftest import Package

DATA = ROOT / "functions" / "chalicelib" / "data"


def names(made: Package) -> set[str]:
    with zipfile.ZipFile(made.folder / "deployment.zip") as archive:
        return set(archive.namelist())


def test_it_is_made_without_credentials(made: Package) -> None:
    # `isolate_from_aws` has put a fake key in place; the package asks nobody with it.
    assert os.environ["AWS_ACCESS_KEY_ID"].isalnum()
    assert (made.folder / "deployment.zip").exists()


def test_the_function_is_at_most_five_mebibytes(made: Package) -> None:
    assert (made.folder / "deployment.zip").stat().st_size <= LARGEST


def test_boto3_comes_from_the_runtime_and_tools_stay_at_home(made: Package) -> None:
    tops = {name.partition("/")[0] for name in names(made)}

    assert not tops & {"boto3", "botocore", "holidays", "moto", "pytest", "phonenumbers-data"}
    assert {"app.py", "chalicelib", "chalice", "phonenumbers"} <= tops


def test_all_data_and_templates_are_in_it(made: Package) -> None:
    here = {
        path.relative_to(ROOT / "functions").as_posix()
        for folder in (DATA, DATA.parent / "templates")
        for path in folder.rglob("*")
        if path.is_file()
    }

    assert here <= names(made)


def test_every_handler_is_there_to_be_called(made: Package) -> None:
    functions = made.of_type("AWS::Serverless::Function")

    assert len(functions) == 11
    for properties in functions.values():
        module, _, name = properties["Handler"].rpartition(".")
        assert callable(getattr(import_module(module), name))


def test_all_functions_but_the_one_that_looks_at_papers_are_one_package(made: Package) -> None:
    functions = made.of_type("AWS::Serverless::Function")
    inspection = functions.pop("InspectionFunction")

    assert {each["CodeUri"] for each in functions.values()} == {"./deployment.zip"}
    assert len({each["Runtime"] for each in functions.values()}) == 1
    assert (inspection["CodeUri"], inspection["Runtime"]) == ("./papers.zip", papers.RUNTIME)


def test_every_function_is_given_all_its_settings(made: Package) -> None:
    # The address and the keys come from Parameter Store.
    stored = {"base-url": "https://natrak.test", "keys": '{"hash_key": "00", "staff_links": []}'}
    for name, properties in made.of_type("AWS::Serverless::Function").items():
        variables = dict.fromkeys(properties["Environment"]["Variables"], "x")
        if name == "CanaryFunction":
            assert base_url(variables)
            continue
        found = from_parameters(stored, {**variables, "AWS_REGION": "ap-southeast-7"})
        assert found.table == "x"
        assert (found.papers_bucket is not None) == (
            name in {"APIHandler", "SweepFunction", "InspectionFunction"}
        )


def test_the_program_that_looks_at_papers_starts_from_its_package_alone(
    made: Package, tmp_path: Path
) -> None:
    with zipfile.ZipFile(made.folder / "papers.zip") as archive:
        archive.extractall(tmp_path)
        tops = {name.partition("/")[0] for name in archive.namelist()}
    # Pillow and PDFium are compiled for Lambda's Python: this one takes those of its own.
    for name in ("PIL", "pypdfium2", "pypdfium2_raw"):
        shutil.rmtree(tmp_path / name)
    code = "import infra.papers.handler, chalicelib; print(chalicelib.__file__, infra.__file__)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.count(str(tmp_path)) == 2
    assert not tops & {"boto3", "botocore", "chalice", "moto", "pip"}
    assert {"chalicelib", "infra", "PIL", "pypdfium2", "marshmallow", "itsdangerous"} <= tops


def test_its_libraries_are_compiled_for_lambdas_python_and_c_library(made: Package) -> None:
    with zipfile.ZipFile(made.folder / "papers.zip") as archive:
        tags = [
            line.removeprefix(b"Tag: ").decode()
            for name in archive.namelist()
            if name.endswith(".dist-info/WHEEL")
            for line in archive.read(name).splitlines()
            if line.startswith(b"Tag: ")
        ]

    compiled = [tag for tag in tags if not tag.endswith("-any")]
    assert compiled
    for tag in compiled:
        python, _, platform = tag.split("-")
        assert python in {"py3", papers.RUNTIME.replace("python", "cp").replace(".", "")}
        assert platform.endswith("_x86_64")
        found = re.match(r"manylinux_2_(\d+)_", platform)
        assert platform.startswith("manylinux2014") or (found and int(found[1]) <= 34), tag


def test_both_packages_are_small_enough_to_be_sent(made: Package) -> None:
    assert (made.folder / "papers.zip").stat().st_size <= papers.LARGEST


def test_a_package_that_cannot_be_had_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("pillow==0.0.1 --hash=sha256:" + "0" * 64)
    monkeypatch.setattr(papers, "LOCK", lock)

    with pytest.raises(papers.CannotPack, match="could not be had"):
        papers.pack(tmp_path / "papers.zip")


def test_no_secret_can_be_in_a_template(made: Package) -> None:
    for template in (made.service, made.global_):
        text = json.dumps({**template, "Description": ""}).lower()
        assert "natrak_keys" not in text
        assert "hash_key" not in text
        assert not {"keys", "secret"} & {name.lower() for name in template.get("Outputs", {})}


def test_a_name_that_aws_would_refuse_is_refused_first(tmp_path: Path) -> None:
    with pytest.raises(PackageFailed, match="small letters"):
        package("Prod_1", tmp_path / "p")


def test_two_values_for_one_thing_are_no_silent_choice() -> None:
    with pytest.raises(SameName, match=r"a\.b"):
        joined({"a": {"b": 1}}, {"a": {"b": 2}})


def test_a_container_starts_nearly_as_fast_as_one_that_does_nothing(made: Package) -> None:
    found = cold_start.measure(made.folder / "deployment.zip", rounds=9)

    assert found.ratio <= cold_start.GOAL


def test_modules_are_compiled_and_the_archive_depends_on_its_content_alone(
    made: Package, tmp_path: Path
) -> None:
    again = tmp_path / "again.zip"
    shutil.copy(made.folder / "deployment.zip", again)

    bytecode.compiled(again)

    assert any(name.startswith("chalicelib/__pycache__/wiring.") for name in names(made))
    assert again.read_bytes() == (made.folder / "deployment.zip").read_bytes()
