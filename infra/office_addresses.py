"""Where an office is found, alone in its copy of the service or beside others.

The pages are made by ``site/natrak_site/office_pages.py``; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.domain.text import Text
from infra.setup import ROOT

# Whom the pages of ``site/docs`` were written for, and by what word it is found in them.
_WRITTEN_FOR, _ITS_NAME = "bang-rak", "บางรัก"
# The pages that each office has of its own where several take bookings: site/natrak_site.
_PAGES = (
    ("book", "หน้าจองคิว", "the booking page"),
    ("figures", "ตัวเลขการให้บริการ", "public figures"),
    ("poster", "โปสเตอร์", "the poster"),
)


def launched(office_id: str, *, alone: bool) -> tuple[str, str]:
    """Where the launch pack leads to, below the address of the copy, in Thai and in English."""
    return ("", "/en/") if alone else (f"/book/{office_id}/", f"/en/book/{office_id}/")


def pages(office_id: str, others: Sequence[Text]) -> Iterator[str]:
    """Where the office is found once it takes bookings, beside those that do already."""
    own = f"{office_id}/" if others else ""
    yield "ที่อยู่ของหน้าเว็บเมื่อเปิดจอง · addresses once booking is true"
    for kind, thai, english in _PAGES:
        yield f"  /{kind}/{own}  /en/{kind}/{own}  {thai} · {english}"
    yield f"  /api/offices/{office_id}/days  ปฏิทินสำหรับโปรแกรมอื่น · the calendar for programs"
    if others:
        thai = ", ".join(name.th for name in others)
        english = ", ".join(name.en for name in others)
        yield f"  /book/  เลือกสำนักงานเขต ร่วมกับ {thai}"
        yield f"  /en/book/  the choice of an office, beside {english}"


def by_hand(office_id: str, others: Sequence[Text]) -> Iterator[Text]:
    """What data alone does not change, once the copy is not Bang Rak's alone."""
    if office_id == _WRITTEN_FOR and not others:
        return
    docs = ROOT / "site" / "docs"
    pages = {page.relative_to(docs).as_posix(): page for page in docs.rglob("*.th.md")}
    written = sorted(
        name.removesuffix(".th.md")
        for name, page in pages.items()
        if _ITS_NAME in page.read_text(encoding="utf-8")
    )
    kinds = {kind for kind, _, _ in _PAGES}
    names = ", ".join(name for name in written if name not in kinds)
    yield Text(
        f"ข้อความในหน้าเหล่านี้เขียนไว้สำหรับเขตบางรัก ต้องแก้ในไฟล์ site/docs: {names}",
        f"these pages were written for Bang Rak and are edited by hand in site/docs: {names}",
    )
    yield Text(
        "รูปสำหรับแชร์มีชื่อและเบอร์โทรของสำนักงานเดียว สั่ง make cards หลังเปิดจอง",
        "the pictures to share name one office: run `make cards` once booking is true",
    )
