"""What is deployed: small, whole, and made without credentials."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from infra.package import bytecode
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

    assert len(functions) == 9
    for properties in functions.values():
        module, _, name = properties["Handler"].rpartition(".")
        assert callable(getattr(import_module(module), name))


def test_all_functions_are_one_package(made: Package) -> None:
    functions = made.of_type("AWS::Serverless::Function").values()

    assert {properties["CodeUri"] for properties in functions} == {"./deployment.zip"}
    assert len({properties["Runtime"] for properties in functions}) == 1


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
