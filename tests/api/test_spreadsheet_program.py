"""The lists opened by LibreOffice, as an office does: part of ``make test-full``."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from chalice.test import Client
from pypdf import PdfReader

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Person
from chalicelib.services import Services
from tests import proofs
from tests.api.desk_client import Officer, make_officer
from tests.builders import make_stored
from tests.fakes import FrozenClock

pytestmark = pytest.mark.skipif(
    os.environ.get("NATRAK_TESTS") != "full", reason="a part of make test-full"
)

ROUTES = ("day-list", "service-log")
# What the import of a CSV shows chosen, by its byte-order mark: commas, quotes, UTF-8. Then the
# first line, and the language whose numbers and dates are recognised.
CSV_IMPORT = "--infilter=CSV:44,34,76,1,,{language}"
ENGLISH, THAI = 1033, 1054
MISCHIEF = ("=1+1", "+1", "-1+2", "@SUM(A1)", "＝1", "=HYPERLINK(A1)")
A_MINUTE = 120

Row = list[tuple[object, str]]
Convert = Callable[..., Path]


@pytest.fixture(scope="module")
def convert(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Opens a file in LibreOffice and saves it as another kind."""
    program = shutil.which("soffice")
    if not program:
        proofs.note(request.node.nodeid, "LibreOffice is not here")
        pytest.skip("LibreOffice is not here")
    home = tmp_path_factory.mktemp("libreoffice")

    def converted(content: bytes, kind: str, wanted: str, *options: str) -> Path:
        source = home / f"list.{kind}"
        source.write_bytes(content)
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                "--headless",
                *options,
                *("--convert-to", wanted, "--outdir", home / "made", source),
            ],
            check=True,
            capture_output=True,
            timeout=A_MINUTE,
        )
        return home / "made" / f"list.{wanted}"

    return converted


@pytest.fixture
def officer(api: Client, services: Services, clock: FrozenClock) -> Officer:
    """A day with everything that a spreadsheet likes to change."""
    numbers = ("+66812345678", "+4915123456789", "+6622361395", "+66812345670", "+66812345671")
    for slot, name in enumerate(MISCHIEF, start=1):
        make_stored(
            services.store,
            reference=f"ABCD-234{slot + 1}",
            slot=slot,
            start=time(8 + slot, 1),
            end=time(8 + slot, 30),
            couple=(Person(name, "TH"), Person("Nguyễn Thị Ánh", "VN")),
            phone=numbers[slot % len(numbers)],
            key=f"key {slot}",
        )
    made = make_officer(api, services)
    clock.moment = datetime(2026, 12, 14, 16, 0, tzinfo=BANGKOK)
    remarks = ("0812345678", "1/2", "=1+1", "09:30", "ขอสำเนาเพิ่ม", "1e3")
    for slot, remark in enumerate(remarks, start=1):
        reference = f"ABCD-234{slot + 1}"
        made.press("start", reference, at=f"{8 + slot:02}:05", officer="-สมชาย")
        made.press("finish", reference, at=f"{8 + slot:02}:31", remark=remark)
    return made


def download(officer: Officer, route: str, kind: str) -> bytes:
    answer = officer.get(f"/staff/{route}?format={kind}")
    assert answer.status_code == 200
    return bytes(answer.body)


def cells(workbook: bytes) -> list[Row]:
    """Each cell with its kind: ``s`` is text, ``n`` a number, ``f`` a formula, ``d`` a date.

    An empty one has none.
    """
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [
        [("", "") if cell.value in {None, ""} else (cell.value, cell.data_type) for cell in row]
        for row in sheet.iter_rows()
    ]


@pytest.mark.parametrize("route", ROUTES)
def test_a_workbook_opened_and_saved_by_libreoffice_is_the_same_table(
    officer: Officer, convert: Convert, route: str
) -> None:
    made = download(officer, route, "xlsx")

    # Through its own format, so that nothing of ours is simply passed on.
    own = convert(made, "xlsx", "ods").read_bytes()
    saved = convert(own, "ods", "xlsx").read_bytes()

    assert cells(saved) == cells(made)
    assert {kind for row in cells(saved) for _, kind in row} == {"s", "n", ""}


@pytest.mark.parametrize("language", [ENGLISH, THAI])
@pytest.mark.parametrize("route", ROUTES)
def test_a_csv_opened_by_libreoffice_holds_what_was_written(
    officer: Officer, convert: Convert, route: str, language: int
) -> None:
    made = download(officer, route, "csv")
    written = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))

    opened = convert(made, "csv", "xlsx", CSV_IMPORT.format(language=language)).read_bytes()

    found = cells(opened)
    assert [
        [str(value) for value, _ in row][: len(line)]
        for row, line in zip(found, written, strict=True)
    ] == written
    # The running number and the minutes are numbers; a name, a phone or a remark never is.
    assert {kind for row in found for _, kind in row} == {"s", "n", ""}
    numbers = {at for row in found for at, (_, kind) in enumerate(row) if kind == "n"}
    assert numbers == ({0} if route == "day-list" else {0, 5})


def test_a_file_in_another_encoding_would_be_noticed(officer: Officer, convert: Convert) -> None:
    """The negative control: opened as the Windows of a Thai office writes text, letters change."""
    made = download(officer, "day-list", "csv")

    opened = convert(made, "csv", "xlsx", "--infilter=CSV:44,34,1,1").read_bytes()

    assert cells(opened)[0][0][0] != "ลำดับที่"


@pytest.mark.parametrize("route", ROUTES)
def test_fifteen_couples_of_a_workbook_are_one_sheet_of_a4_on_its_side(
    officer: Officer, convert: Convert, route: str
) -> None:
    printed = PdfReader(convert(download(officer, route, "xlsx"), "xlsx", "pdf"))

    (page,) = printed.pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)
