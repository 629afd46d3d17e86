"""Least privilege, both ways: all that is done is allowed, and all that is allowed is done.

Each job runs on moto while its calls are noted; the notes are compared with its policy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import boto3
import pytest
from chalice.test import Client

from app import app
from chalicelib import schedule, wiring
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import keys
from chalicelib.domain import pulses
from chalicelib.domain.days import Closure
from chalicelib.domain.sent_papers import Finding
from chalicelib.domain.text import Text
from chalicelib.services import Services
from chalicelib.settings import Settings
from chalicelib.usecases.days import Days
from chalicelib.usecases.desk import PressWish
from chalicelib.usecases.sent_papers import UploadWish
from infra.package.jobs import POLICIES
from infra.papers import handler
from infra.papers.inspection import inspect
from tests.builders import A_MONDAY, make_body, make_stored
from tests.fakes import FrozenClock
from tests.papers import files
from tests.usecases.test_messages import SUNDAY_NINE

NAMES = sorted(path.stem.removeprefix("policy-") for path in POLICIES.glob("policy-*.json"))

# The day make_stored() books for: there are couples to count.
MONDAY_EIGHT = datetime.combine(A_MONDAY, time(8), tzinfo=BANGKOK)

# Not calls of ours: Lambda writes the log, reads the stream for the job it calls, and takes from
# the queue what a function is called for.
BY_LAMBDA = {"logs:CreateLogStream", "logs:PutLogEvents"}
FROM_A_STREAM = {
    f"dynamodb:{call}"
    for call in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
}
FROM_A_QUEUE = {"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}
TAKEN_BY_LAMBDA = {"pulse": FROM_A_STREAM, "inspection": FROM_A_QUEUE}
# Nor these: the form that is signed is worth no more than the signer's own rights.
SIGNED = {"api": {"s3:PutObject"}}


def statements(name: str) -> list[dict[str, Any]]:
    text = (POLICIES / f"policy-{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["Statement"]
    return found


def allowed(name: str) -> set[str]:
    """The actions of a policy."""
    actions: set[str] = set()
    for statement in statements(name):
        granted = statement["Action"]
        actions |= {granted} if isinstance(granted, str) else set(granted)
    return actions


# Calls whose permission has another name.
_NAMED_OTHERWISE = {"ListObjectsV2": "ListBucket", "DeleteObjects": "DeleteObject"}


@contextmanager
def noted(*clients: Any) -> Iterator[set[str]]:
    """The permissions that the calls made meanwhile need."""
    needed: set[str] = set()

    def note(model: Any, params: dict[str, Any], **_: object) -> None:
        service = model.service_model.signing_name
        if service == "s3":
            needed.add(f"s3:{_NAMED_OTHERWISE.get(model.name, model.name)}")
            return
        if model.name != "TransactWriteItems":
            needed.add(f"{service}:{model.name}")
            return
        body = json.loads(params["body"])
        needed.update(f"{service}:{kind}Item" for w in body["TransactItems"] for kind in w)

    for client in clients:
        client.meta.events.register("before-call", note)
    yield needed


@pytest.fixture
def services(moto_settings: Settings, clock: FrozenClock) -> Services:
    topic = boto3.client("sns", region_name=moto_settings.region).create_topic(Name="staff")
    settings = replace(
        moto_settings,
        mail_from="natrak@office.test",
        mail_region="us-east-1",
        staff_topic=topic["TopicArn"],
        site_bucket="natrak-site",
        papers_bucket="natrak-papers",
    )
    s3 = boto3.client("s3", region_name=moto_settings.region)
    where = {"LocationConstraint": moto_settings.region}
    for bucket in ("natrak-site", "natrak-papers"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    boto3.client("sesv2", region_name="us-east-1").create_email_identity(
        EmailIdentity=settings.mail_from
    )
    made = Services(settings, clock=clock)
    wiring.use(made)
    make_stored(made.store, email="couple@example.com", documents=("R10",))
    make_stored(made.store, reference="WXYZ-6789", slot=2)
    return made


def clients(services: Services) -> list[Any]:
    found = [services.table_client]
    if services.notices:
        found.append(services.notices.client)  # type: ignore[attr-defined]
    found.append(services.mailer.sender.client)  # type: ignore[attr-defined]
    found.append(services.figures.shelf.client)  # type: ignore[union-attr]
    found.append(services.pulse.client)  # type: ignore[union-attr]
    found.append(services.papers.files.client)  # type: ignore[attr-defined]
    return found


def a_paper_came(services: Services) -> tuple[str, str]:
    """Reference and id of a file in the bucket that nobody has looked at."""
    # The couple's asking is the API's call, and the file its browser's.
    beside = Services(services.settings, clock=services.clock)
    booking = beside.store.find("ABCD-2345")
    assert booking
    paper, form = beside.papers.ask(booking, UploadWish("R10", "image/jpeg", 1000))
    beside.papers.files.client.put_object(  # type: ignore[attr-defined]
        Bucket="natrak-papers", Key=form.fields["key"], Body=files.photograph()
    )
    return booking.reference, paper.id


def papers_by_the_api(services: Services) -> None:
    """A couple deletes a paper of two, an officer looks at the other."""
    booking = services.store.find("ABCD-2345")
    assert booking
    for _ in range(2):
        paper, _form = services.papers.ask(booking, UploadWish("R10", "image/jpeg", 1000))
    came = a_paper_came(services)
    Services(services.settings, clock=services.clock).papers.take_in(*came, inspect)
    services.papers.delete(booking, paper.id)
    services.papers.delete(booking, came[1])
    services.papers.files.page(*came, 1)


def the_inspection(services: Services, clock: FrozenClock) -> None:
    reference, id_ = a_paper_came(services)
    came = {"detail": {"object": {"key": f"uploads/{reference}/{id_}"}}}
    handler.take_in({"Records": [{"body": json.dumps(came)}]}, None)
    booking = services.store.find(reference)
    assert booking
    assert services.papers.folder(booking).papers[0].state == "uploaded"
    # One that is deleted while it is looked at takes its pictures with it.
    came = a_paper_came(services)

    def deleted_meanwhile(content: bytes) -> Finding:
        Services(services.settings, clock=clock).papers.delete(booking, came[1])
        return inspect(content)

    services.papers.take_in(*came, deleted_meanwhile)


def the_api(services: Services, clock: FrozenClock) -> None:
    with Client(app, project_dir="functions") as client:
        headers = {"Content-Type": "application/json", "Idempotency-Key": "k" * 16}
        body = json.dumps(make_body(slot=3, email="couple@example.com")).encode()
        path = "/offices/bang-rak/bookings"
        client.http.post(path, headers=headers, body=body)
        made = json.loads(client.http.post(path, headers=headers, body=body).body)
        bearer = {"Authorization": f"Bearer {made['manage_token']}"}
        client.http.get(f"/bookings/{made['reference']}", headers=bearer)
        client.http.get("/offices/bang-rak/days")
        moved = json.dumps({"date": "2026-12-15", "slot": 2}).encode()
        where = f"/bookings/{made['reference']}"
        client.http.post(f"{where}/move", headers={**headers, **bearer}, body=moved)
    day_list = services.store.bookings_on("bang-rak", A_MONDAY + timedelta(days=1))
    services.bookings.cancel(day_list[0])
    days = Days(services.offices, services.store, services.clock)
    days.close("bang-rak", A_MONDAY, Closure(Text("ปิด", "closed")).reason)
    days.undo("bang-rak", A_MONDAY)
    papers_by_the_api(services)


def the_outbox(services: Services, clock: FrozenClock) -> None:
    # The decision is the API's call, and carrying it out is this job's.
    decided = Services(services.settings, clock=clock).day_errands.days
    for change in (Closure(Text("ปิด", "closed")), None):
        decided.decide("bang-rak", A_MONDAY, change)
        clock.moment += timedelta(minutes=1)
        assert schedule.finish_days() == 0
    schedule.send_messages()
    schedule.send_messages()
    schedule.late_seconds()


def the_reminders(services: Services, clock: FrozenClock) -> None:
    clock.moment = SUNDAY_NINE
    schedule.remind_of_tomorrow()


def the_sweep(services: Services, clock: FrozenClock) -> None:
    came = a_paper_came(services)
    Services(services.settings, clock=clock).papers.take_in(*came, inspect)
    clock.moment += timedelta(days=200)
    schedule.sweep({}, None)


def the_invitations(services: Services, clock: FrozenClock) -> None:
    clock.moment = MONDAY_EIGHT
    link = services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", clock.now())
    # The desk's presses are the API's calls, and not this job's.
    desk = Services(services.settings, clock=clock).desk
    desk.press(link, "ABCD-2345", PressWish("start"))
    desk.press(link, "ABCD-2345", PressWish("finish"))
    clock.moment += timedelta(hours=10)
    assert schedule.ask_for_answers() == 1


def the_totals(services: Services, clock: FrozenClock) -> None:
    schedule.keep_totals()
    clock.moment += timedelta(days=60)
    assert schedule.keep_totals()


def the_figures(services: Services, clock: FrozenClock) -> None:
    # Days that nobody has kept yet are counted by the job itself.
    clock.moment += timedelta(days=20)
    assert schedule.publish_figures() == 1


def the_pulse(services: Services, clock: FrozenClock) -> None:
    line = keys.desk("bang-rak", A_MONDAY)
    written = {name: {"S": value} for name, value in line.items()}
    assert schedule.beat([{"dynamodb": {"Keys": written}}]) == 1


def the_mornings(services: Services, clock: FrozenClock) -> None:
    clock.moment = MONDAY_EIGHT
    assert schedule.good_morning() == 1


JOBS: dict[str, Callable[[Services, FrozenClock], None]] = {
    "api": the_api,
    "outbox": the_outbox,
    "reminders": the_reminders,
    "mornings": the_mornings,
    "invitations": the_invitations,
    "totals": the_totals,
    "figures": the_figures,
    "pulse": the_pulse,
    "sweep": the_sweep,
    "inspection": the_inspection,
}


@pytest.mark.parametrize("name", NAMES)
def test_no_policy_grants_more_than_it_names(name: str) -> None:
    for statement in statements(name):
        assert statement["Effect"] == "Allow"
        assert statement["Resource"] != "*"
        assert not any("*" in action for action in allowed(name))


@pytest.mark.parametrize("name", JOBS)
def test_what_a_job_does_is_allowed_and_nothing_else(
    name: str, services: Services, clock: FrozenClock
) -> None:
    with noted(*clients(services)) as needed:
        JOBS[name](services, clock)

    # Raw mails go through SendEmail of the second API, whose permission has the first one's name;
    # the keys are read before any job begins.
    assert needed | {"ssm:GetParametersByPath"} | SIGNED.get(name, set()) == (
        allowed(name) - BY_LAMBDA - TAKEN_BY_LAMBDA.get(name, set())
    )


def test_the_canary_has_no_rights_but_its_own_log() -> None:
    assert allowed("canary") == BY_LAMBDA


def objects_of(name: str, action: str) -> list[str]:
    """Below which keys of the papers' bucket a policy allows an action."""
    found = [s["Resource"] for s in statements(name) if s["Action"] == action]
    resources = [r for each in found for r in (each if isinstance(each, list) else [each])]
    return [r["Fn::Sub"] for r in resources]


def test_nobody_can_read_what_a_couple_sent_but_the_program_that_looks_at_it() -> None:
    readers = [name for name in NAMES if "s3:GetObject" in allowed(name)]

    assert readers == ["api", "inspection"]
    assert objects_of("api", "s3:GetObject") == ["${PapersBucket.Arn}/pages/*"]
    assert objects_of("inspection", "s3:GetObject") == ["${PapersBucket.Arn}/uploads/*"]


def test_only_the_pulse_writes_pulses_and_it_reads_no_item() -> None:
    writers = {name: objects_of(name, "s3:PutObject") for name in NAMES}
    of_pulses = [name for name, where in writers.items() if any("pulse" in each for each in where)]

    assert of_pulses == ["pulse"]
    assert writers["pulse"] == [f"${{SiteBucket.Arn}}/{pulses.FOLDER}*"]
    assert writers["figures"] == ["${SiteBucket.Arn}/figures/*"]
    (stream,) = (s for s in statements("pulse") if "dynamodb:GetRecords" in s["Action"])
    assert stream["Resource"]["Fn::Sub"].endswith(":table/${TableName}/stream/*")
    assert {each for each in allowed("pulse") if "dynamodb" in each} == FROM_A_STREAM


def test_a_form_cannot_be_signed_for_the_pictures_staff_see() -> None:
    assert objects_of("api", "s3:PutObject") == ["${PapersBucket.Arn}/uploads/*"]
    assert objects_of("inspection", "s3:PutObject") == ["${PapersBucket.Arn}/pages/*"]


def test_mail_is_sent_from_one_address_only() -> None:
    (send,) = (s for s in statements("outbox") if s["Action"] == "ses:SendEmail")

    assert send["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}}
