"""One couple uses everything there is; when its time has come, no place names it any more.

Looked at: every item of the table (it has no index beside it), both buckets, every export staff can
download, what a request for access shows, what the jobs log and the requests' log.
"""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
import pytest
from chalice.test import Client

from app import app
from chalicelib import clients, schedule, wiring
from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.domain.months import Month
from chalicelib.services import Services
from chalicelib.settings import Settings
from infra import person_request
from infra.local import bucket
from tests.api.desk_client import Officer, make_officer
from tests.builders import A_MONDAY, make_body
from tests.fakes import FrozenClock
from tests.papers import files
from tests.papers.conftest import Couple
from tests.usecases.test_messages import SUNDAY_NINE

MAIL, PHONE, ANOTHER_PHONE = "couple@example.com", "+66812345678", "+66898765432"
KEY = "a-key-of-the-couples-browser"
OFFICER, REMARK, WORDS = "สมหมาย", "มาลีมาพร้อมล่าม", "Pages of Mali are too dark"
WRITTEN = "พี่ส้มโอที่ช่องสามใจดีมาก"
MONDAY = datetime.combine(A_MONDAY, time(8), tzinfo=BANGKOK)
SHELF = "natrak-site"


class Postbox:
    """Takes mails and keeps none."""

    def send(self, message: object, name: str) -> None:
        del message, name


@pytest.fixture
def services(moto_settings: Settings, clock: FrozenClock) -> Services:
    settings = replace(moto_settings, papers_bucket="papers", site_bucket=SHELF)
    where = {"LocationConstraint": settings.region}
    s3 = boto3.client("s3", region_name=settings.region)
    s3.create_bucket(Bucket=SHELF, CreateBucketConfiguration=where)
    made = Services(settings, clock=clock, mail_sender=Postbox())
    wiring.use(made)
    return made


@pytest.fixture
def officer(api: Client, services: Services) -> Officer:
    return make_officer(api, services)


@pytest.fixture
def used(api: Client, services: Services, clock: FrozenClock, officer: Officer) -> list[str]:
    """A couple's whole way, until its visit is over; what may not be left of it."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}
    body = make_body(email=MAIL, documents=["R10", "R12"])
    made = api.http.post(
        "/offices/bang-rak/bookings", headers=headers, body=json.dumps(body).encode()
    ).json_body
    reference, bearer = made["reference"], {"Authorization": f"Bearer {made['manage_token']}"}
    for phone in (PHONE, ANOTHER_PHONE):
        asked = json.dumps({"reference": reference, "phone": phone}).encode()
        api.http.post("/bookings/resend", headers=headers, body=asked)
    moved = json.dumps({"date": A_MONDAY.isoformat(), "slot": 3}).encode()
    where = f"/bookings/{reference}"
    assert api.http.post(f"{where}/move", headers=headers | bearer, body=moved).status_code == 200
    schedule.send_messages()

    booking = services.store.find(reference)
    assert booking
    couple = Couple(api, services, bucket.on(services.settings), booking)
    paper = couple.sends(files.photograph())
    review = {"decision": "needs_attention", "message": WORDS}
    where = f"/staff/bookings/{reference}/documents/{paper}/review"
    assert officer.post(where, review).status_code == 200

    clock.moment = SUNDAY_NINE
    schedule.remind_of_tomorrow()
    schedule.send_messages()
    clock.moment = MONDAY
    officer.press("arrive", reference)
    officer.press("start", reference, key="k" * 16, officer=OFFICER)
    officer.press("finish", reference, officer=OFFICER, remark=REMARK)
    served = api.http.get(f"/bookings/{reference}", headers=bearer).json_body
    token = served["survey_url"].partition("token=")[2]
    answer = {"answers": {"overall": 5}, "comment": f"{WRITTEN} โทร {PHONE} หรือ {MAIL}"}
    sent = {**headers, "Authorization": f"Bearer {token}"}
    assert (
        api.http.post("/survey", headers=sent, body=json.dumps(answer).encode()).status_code == 201
    )
    clock.moment += timedelta(hours=10)
    schedule.ask_for_answers()
    schedule.send_messages()

    booking = services.store.find(reference)
    assert booking
    names = [word for person in booking.couple for word in person.name.split()]
    return [
        *(*names, MAIL, PHONE, PHONE[3:], ANOTHER_PHONE, KEY, "k" * 16, OFFICER, REMARK, WORDS),
        *(made["manage_token"], token, booking.phone_key, booking.key, booking.body, paper),
    ]


def stored(services: Services) -> str:
    """The whole table and both buckets, as text."""
    found = services.table_client.scan(TableName=services.settings.table)["Items"]
    lines = [json.dumps(items.from_wire(each), default=str, ensure_ascii=False) for each in found]
    s3 = clients.s3_client(services.settings)
    for name in (SHELF, "papers"):
        for each in s3.list_objects_v2(Bucket=name).get("Contents", []):
            content = s3.get_object(Bucket=name, Key=each["Key"])["Body"].read()
            lines += [each["Key"], content.decode("utf-8", "replace")]
    return "\n".join(lines)


def exported(services: Services, clock: FrozenClock) -> str:
    """All that a link of any scope can still download of that day, unpacked."""
    return "\n".join(_downloads(services, clock))


def _downloads(services: Services, clock: FrozenClock) -> Iterator[str]:
    formats: dict[Any, tuple[str, ...]] = {
        "day-list": ("html", "csv", "xlsx", "json"),
        "service-log": ("html", "csv", "xlsx", "json"),
        "report": ("csv", "json"),
    }
    with Client(app, project_dir="functions") as client:
        for path, kinds in formats.items():
            scope: Any = "report" if path == "report" else "day-list"
            link = services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, scope, clock.now())
            token = services.staff_links.token(link)
            span = f"&from={A_MONDAY}&to={A_MONDAY}" if path == "report" else ""
            for kind in kinds:
                answer = client.http.get(f"/staff/{path}?token={token}&format={kind}{span}")
                assert answer.status_code == 200, (path, kind)
                yield _unzipped(answer.body) if kind == "xlsx" else answer.body.decode()


def _unzipped(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def asked_for(services: Services) -> str:
    """What a request for access shows, with the names of the files it leaves."""
    with TemporaryDirectory() as folder:
        into = Path(folder) / "pictures"
        shown = person_request.answer("show", PHONE, services, into)
        return "\n".join([shown, *(path.name for path in into.glob("*"))])


def run_every_night(services: Services, clock: FrozenClock) -> None:
    """What the schedules of a night do, and the table's own expiry, which moto leaves out."""
    schedule.keep_totals()
    schedule.publish_figures()
    schedule.sweep_papers()
    schedule.sweep({}, None)
    for item in everything(services):
        if "expires_at" in item and int(item["expires_at"]["N"]) < clock.now().timestamp():
            key = {"pk": item["pk"], "sk": item["sk"]}
            services.table_client.delete_item(TableName=services.settings.table, Key=key)


def test_when_its_time_has_come_no_place_names_the_couple(
    services: Services,
    clock: FrozenClock,
    used: list[str],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # The control: each of these was to be found, the papers' pictures included.
    before = stored(services)
    in_table = set(used) - {PHONE[3:], ANOTHER_PHONE, KEY, "k" * 16, *used[-6:-4]}
    assert {trace for trace in in_table if trace not in before} == set()
    assert "pages/" in before
    assert OFFICER in exported(services, clock)
    first = asked_for(services)
    assert MAIL in first
    assert ".jpg" in first

    caplog.set_level(logging.INFO)
    clock.moment = MONDAY + timedelta(days=31)
    run_every_night(services, clock)
    a_month_later = stored(services)
    assert WORDS not in a_month_later
    assert "pages/" not in a_month_later

    clock.moment = MONDAY + timedelta(days=data_files.retention().days + 2)
    run_every_night(services, clock)

    after = "\n".join(
        [
            stored(services),
            exported(services, clock),
            asked_for(services),
            caplog.text,
            capsys.readouterr().out,
        ]
    )
    assert [trace for trace in used if trace in after] == []
    assert ".jpg" not in after
    # Who wrote it is forgotten; what was written stays until the head of section has read it.
    assert WRITTEN in after
    kinds = {keys.kind_of(item["pk"]["S"]) for item in everything(services)}
    assert kinds <= {"OFFICE", "HISTORY", "BOOKING", "TOTALS", "SURVEY", "SURVEYED", "LINKS"}

    gone_on = data_files.retention().comments_gone_on(Month.of(A_MONDAY))
    clock.moment = datetime.combine(gone_on, time(3), tzinfo=BANGKOK)
    run_every_night(services, clock)
    assert WRITTEN not in stored(services) + exported(services, clock)
    assert '"levels"' in stored(services)


def everything(services: Services) -> list[Any]:
    found: list[Any] = services.table_client.scan(TableName=services.settings.table)["Items"]
    return found


def test_an_erasure_on_request_takes_the_papers_along(services: Services, used: list[str]) -> None:
    before = asked_for(services)
    assert '"R10"' in before
    assert ".jpg" in before

    done = json.loads(person_request.answer("erase", PHONE, services))

    assert done["erased"] == 1
    left = stored(services)
    assert WORDS not in left
    assert "pages/" not in left
    assert ".jpg" not in asked_for(services)
    assert [trace for trace in (MAIL, PHONE, used[0], REMARK) if trace in left] == []
