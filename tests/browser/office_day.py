"""A working day at the office with invented couples, for the pictures of the manual."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.builders import phone_of
from tests.live import server
from tests.live.test_serve import staff_link

DAY = "2026-12-14"
ANOTHER_DAY = "2026-12-21"
BEFORE = "2026-12-01T09:00+07:00"
DURING = "2026-12-14T10:18+07:00"

# slot, both names and nationalities, the language they are written to in
COUPLES: list[Any] = [
    (1, ("มะลิ ตัวอย่าง", "TH"), ("Nguyễn Thị Ánh", "VN"), "th"),
    (2, ("ใจดี มีสุข", "TH"), ("สมชาย ทดสอบ", "TH"), "th"),
    (3, ("Gabriel García Ejemplo", "CO"), ("พิมพ์ใจ ตัวอย่าง", "TH"), "en"),
    (4, ("Wang Xiaoming", "CN"), ("ดวงดาว ทดลอง", "TH"), "en"),
    (5, ("กานดา สมมุติ", "TH"), ("รุ่งเรือง สมมุติ", "TH"), "th"),
    (6, ("Björk Dæmi", "IS"), ("Robin Example", "GB"), "en"),
    (8, ("ปรียา ตัวอย่าง", "TH"), ("อารี ทดสอบ", "TH"), "th"),
    (10, ("วันดี ทดลอง", "TH"), ("Hans Muster", "DE"), "th"),
    (12, ("ชบา ตัวอย่าง", "TH"), ("สายใจ ตัวอย่าง", "TH"), "th"),
]

# slot, press, time on the day, officer
PRESSES = [
    (1, "arrive", "07:52", "สมศรี"),
    (1, "start", "08:01", "สมศรี"),
    (1, "finish", "08:27", "สมศรี"),
    (2, "arrive", "08:20", "วิชัย"),
    (2, "start", "08:30", "วิชัย"),
    (2, "finish", "09:04", "วิชัย"),
    (3, "arrive", "08:58", "สมศรี"),
    (3, "start", "09:41", "สมศรี"),
    (5, "arrive", "09:55", "วิชัย"),
    (5, "start", "10:02", "วิชัย"),
    (6, "arrive", "10:15", "สมศรี"),
]


@dataclass(frozen=True)
class OfficeDay:
    """Where it can be looked at: the service, and an office link of the day."""

    url: str
    token: str


@contextmanager
def office_day() -> Iterator[OfficeDay]:
    """Half past ten on a Monday: some are served, one is late, one has just come."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        with server.served(data_dir, BEFORE) as before:
            references = _book(before.url)
        with server.served(data_dir, DURING) as served:
            link = staff_link(data_dir, served.port, scope="office", now=DURING).stdout.strip()
            token = link.partition("token=")[2]
            _press(served.url, token, references)
            yield OfficeDay(served.url, token)


def _book(url: str) -> dict[int, str]:
    for slot, *more in COUPLES[3:6]:
        _book_one(url, ANOTHER_DAY, phone_of(100 + slot), (slot, *more))
    return {couple[0]: _book_one(url, DAY, phone_of(couple[0]), couple) for couple in COUPLES}


def _book_one(url: str, day: str, phone: str, couple: tuple[Any, ...]) -> str:
    slot, *people, language = couple
    body: dict[str, object] = {
        "date": day,
        "slot": slot,
        "couple": [{"name": name, "nationality": nation} for name, nation in people],
        "phone": phone,
        "language": language,
        **({"email": "couple@example.com"} if slot % 4 == 0 else {}),
    }
    answer = server.book(url, f"picture-of-{day}-{slot:02}", body)
    answer.raise_for_status()
    return str(answer.json()["reference"])


def _press(url: str, token: str, references: dict[int, str]) -> None:
    for slot, deed, at, officer in PRESSES:
        requests.post(
            f"{url}/api/staff/bookings/{references[slot]}/{deed}",
            json={"at": at, "officer": officer},
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        ).raise_for_status()
