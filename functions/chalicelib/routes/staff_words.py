"""How the staff's Thai lists put things: times, couples, channels, the state of the papers."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.bookings import Booking, Channel, PapersState
from chalicelib.domain.service_records import State
from chalicelib.domain.wording import day_in_words
from chalicelib.usecases.day_list import DayList

CHANNELS: dict[Channel, str] = {
    "web": "เว็บไซต์",
    "facebook": "Facebook",
    "line": "LINE",
    "phone": "โทรศัพท์",
    "counter": "หน้าเคาน์เตอร์",
    "other": "อื่น ๆ",
}
_PAPERS: dict[PapersState, str] = {
    "none": "ยังไม่ส่ง",
    "waiting": "รอตรวจ",
    "needs_attention": "ต้องแก้ไข",
    "complete": "ครบ",
}
STATES: dict[State, str] = {
    "waiting": "",
    "arrived": "มาถึงแล้ว",
    "started": "กำลังให้บริการ",
    "finished": "เสร็จสิ้น",
    "no_show": "ไม่มาตามนัด",
}


def papers(booking: Booking) -> str:
    """How far the papers sent beforehand are, with the numbers where some were accepted."""
    state, count = booking.papers_state, booking.papers_count
    done = f"ผ่าน {count.accepted} จาก {count.wanted}"
    if state in {"none", "complete"} or not count.accepted:
        return _PAPERS[state]
    return done if state == "waiting" and count.is_partly else f"{_PAPERS[state]} {done}"


def names(booking: Booking) -> str:
    """Both names on one line."""
    return " และ ".join(person.name for person in booking.couple)


def nationalities(booking: Booking) -> str:
    """As codes, for example ``TH / VN``."""
    codes = (person.nationality for person in booking.couple)
    return " / ".join("ไร้สัญชาติ" if code == "stateless" else code for code in codes)


def language(booking: Booking) -> str:
    """What the couple wants to be spoken to in."""
    return "ไทย" if booking.language == "th" else "อังกฤษ"


def asked_by(booking: Booking) -> str:
    """``ทางโทรศัพท์``, and ``ทาง LINE``: Thai words follow each other without a space."""
    channel = CHANNELS[booking.channel]
    return f"ทาง {channel}" if channel.isascii() else f"ทาง{channel}"


def interpreter(booking: Booking) -> str:
    """Whether they may need one: their nationalities tell no more than that."""
    return "อาจต้องมีล่าม" if booking.brings_interpreter else ""


def moment(at: datetime | None) -> str:
    """``08.05 น.``, or nothing."""
    return f"{at:%H.%M} น." if at else ""


def remark(booking: Booking) -> str:
    """What belongs in the last column of the time sheet."""
    state = STATES["no_show"] if booking.service.no_show else ""
    return " · ".join(part for part in (state, booking.service.remark) if part)


def made(list_: DayList) -> str:
    """When a list was made and how many couples it holds."""
    day = day_in_words(list_.made_at.date()).th
    return f"จัดทำเมื่อ{day} เวลา {list_.made_at:%H.%M} น. มีการจอง {list_.bookings} คู่"
