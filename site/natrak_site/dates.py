"""Days and months as each language writes them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# Thai years count from the Buddhist Era.
_ERA = {"th": 543, "en": 0}


class Month(NamedTuple):
    """A month in full and as it is shortened, in both languages."""

    th: str
    en: str
    short_th: str
    short_en: str


MONTHS = (
    Month("มกราคม", "January", "ม.ค.", "Jan"),
    Month("กุมภาพันธ์", "February", "ก.พ.", "Feb"),
    Month("มีนาคม", "March", "มี.ค.", "Mar"),
    Month("เมษายน", "April", "เม.ย.", "Apr"),
    Month("พฤษภาคม", "May", "พ.ค.", "May"),
    Month("มิถุนายน", "June", "มิ.ย.", "Jun"),
    Month("กรกฎาคม", "July", "ก.ค.", "Jul"),
    Month("สิงหาคม", "August", "ส.ค.", "Aug"),
    Month("กันยายน", "September", "ก.ย.", "Sep"),
    Month("ตุลาคม", "October", "ต.ค.", "Oct"),
    Month("พฤศจิกายน", "November", "พ.ย.", "Nov"),
    Month("ธันวาคม", "December", "ธ.ค.", "Dec"),
)


def short_date(day: date, language: str) -> str:
    """22 พ.ย. 2569 in Thai, 22 Nov 2026 in English."""
    month = MONTHS[day.month - 1]
    name = month.short_th if language == "th" else month.short_en
    return f"{day.day} {name} {day.year + _ERA[language]}"
