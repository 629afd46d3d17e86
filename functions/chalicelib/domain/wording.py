"""Dates and times as they are written in each language.

Thai pages count years in the Buddhist era (พ.ศ. = common era + 543); the office prints its times
in Thai digits with a full stop.
"""

from __future__ import annotations

from datetime import date, time

from chalicelib.domain.offices import Slot
from chalicelib.domain.text import Text

BUDDHIST_ERA = 543

_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WEEKDAYS = (
    Text("จันทร์", "Monday"),
    Text("อังคาร", "Tuesday"),
    Text("พุธ", "Wednesday"),
    Text("พฤหัสบดี", "Thursday"),
    Text("ศุกร์", "Friday"),
    Text("เสาร์", "Saturday"),
    Text("อาทิตย์", "Sunday"),
)
_MONTHS = (
    Text("มกราคม", "January"),
    Text("กุมภาพันธ์", "February"),
    Text("มีนาคม", "March"),
    Text("เมษายน", "April"),
    Text("พฤษภาคม", "May"),
    Text("มิถุนายน", "June"),
    Text("กรกฎาคม", "July"),
    Text("สิงหาคม", "August"),
    Text("กันยายน", "September"),
    Text("ตุลาคม", "October"),
    Text("พฤศจิกายน", "November"),
    Text("ธันวาคม", "December"),
)


def thai_digits(text: str) -> str:
    """The same text with ๐–๙ for 0–9."""
    return text.translate(_THAI_DIGITS)


def day_in_words(day: date) -> Text:
    """For example วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569 and Monday 14 December 2026 (B.E. 2569)."""
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    buddhist = day.year + BUDDHIST_ERA
    return Text(
        th=f"วัน{weekday.th}ที่ {day.day} {month.th} พ.ศ. {buddhist}",
        en=f"{weekday.en} {day.day} {month.en} {day.year} (B.E. {buddhist})",
    )


def slot_label(slot: Slot) -> Text:
    """For example ๐๘.๐๐–๐๘.๓๐ น. and 08:00–08:30."""
    return Text(
        th=thai_digits(slot_in_print(slot)),
        en=f"{clock_time(slot.start)}–{clock_time(slot.end)}",
    )


def slot_in_print(slot: Slot) -> str:
    """As in the office's table, in digits that a spreadsheet can sort: 08.00–08.30 น."""
    return f"{slot.start:%H.%M}–{slot.end:%H.%M} น."


def clock_time(moment: time) -> str:
    """``HH:MM``."""
    return moment.isoformat("minutes")
