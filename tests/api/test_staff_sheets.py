"""Downloads for a spreadsheet, read back; the time sheet; the list of couples to call."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Channel, Person
from chalicelib.services import Services
from tests.api.desk_client import Officer, make_officer
from tests.api.test_staff import Cells
from tests.builders import make_stored
from tests.fakes import FrozenClock

ROUTES = ("day-list", "service-log")


@pytest.fixture
def officer(api: Client, services: Services) -> Officer:
    return make_officer(api, services)


def download(officer: Officer, route: str, kind: str, more: str = "") -> HTTPResponse:
    answer = officer.get(f"/staff/{route}?format={kind}{more}")
    assert answer.status_code == 200, answer.body
    return answer


def rows_of_csv(answer: HTTPResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))


def rows_of_xlsx(answer: HTTPResponse) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0]
    return [
        ["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()
    ]


@pytest.mark.parametrize("route", ROUTES)
def test_a_workbook_read_back_holds_what_the_csv_holds(
    officer: Officer, services: Services, clock: FrozenClock, route: str
) -> None:
    make_stored(services.store, documents=("R01", "R17"), channel="line", language="en")
    clock.moment = datetime(2026, 12, 14, 9, 0, tzinfo=BANGKOK)
    officer.press("start", at="08:05", officer="สมชาย")
    officer.press("finish", at="08:30", registered_at="08:25", remark="ขอสำเนาเพิ่ม")

    from_csv = rows_of_csv(download(officer, route, "csv"))
    from_xlsx = rows_of_xlsx(download(officer, route, "xlsx"))

    width = len(from_csv[0])
    assert from_xlsx == [[*row, *[""] * (width - len(row))] for row in from_csv]
    assert "มีการจอง 1 คู่" in from_csv[-1][0]


@pytest.mark.parametrize("remark", ["0812345678", "1/2", "09:30", "1e3", "12-3"])
def test_a_remark_of_digits_keeps_its_zeros_and_becomes_no_date_in_a_csv(
    officer: Officer, services: Services, clock: FrozenClock, remark: str
) -> None:
    make_stored(services.store)
    clock.moment = datetime(2026, 12, 14, 9, 0, tzinfo=BANGKOK)
    officer.press("start", at="08:05", remark=remark)

    assert rows_of_csv(download(officer, "service-log", "csv"))[1][8] == f"'{remark}"
    assert rows_of_xlsx(download(officer, "service-log", "xlsx"))[1][8] == remark


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.example"])
def test_in_a_workbook_a_name_stays_a_name(
    officer: Officer, services: Services, route: str, name: str
) -> None:
    make_stored(services.store, couple=(Person(name, "TH"), Person("B", "TH")))

    book = openpyxl.load_workbook(io.BytesIO(download(officer, route, "xlsx").body))

    cell = book.worksheets[0].cell(2, 3)
    assert (cell.value, cell.data_type, cell.hyperlink) == (f"{name} และ B", "s", None)


def test_a_workbook_is_ready_to_be_printed_on_a4(officer: Officer, services: Services) -> None:
    make_stored(services.store)

    answer = download(officer, "day-list", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[0]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["C"].width > 40
    assert "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569" in str(sheet.oddHeader.center.text)
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert 'filename="day-list-bang-rak-2026-12-14.xlsx"' in answer.headers["Content-Disposition"]


def test_the_time_sheet_has_the_offices_columns_and_the_noted_times(
    officer: Officer, services: Services, clock: FrozenClock
) -> None:
    make_stored(services.store)
    clock.moment = datetime(2026, 12, 14, 9, 0, tzinfo=BANGKOK)
    officer.press("start", at="08:05", officer="สมชาย")
    officer.press("finish", at="08:30", remark="ขอสำเนาเพิ่ม")

    rows = Cells(download(officer, "service-log", "html").body).rows

    assert rows[0] == [
        "ลำดับที่",
        "เวลานัด",
        "ชื่อคู่สมรส",
        "เริ่มต้น",
        "สิ้นสุด",
        "ใช้เวลา",
        "ลายมือชื่อผู้รับบริการ",
        "ลายมือชื่อผู้ให้บริการ",
        "หมายเหตุ",
    ]
    assert rows[1][3:] == ["08.05 น.", "08.30 น.", "25 นาที", "", "(สมชาย)", "ขอสำเนาเพิ่ม"]
    assert len(rows) == 16


def test_the_time_sheet_of_a_day_without_bookings_is_an_empty_table(officer: Officer) -> None:
    assert len(Cells(download(officer, "service-log", "html").body).rows) == 16
    assert rows_of_csv(download(officer, "service-log", "csv"))[1][2:] == [""] * 10


def test_couples_without_an_address_are_listed_to_be_called(
    api: Client, services: Services, officer: Officer
) -> None:
    make_stored(services.store, email="mali@example.com")
    make_stored(services.store, reference="WXYZ-6789", slot=2, start=time(8, 31), end=time(9, 0))
    officer.put(
        "/staff/days/2026-12-14", {"open": False, "reason": {"th": "อบรม", "en": "training"}}
    )

    page = download(officer, "day-list", "html", "&list=phone").body.decode()

    assert "WXYZ-6789" in page
    assert "ABCD-2345" not in page
    assert "ปิดทำการ: อบรม" in page


def test_nobody_is_to_be_called_on_a_day_that_is_as_it_was(
    officer: Officer, services: Services
) -> None:
    make_stored(services.store)

    assert "ABCD-2345" not in download(officer, "day-list", "html", "&list=phone").body.decode()


def test_a_booking_does_not_load_what_writes_workbooks() -> None:

    check = "import app, sys; sys.exit('xlsxwriter' in sys.modules or 'jinja2' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", check], cwd="functions", check=False).returncode == 0
    )


@pytest.mark.parametrize("format_", ["html", "csv"])
def test_an_interpreter_is_put_in_the_same_words_on_every_list_and_at_the_desk(
    officer: Officer, services: Services, format_: str
) -> None:
    """A nationality tells that one may be needed, not that one comes."""
    make_stored(services.store, documents=("R01", "R17"))
    strings = Path(__file__).resolve().parents[2] / "site" / "strings" / "desk_script.json"
    tag = json.loads(strings.read_text(encoding="utf-8"))["tag_interpreter"]["th"]

    text = download(officer, "day-list", format_).body.decode()

    assert tag == "อาจต้องมีล่าม"
    assert tag in text
    assert text.replace(tag, "").count("มีล่าม") == 0


@pytest.mark.parametrize(
    ("channel", "words"), [("phone", "ทางโทรศัพท์"), ("web", "ทางเว็บไซต์"), ("line", "ทาง LINE")]
)
def test_how_a_couple_asked_is_written_as_thai_is_spaced(
    officer: Officer, services: Services, channel: Channel, words: str
) -> None:
    make_stored(services.store, channel=channel)

    assert words in download(officer, "day-list", "html").body.decode()
