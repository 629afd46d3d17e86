"""The report through the API: a day lived through at the desk, and what bad input gets."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import date, datetime, time
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.staff_links import Scope
from chalicelib.services import Services
from tests.api.desk_client import make_officer
from tests.api.test_survey import post
from tests.builders import A_MONDAY, make_stored
from tests.fakes import FrozenClock

NOBODY = {
    "on_time": {
        "share": None, "n": 0, "tolerance_minutes": 15, "clock": None,
        "by_register": 0, "by_desk": 0, "unserved": 0,
    },
}  # fmt: skip


def get_report(
    api: Client, services: Services, scope: Scope = "report", **query: str
) -> HTTPResponse:
    officer = make_officer(api, services, scope, last=date(2026, 12, 31))
    span = {"from": "2026-12-01", "to": "2026-12-31"} | query
    return officer.get("/staff/report?" + "&".join(f"{k}={v}" for k, v in span.items()))


def at(clock: str) -> datetime:
    return datetime.combine(A_MONDAY, time.fromisoformat(clock), BANGKOK)


def a_morning(api: Client, services: Services, clock: FrozenClock) -> list[dict[str, Any]]:
    """Six couples: four are served, one of them late, one does not come, one waits."""
    slots = [(1, "08:00"), (2, "08:31"), (3, "09:01"), (4, "09:31"), (5, "10:01"), (6, "10:31")]
    for number, start in slots:
        make_stored(
            services.store,
            reference=f"ABCD-234{number + 1}",
            slot=number,
            start=time.fromisoformat(start),
            channel="facebook" if number == 2 else "web",
        )
    clock.moment = at("16:00")
    officer = make_officer(api, services)
    served = [("08:00", "08:25", "08:05"), ("08:31", "09:02", None), ("09:20", "10:05", None)]
    records = []
    for number, (start, finish, registered) in enumerate([*served, ("09:31", "10:00", "09:45")]):
        reference = f"ABCD-234{number + 2}"
        officer.press("start", reference, at=start)
        more = {"registered_at": registered} if registered else {}
        records.append(officer.press("finish", reference, at=finish, **more).json_body["booking"])
    officer.press("no-show", "ABCD-2346")
    officer.press("arrive", "ABCD-2347", at="10:40")
    return records


def test_a_morning_at_the_desk_in_the_report(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    """Delays 5, 0, 19, 14: three of four on time. Minutes 25, 31, 45, 29: median 30, mean 32.5."""
    a_morning(api, services, clock)

    shown = get_report(api, services).json_body

    assert shown["bookings"] == {
        "total": 6,
        "by_channel": {"web": 5, "facebook": 1},
        "by_month": {"2026-12": 6},
    }
    assert shown["on_time"] == {
        "share": 0.75, "n": 4, "tolerance_minutes": 15, "clock": "both",
        "by_register": 2, "by_desk": 2, "unserved": 0,
    }  # fmt: skip
    taken = shown["service_minutes"]
    assert (taken["median"], taken["mean"], taken["n"]) == (30, 32.5, 4)
    assert (taken["share_within_30"], taken["share_within_50"]) == (0.5, 1)
    assert (shown["no_shows"], shown["cancellations"]) == (1, 0)
    assert shown["lead_time_days"]["median"] == 13


def test_once_the_day_is_over_the_couple_that_still_waited_was_not_served_on_time(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    a_morning(api, services, clock)
    clock.moment = clock.moment.replace(day=15)

    shown = get_report(api, services).json_body["on_time"]

    assert (shown["share"], shown["n"], shown["unserved"]) == (0.6, 5, 1)


def test_kept_or_counted_now_the_report_is_the_same(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    a_morning(api, services, clock)
    clock.moment = clock.moment.replace(day=15)

    now = get_report(api, services).json_body
    services.totals.keep()

    assert get_report(api, services).json_body == now


def test_five_couples_answer_by_the_link_of_their_booking(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    """Overall 5, 5, 5, 4 from four couples is nothing yet; the fifth makes it 24 of 25.

    Wilson for 0.96 and n = 5, z² / n = 0.768: (0.96 + 0.384 ± 0.421) / 1.768 is 0.522 and 0.998.
    """
    records = a_morning(api, services, clock)
    tokens = [record["survey_url"].partition("#token=")[2] for record in records]
    for token, level in zip(tokens, (5, 5, 5, 4), strict=True):
        assert post(api, token, {"answers": {"overall": level}}).status_code == 201
    four = get_report(api, services).json_body["satisfaction"]
    officer = make_officer(api, services)
    officer.press("start", "ABCD-2347", at="10:41")
    last = officer.press("finish", "ABCD-2347", at="11:00").json_body["booking"]
    post(api, last["survey_url"].partition("#token=")[2], {"answers": {"overall": 5}})

    five = get_report(api, services).json_body["satisfaction"]

    assert (four["percent"], four["n"], four["interval_95"]) == (None, 4, None)
    assert (five["percent"], five["top2_percent"], five["n"]) == (96, 100, 5)
    assert five["response_rate"] == 1
    assert five["method"] == "mean_of_5"
    assert five["interval_95"] == [52.2, 99.8]
    overall = next(each for each in five["questions"] if each["id"] == "overall")
    assert overall["levels"] == {"4": 1, "5": 4}


def test_comments_are_shown_once_five_have_answered(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    tokens = [
        BookingLinks("", services.secrets).survey_url(make_stored(services.store, **which))
        for which in ({"reference": f"ABCD-23{n}2", "place": n} for n in range(3, 8))
    ]
    shown = []
    for number, url in enumerate(tokens):
        body = {"answers": {"staff": 5}, "comment": f"comment {number}"}
        assert post(api, url.partition("#token=")[2], body).status_code == 201
        shown.append(get_report(api, services).json_body["comments"])

    assert shown[:4] == [[]] * 4
    assert sorted(shown[4]) == [f"comment {number}" for number in range(5)]


def test_an_office_without_data_gets_zeroes_and_no_division_by_nothing(
    api: Client, services: Services
) -> None:
    shown = get_report(api, services).json_body

    assert shown["bookings"]["total"] == 0
    assert shown["on_time"] == NOBODY["on_time"]
    assert shown["service_minutes"]["median"] is None
    assert shown["service_minutes"]["share_within_30"] is None
    assert shown["satisfaction"]["percent"] is None
    assert shown["satisfaction"]["response_rate"] is None
    assert shown["lead_time_days"]["median"] is None
    assert (shown["no_shows"], shown["cancellations"]) == (0, 0)


def test_without_dates_it_is_this_month_and_the_eleven_before(
    api: Client, services: Services
) -> None:
    officer = make_officer(api, services, "report")

    shown = officer.get("/staff/report").json_body

    assert (shown["from"], shown["to"]) == ("2026-01-01", "2026-12-01")


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"from": "2026-12-02", "to": "2026-12-01"}, "to", "report_range_invalid"),
        ({"from": "2025-11-26", "to": "2026-12-31"}, "to", "report_range_invalid"),
        ({"from": "0001-01-01", "to": "0001-01-02"}, "to", "report_range_invalid"),
        ({"from": "9999-12-31", "to": "9999-12-31"}, "to", "report_range_invalid"),
        ({"from": "1 Dec"}, "from", "date_invalid"),
        ({"to": "2569-12-1"}, "to", "date_invalid"),
        ({"format": "xlsx"}, "format", "report_format_unknown"),
    ],
)
def test_a_wrong_span_or_format_is_named(
    api: Client, services: Services, query: dict[str, str], field: str, code: str
) -> None:
    answer = get_report(api, services, **{k: v.replace(" ", "%20") for k, v in query.items()})

    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in answer.json_body["errors"]] == [(field, code)]


def test_four_hundred_days_are_the_most(api: Client, services: Services) -> None:
    assert get_report(api, services, **{"from": "2025-11-27"}).status_code == 200


@pytest.mark.parametrize("scope", ["day-list", "desk", "office"])
def test_only_a_report_link_opens_the_report(api: Client, services: Services, scope: Scope) -> None:
    answer = get_report(api, services, scope)

    assert (answer.status_code, answer.json_body["code"]) == (403, "link_invalid")


def test_an_expired_or_forged_link_opens_nothing(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    officer = make_officer(api, services, "report")
    forged = make_officer(api, services, "report")
    forged.token += "x"

    assert forged.get("/staff/report").status_code == 403
    clock.moment = clock.moment.replace(year=2027)
    assert officer.get("/staff/report").json_body["code"] == "link_expired"


def test_the_token_may_ride_in_the_address_of_the_download(api: Client, services: Services) -> None:
    token = make_officer(api, services, "report").token

    answer = api.http.get(f"/staff/report?token={token}&format=csv")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_csv_opens_in_a_spreadsheet_and_holds_the_same_numbers(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    a_morning(api, services, clock)

    answer = get_report(api, services, format="csv")

    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert (
        'filename="report-bang-rak-2026-12-01-2026-12-31.csv"'
        in (answer.headers["Content-Disposition"])
    )
    rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert rows[0] == ["หมวด", "รายการ", "Section", "Item", "ค่า / Value"]
    found = {(row[2], row[3]): row[4] for row in rows}
    assert found["Service time (minutes)", "Median"] == "30"
    assert found["Served on time", "Share, at most 15 minutes late"] == "0.75"
    assert found["Bookings by channel", "Website"] == "5"
    assert found["Satisfaction", "Percent, mean ÷ 5 (the one judged)"] == ""
    assert not [cell for cell in itertools.chain(*rows) if cell.startswith(("=", "+", "-", "@"))]


def test_the_report_names_nobody(api: Client, services: Services, clock: FrozenClock) -> None:
    a_morning(api, services, clock)

    told = (
        get_report(api, services).body.decode()
        + get_report(api, services, format="csv").body.decode()
    )

    for secret in ("มะลิ", "Ánh", "ABCD", "812345678"):
        assert secret not in told


def test_opening_a_report_changes_nothing(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    a_morning(api, services, clock)
    before = services.table_client.scan(TableName=services.settings.table)["Items"]

    get_report(api, services)
    get_report(api, services, format="csv")

    assert services.table_client.scan(TableName=services.settings.table)["Items"] == before


def test_a_couple_sees_its_survey_link_once_it_was_served(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    make_stored(services.store)
    token = services.secrets.manage_token("ABCD-2345", 1)

    def mine() -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        body: dict[str, Any] = api.http.get("/bookings/ABCD-2345", headers=headers).json_body
        return body

    before = mine()
    clock.moment = at("09:00")
    officer = make_officer(api, services)
    officer.press("start", at="08:00")
    started = mine()
    officer.press("finish", at="08:30")

    assert "survey_url" not in before | started
    assert not started["can_move"]
    assert not started["can_cancel"]
    assert mine()["survey_url"].startswith("http://natrak.test/survey/#token=bang-rak.2026-12.")
    assert date.fromisoformat(mine()["date"]) == A_MONDAY
