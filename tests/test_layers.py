"""The shape of the code, checked: imports point inwards, one clock, one reader of the settings."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "functions" / "chalicelib"

# Which layers each layer may import from.
ALLOWED = {
    "domain": {"domain"},
    "usecases": {"domain", "usecases"},
    "adapters": {"domain", "adapters"},
    "routes": {"domain", "usecases", "adapters", "routes", "services", "wiring"},
}
# What comes with the first request that needs it: a container mostly starts for a booking.
BROUGHT_LATER = {
    *("icalendar", "jinja2", "segno", "xlsxwriter"),
    *(f"chalicelib.domain.{name}" for name in ("kpis", "retention", "satisfaction", "survey")),
    *(f"chalicelib.usecases.{name}" for name in ("day_changes", "day_list", "desk", "report")),
    *(f"chalicelib.adapters.{name}" for name in ("calendar_file", "mail", "spreadsheets")),
    *(f"chalicelib.routes.{name}" for name in ("report_formats", "staff_lists", "staff_schemas")),
    *("chalicelib.routes.survey_schema", "chalicelib.usecases.survey"),
}
# Reading the time anywhere else would escape a moved clock.
TIME_READERS = {"now", "utcnow", "today", "time", "monotonic"}


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


@pytest.mark.parametrize("path", modules(PACKAGE / "domain"), ids=lambda path: path.stem)
def test_the_domain_imports_the_standard_library_only(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}

    assert tops <= set(sys.stdlib_module_names) | {"chalicelib"}


@pytest.mark.parametrize("layer", ALLOWED)
def test_imports_point_inwards(layer: str) -> None:
    for path in modules(PACKAGE / layer):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "chalicelib":
                assert parts[1] in ALLOWED[layer], f"{path.name} imports {name}"


def test_only_the_edges_import_chalice() -> None:
    for path in modules(PACKAGE):
        if any(name.split(".")[0] == "chalice" for name in imported(path)):
            assert path.parent.name == "routes", path


def test_only_the_adapters_of_aws_and_the_clients_import_boto() -> None:
    # `mail` names the errors of SES, as `dynamodb` names those of the table.
    for path in modules(PACKAGE):
        if any(name.split(".")[0] in {"boto3", "botocore"} for name in imported(path)):
            assert path.parent.name in {"dynamodb", "mail"} or path.name == "clients.py", path


def test_only_the_clock_reads_the_time() -> None:
    for path in modules(PACKAGE):
        if path.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                reads = node.func.attr in TIME_READERS and not _is_injected(node.func)
                assert not reads, f"{path.name}:{node.lineno}"


def test_only_the_settings_read_the_environment() -> None:
    for path in modules(PACKAGE):
        if path.name != "settings.py":
            assert not {"os.environ", "os.getenv"} & set(imported(path)), path
            assert "os.environ" not in path.read_text(encoding="utf-8"), path


def test_only_one_module_writes_key_formats() -> None:
    for path in modules(PACKAGE):
        if path.name != "keys.py":
            text = path.read_text(encoding="utf-8")
            assert "OFFICE#" not in text, path
            assert "BOOKING#" not in text, path


def test_app_py_only_assembles() -> None:
    tree = ast.parse((ROOT / "functions" / "app.py").read_text(encoding="utf-8"))
    kinds = {type(node) for node in ast.walk(tree)}

    assert not kinds & {ast.If, ast.For, ast.While, ast.FunctionDef, ast.ClassDef, ast.Try}


def test_a_starting_container_imports_no_more_than_a_booking_needs() -> None:
    code = "import app, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())

    assert "chalicelib.usecases.bookings" in loaded
    assert not loaded & BROUGHT_LATER


def test_what_is_brought_later_is_there_to_be_brought() -> None:
    assert all(find_spec(name) for name in BROUGHT_LATER)


def _is_injected(call: ast.Attribute) -> bool:
    """Whether it is ``clock.now()`` or a method of a value, such as ``datetime.time()``."""
    owner = call.value
    is_clock = "clock" in {getattr(owner, "attr", None), getattr(owner, "id", None)}
    is_value = isinstance(owner, ast.BinOp)
    return is_clock or is_value
