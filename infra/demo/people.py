"""Invented couples and what they might write. No name here is anybody's on purpose."""

from __future__ import annotations

from random import Random

from chalicelib.domain.bookings import Couple, Person

_THAI_FIRST = (
    "มะลิ", "ชบา", "ตะวัน", "ฟ้าใส", "ภูผา", "น้ำทิพย์", "กานดา", "ปกรณ์", "ธารา", "วารี",
    "ใบบัว", "คีตา", "รุ้ง", "สายลม", "เดือนฉาย", "พิรุณ", "ดาริน", "อรุณ", "ขวัญข้าว", "เมฆา",
)  # fmt: skip
_THAI_LAST = (
    "ตัวอย่าง", "ทดลอง", "สมมติ", "แบบอย่าง", "ลองดู", "จำลอง", "นามสมมติ", "ทดสอบ",
)  # fmt: skip
_FOREIGN = (
    ("CN", "王 示例"), ("JP", "見本 さくら"), ("KR", "김 예시"), ("GB", "Robin Sample"),
    ("US", "Alex Example"), ("DE", "Kim Mustermann"), ("FR", "Camille Exemple"),
    ("AU", "Charlie Placeholder"), ("MM", "Hla Namuna"), ("VN", "Nguyễn Ví Dụ"),
    ("IN", "Kiran Namoona"), ("SE", "Love Exempel"), ("TW", "林 範例"), ("RU", "Саша Примерова"),
)  # fmt: skip

_PRAISE = (
    "เจ้าหน้าที่ใจดีมาก อธิบายทุกขั้นตอน",
    "จองผ่านเว็บสะดวก ไม่ต้องลางานมารอทั้งวัน",
    "ประทับใจมากค่ะ ขอบคุณที่ทำให้วันนี้พิเศษ",
    "รวดเร็วกว่าที่คิด มาถึงก็ได้เรียกตามเวลา",
    "Very kind staff, everything was explained in English.",
    "The checklist told us exactly what to bring. Thank you!",
    "Quick and friendly. We were out in half an hour.",
)
_WISHES = (
    "ที่จอดรถหายาก อยากให้บอกไว้ในใบนัด",
    "ที่นั่งรอน้อย ช่วงสายคนเยอะ",
    "เริ่มช้ากว่าเวลานัดเกือบครึ่งชั่วโมง อยากให้แจ้งล่วงหน้า",
    "อยากให้มีป้ายบอกทางจากประตูใหญ่",
    "เอกสารแปลต้องรับรองซ้ำ เสียเวลามาสองรอบ",
    "More signs in English on the ground floor, please.",
    "We waited although we had a booking.",
)


def couple(chance: Random) -> Couple:
    """Two invented people: mostly Thai, often one from abroad, now and then both."""
    kind = chance.choices(("thai", "mixed", "foreign"), (60, 34, 6))[0]
    first = _foreigner(chance) if kind == "foreign" else _thai(chance)
    second = _thai(chance) if kind == "thai" else _foreigner(chance)
    return first, second


def comment(chance: Random, overall: int) -> str:
    """What a couple might write that gave this level."""
    return chance.choice(_PRAISE if overall >= chance.choice((4, 5)) else _WISHES)


def _thai(chance: Random) -> Person:
    return Person(f"{chance.choice(_THAI_FIRST)} {chance.choice(_THAI_LAST)}", "TH")


def _foreigner(chance: Random) -> Person:
    nationality, name = chance.choice(_FOREIGN)
    return Person(name, nationality)
