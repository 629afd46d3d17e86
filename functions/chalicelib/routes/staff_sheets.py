"""The day list and the time sheet as tables for a spreadsheet."""

from __future__ import annotations

from chalicelib.adapters.phone_numbers import phone_in_print
from chalicelib.adapters.spreadsheets import Cell, Column, Sheet
from chalicelib.domain.bookings import Booking
from chalicelib.domain.wording import day_in_words, slot_in_print
from chalicelib.routes import staff_words as words
from chalicelib.usecases.day_list import DayList

# The first four are the office's own.
DAY_LIST = (
    Column("ลำดับที่", 7),
    Column("เวลา", 17),
    Column("ชื่อคู่สมรส", 44),
    Column("เบอร์ติดต่อ", 18),
    Column("รหัสการจอง", 13),
    Column("สัญชาติ", 10),
    Column("ภาษา", 8),
    Column("ล่าม", 13),
    Column("ช่องทาง", 13),
    Column("เอกสาร", 11),
)
SERVICE_LOG = (
    Column("ลำดับที่", 7),
    Column("เวลานัด", 17),
    Column("ชื่อคู่สมรส", 40),
    Column("เริ่มต้น", 10),
    Column("สิ้นสุด", 10),
    Column("ใช้เวลา (นาที)", 9),
    Column("ลายมือชื่อผู้รับบริการ", 24),
    Column("ลายมือชื่อผู้ให้บริการ", 24),
    Column("หมายเหตุ", 24),
    Column("เวลาใน คร.2", 10),
    Column("เจ้าหน้าที่", 18),
    Column("รหัสการจอง", 13),
)


def day_list(list_: DayList) -> Sheet:
    """The day's queue."""
    return Sheet(
        name="คิว",
        title=f"คิวจดทะเบียนสมรส {list_.office.name.th} {day_in_words(list_.date).th}",
        columns=DAY_LIST,
        rows=[
            [row.order, slot_in_print(row.slot), *_queue_cells(row.booking)] for row in list_.rows
        ],
        note=words.made(list_),
    )


def service_log(list_: DayList) -> Sheet:
    """The time sheet; signatures are written on paper."""
    return Sheet(
        name="ใบลงเวลา",
        title=f"ใบลงเวลาการให้บริการ {list_.office.name.th} {day_in_words(list_.date).th}",
        columns=SERVICE_LOG,
        rows=[[row.order, slot_in_print(row.slot), *_log_cells(row.booking)] for row in list_.rows],
        note=words.made(list_),
    )


def _queue_cells(booking: Booking | None) -> list[Cell]:
    if booking is None:
        return [""] * (len(DAY_LIST) - 2)
    return [
        words.names(booking),
        phone_in_print(booking.phone),
        booking.reference,
        words.nationalities(booking),
        words.language(booking),
        words.interpreter(booking),
        words.CHANNELS[booking.channel],
        words.papers(booking),
    ]


def _log_cells(booking: Booking | None) -> list[Cell]:
    if booking is None:
        return [""] * (len(SERVICE_LOG) - 2)
    record = booking.service
    return [
        words.names(booking),
        words.moment(record.started_at),
        words.moment(record.finished_at),
        "" if record.minutes is None else record.minutes,
        "",
        "",
        words.remark(booking),
        words.moment(record.registered_at),
        record.officer or "",
        booking.reference,
    ]
