"""The day list by signed link: screen, CSV, JSON, and what a bad link gets."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from html.parser import HTMLParser

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Person
from chalicelib.domain.days import Closure
from chalicelib.domain.staff_links import Scope
from chalicelib.domain.text import Text
from chalicelib.services import Services
from tests.builders import A_MONDAY, NOW, make_stored
from tests.fakes import FrozenClock

HTML = "text/html,application/xhtml+xml"


@pytest.fixture
def token(services: Services) -> str:
    return make_token(services)


def make_token(
    services: Services, scope: Scope = "day-list", first: date = A_MONDAY, last: date = A_MONDAY
) -> str:
    links = services.staff_links
    return links.token(links.make("bang-rak", first, last, scope, NOW))


def get(api: Client, token: str, accept: str = "*/*", **query: str) -> HTTPResponse:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return api.http.get(f"/staff/day-list?token={token}{more}", headers={"Accept": accept})


class Cells(HTMLParser):
    """The text of each cell of a page's table, row by row."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data.strip()


def test_the_page_is_the_offices_own_table(api: Client, services: Services, token: str) -> None:
    make_stored(services.store, slot=2, start=time(8, 31), end=time(9, 0))

    page = get(api, token)

    rows = Cells(page.body).rows
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert rows[0] == ["ลำดับที่", "เวลา", "ชื่อคู่สมรส", "เบอร์ติดต่อ"]
    assert len(rows) == 2 * 16, "the queue, then the time sheet"
    assert rows[1] == ["1", "08.00–08.30 น.", "", ""]
    assert rows[2][:2] == ["2", "08.31–09.00 น."]
    assert "มะลิ ทดสอบ" in rows[2][2]
    assert "Nguyễn Thị Ánh" in rows[2][2]
    assert rows[2][3] == "081 234 5678ทางเว็บไซต์ · เอกสารยังไม่ส่ง"
    assert "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569" in page.body.decode()


@pytest.mark.parametrize("query", [{}, {"list": "phone"}])
def test_a_sheet_has_one_kind_of_digits(
    api: Client, services: Services, token: str, query: dict[str, str]
) -> None:
    """References and phones have 0–9, and what is written down is typed in again."""
    make_stored(services.store)
    services.store.set_change("bang-rak", A_MONDAY, Closure(Text("อบรม", "training")))

    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(get(api, token, **query).body.decode())


def test_the_page_needs_nothing_else_and_leaks_nothing(api: Client, token: str) -> None:
    page = get(api, token)

    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert b" src=" not in page.body
    assert b"http://" not in page.body


def test_a_name_with_markup_is_shown_as_text(api: Client, services: Services, token: str) -> None:
    make_stored(services.store, couple=(Person("<script>alert(1)</script>", "TH"),) * 2)

    page = get(api, token).body.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_csv_opens_in_a_spreadsheet(api: Client, services: Services, token: str) -> None:
    make_stored(services.store)

    answer = get(api, token, format="csv")

    assert answer.body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert rows[0][:4] == ["ลำดับที่", "เวลา", "ชื่อคู่สมรส", "เบอร์ติดต่อ"]
    assert len(rows) == 1 + 15 + 1
    assert rows[1] == [
        "1",
        "08.00–08.30 น.",
        "มะลิ ทดสอบ และ Nguyễn Thị Ánh",
        "081 234 5678",
        "ABCD-2345",
        "TH / VN",
        "ไทย",
        "",
        "เว็บไซต์",
        "ยังไม่ส่ง",
    ]
    assert rows[2] == ["2", "08.31–09.00 น.", *[""] * 8]
    assert rows[-1] == [
        "จัดทำเมื่อวันอังคารที่ 1 ธันวาคม พ.ศ. 2569 เวลา 09.00 น. มีการจอง 1 คู่",
    ]
    assert 'filename="day-list-bang-rak-2026-12-14.csv"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_a_name_cannot_become_a_formula(
    api: Client, services: Services, token: str, start: str
) -> None:
    make_stored(services.store, couple=(Person(f"{start}1+1", "TH"), Person("B", "TH")))

    rows = list(csv.reader(io.StringIO(get(api, token, format="csv").body.decode("utf-8-sig"))))

    assert rows[1][2] == f"'{start}1+1 และ B"


def test_a_number_from_abroad_is_no_formula_either(
    api: Client, services: Services, token: str
) -> None:
    make_stored(services.store, phone="+4915123456789")

    rows = list(csv.reader(io.StringIO(get(api, token, format="csv").body.decode("utf-8-sig"))))

    assert rows[1][3] == "'+49 1512 3456789"


def test_the_json_has_every_place_of_the_day(api: Client, services: Services, token: str) -> None:
    make_stored(services.store)

    listed = get(api, token, format="json").json_body

    assert (listed["office"], listed["date"], listed["bookings"]) == ("bang-rak", "2026-12-14", 1)
    assert len(listed["rows"]) == 15
    assert listed["rows"][0]["booking"]["reference"] == "ABCD-2345"
    assert listed["rows"][1]["booking"] is None


def test_the_token_may_ride_in_the_header(api: Client, token: str) -> None:
    answer = api.http.get(
        "/staff/day-list?format=json", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 200


def test_a_link_over_several_days_shows_each_of_them(api: Client, services: Services) -> None:
    token = make_token(services, "office", A_MONDAY, date(2026, 12, 18))

    assert get(api, token, format="json").json_body["date"] == "2026-12-14"
    assert get(api, token, format="json", date="2026-12-18").json_body["date"] == "2026-12-18"
    assert get(api, token, format="json", date="2026-12-19").status_code == 403


def test_opening_a_link_changes_nothing(api: Client, services: Services, token: str) -> None:
    make_stored(services.store)
    before = get(api, token, format="json").body

    for kind in ("html", "csv", "xlsx", "json"):
        get(api, token, format=kind)
        api.http.get(f"/staff/service-log?token={token}&format={kind}")

    assert get(api, token, format="json").body == before


def test_an_expired_link_is_401(
    api: Client, services: Services, token: str, clock: FrozenClock
) -> None:
    del services
    clock.moment = datetime(2026, 12, 15, 0, 0, tzinfo=BANGKOK)

    answer = get(api, token)

    assert (answer.status_code, answer.json_body["code"]) == (401, "link_expired")


@pytest.mark.parametrize("token", ["", "x", "x.y", "ก"])
def test_a_forged_link_is_403(api: Client, token: str) -> None:
    answer = get(api, token)

    assert (answer.status_code, answer.json_body["code"]) == (403, "link_invalid")


def test_no_link_at_all_is_403(api: Client) -> None:
    assert api.http.get("/staff/day-list").status_code == 403


def test_a_link_of_another_scope_is_403(api: Client, services: Services) -> None:
    assert get(api, make_token(services, "report")).json_body["code"] == "link_invalid"


def test_a_person_with_a_bad_link_gets_a_page_in_both_languages(
    api: Client, token: str, clock: FrozenClock
) -> None:
    forged = get(api, f"{token}x", accept=HTML)
    clock.moment = datetime(2026, 12, 20, tzinfo=BANGKOK)
    expired = get(api, token, accept=HTML, format="csv")

    assert (forged.status_code, expired.status_code) == (403, 401)
    for page, thai, english in (
        (forged, "ลิงก์นี้ใช้ไม่ได้", "This link does not work here"),
        (expired, "ลิงก์นี้หมดอายุแล้ว", "This link has expired"),
    ):
        assert page.headers["Content-Type"].startswith("text/html")
        assert thai in page.body.decode()
        assert english in page.body.decode()


def test_an_unknown_format_is_named(api: Client, token: str) -> None:
    answer = get(api, token, format="pdf")

    assert answer.json_body["errors"][0]["field"] == "format"


def test_the_history_of_the_day_and_of_each_booking_is_readable(
    api: Client, services: Services, token: str, clock: FrozenClock
) -> None:
    kept = services.bookings.move(make_stored(services.store), A_MONDAY, 5)
    gone = services.bookings.cancel(make_stored(services.store, reference="WXYZ-6789"))

    listed = get(api, token, format="json").json_body

    assert listed["bookings"] == 1
    assert listed["rows"][4]["booking"]["reference"] == kept.reference
    assert listed["rows"][4]["booking"]["history"] == [
        {
            "at": clock.moment.isoformat(),
            "by": "couple",
            "deed": "moved",
            "date": "2026-12-14",
            "slot": 5,
            "place": 1,
        }
    ]
    assert [each["reference"] for each in listed["cancelled"]] == [gone.reference]
    assert listed["cancelled"][0]["history"][0]["deed"] == "cancelled"
