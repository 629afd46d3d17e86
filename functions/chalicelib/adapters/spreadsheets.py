"""Tables for a spreadsheet, as CSV and as XLSX, in which no name can become a formula."""

from __future__ import annotations

import csv as csv_
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A spreadsheet runs a cell that begins with one of these as a formula (OWASP, CSV injection); an
# East Asian one also with their wide forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# It also takes a remark such as 0812345678, 1/2 or 1e3 for a number or a date, and changes it.
_LIKE_A_NUMBER = re.compile(r"\d[\dEe.,:/-]*")
_A4 = 9


@dataclass(frozen=True)
class Column:
    """A heading, and how wide its column is in signs."""

    heading: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table with a ``title`` for the head of each printed page and a ``note`` as its last row."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str
    landscape: bool = True
    row_height: int = 34


def csv(sheet: Sheet) -> bytes:
    """The table in UTF-8 with a byte-order mark, as Excel needs for Thai."""
    text = io.StringIO(newline="")
    writer = csv_.writer(text)
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    writer.writerow([sheet.note])
    return text.getvalue().encode("utf-8-sig")


def xlsx(sheet: Sheet) -> bytes:
    """The table as a workbook, ready to be printed on A4."""
    # Loaded with the first workbook, so that a booking does not wait for it.
    import xlsxwriter  # noqa: PLC0415

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        heading = book.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        cell = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
        page = book.add_worksheet(sheet.name)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.heading, heading)
        for down, row in enumerate(sheet.rows, start=1):
            page.set_row(down, sheet.row_height)
            for at, value in enumerate(row):
                # Written as what they are: nothing is looked at for formulas or addresses.
                write = page.write_number if isinstance(value, int) else page.write_string
                write(down, at, value, cell)
        page.write_string(len(sheet.rows) + 1, 0, sheet.note)
        page.freeze_panes(1, 0)
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if sheet.landscape:
            page.set_landscape()
        # An ampersand begins a command in a page's head.
        page.set_header(f"&C&B{sheet.title.replace('&', '&&')}")
        page.set_footer("&C&P / &N")
    return file.getvalue()


def _safe(cell: Cell) -> Cell:
    """Text that stays text: the apostrophe is seen, and nothing is lost."""
    if not isinstance(cell, str):
        return cell
    changes = cell.startswith(_FORMULA_STARTS) or _LIKE_A_NUMBER.fullmatch(cell)
    return f"'{cell}" if changes else cell
