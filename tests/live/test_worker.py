"""The outbox of a running server: what lands in DATA_DIR/mail, and what never does."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest
import requests

from chalicelib import clients
from chalicelib.adapters.dynamodb import items
from chalicelib.adapters.mail.senders import FileSender
from chalicelib.domain.messages import OutboxEntry
from chalicelib.services import Services
from chalicelib.settings import Settings
from chalicelib.usecases.messages import LEASE
from infra.local.worker import Worker, running
from tests.builders import A_MONDAY, NOW, make_stored, phone_of
from tests.fakes import FrozenClock
from tests.live import server
from tests.waiting import A_WHILE_S, until

EMAIL = "couple@example.com"


def mails(data_dir: Path) -> list[EmailMessage]:
    """Every mail that was sent, oldest first."""
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((data_dir / "mail").glob("*.eml"))
    ]
    return [mail for mail in read if isinstance(mail, EmailMessage)]


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def change(served: server.Served, booking: dict[str, Any], deed: str, **body: Any) -> None:
    answer = requests.post(
        f"{served.url}/api/bookings/{booking['reference']}/{deed}",
        json=body,
        headers={"Authorization": f"Bearer {booking['manage_token']}"},
        timeout=A_WHILE_S,
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.engine
def test_a_booking_with_an_address_is_one_mail_and_one_without_is_none(tmp_path: Path) -> None:
    with server.served(tmp_path) as running_server:
        url = running_server.url
        thai = server.a_couple_books(url, 1, slot=2, email="thai@example.com").json()
        english = server.a_couple_books(
            url, 2, slot=3, email="english@example.com", language="en"
        ).json()
        silent = server.a_couple_books(url, 3, slot=4).json()
        until(lambda: len(list((tmp_path / "notices").glob("*.txt"))) == 3)
        until(lambda: len(mails(tmp_path)) == 2)
        time.sleep(2)

    by_address = {str(mail["To"]): mail for mail in mails(tmp_path)}
    assert set(by_address) == {"thai@example.com", "english@example.com"}
    assert "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569" in words(by_address["thai@example.com"])
    assert "08.31–09.00 น." in words(by_address["thai@example.com"])
    assert thai["manage_url"] in words(by_address["thai@example.com"])
    assert "Monday 14 December 2026" in words(by_address["english@example.com"])
    assert english["manage_url"] in words(by_address["english@example.com"])
    names = " ".join(path.name for path in tmp_path.rglob("*"))
    for secret in ("example.com", "มะลิ", "8100000", thai["manage_token"]):
        assert secret not in names
    assert all(silent["reference"] not in words(mail) for mail in mails(tmp_path))


@pytest.mark.engine
def test_a_move_and_a_cancel_are_told_and_change_the_calendar(tmp_path: Path) -> None:
    with server.served(tmp_path) as running_server:
        booking = server.a_couple_books(running_server.url, 1, email=EMAIL).json()
        until(lambda: len(mails(tmp_path)) == 1)
        change(running_server, booking, "move", date="2026-12-15", slot=5)
        until(lambda: len(mails(tmp_path)) == 2)
        change(running_server, booking, "cancel")
        until(lambda: len(mails(tmp_path)) == 3)

    events = []
    for mail in mails(tmp_path):
        (attached,) = mail.iter_attachments()
        calendar = icalendar.Calendar.from_ical(attached.get_content())
        events.append(
            (calendar["METHOD"], calendar.events[0]["SEQUENCE"], calendar.events[0].start)
        )
    assert [event[:2] for event in events] == [("PUBLISH", 0), ("PUBLISH", 1), ("CANCEL", 2)]
    assert events[1][2].isoformat() == "2026-12-15T10:01:00+07:00"


@pytest.mark.engine
def test_a_lost_link_comes_by_mail(tmp_path: Path) -> None:
    with server.served(tmp_path) as running_server:
        booking = server.a_couple_books(running_server.url, 1, email=EMAIL).json()
        until(lambda: len(mails(tmp_path)) == 1)

        answer = requests.post(
            f"{running_server.url}/api/bookings/resend",
            json={"reference": booking["reference"], "phone": phone_of(1)},
            timeout=A_WHILE_S,
        )

        assert answer.status_code == 202
        until(lambda: len(mails(tmp_path)) == 2)
    assert booking["manage_url"] in words(mails(tmp_path)[1])


@pytest.mark.engine
def test_what_waited_when_the_server_stopped_is_sent_when_it_starts_again(tmp_path: Path) -> None:
    with server.served(tmp_path, now="2026-12-13T08:59+07:00") as running_server:
        server.a_couple_books(running_server.url, 1, email=EMAIL)
        running_server.stop(signal.SIGKILL)

    # At nine the day before, the reminder follows.
    with server.served(tmp_path, now="2026-12-13T09:05+07:00"):
        until(lambda: len(mails(tmp_path)) == 2)
        time.sleep(2)
    with server.served(tmp_path, now="2026-12-13T11:00+07:00"):
        time.sleep(3)

    subjects = [mail["Subject"] for mail in mails(tmp_path)]
    assert len(subjects) == 2
    assert subjects[0].startswith("จองคิวจดทะเบียนสมรสแล้ว")
    assert subjects[1].startswith("เตือนนัดจดทะเบียนสมรส วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569")


def test_without_the_engine_requests_and_worker_take_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NATRAK_ENGINE", "none")
    with server.served(tmp_path) as running_server:
        for couple in range(1, 16):
            answer = server.a_couple_books(running_server.url, couple, slot=couple, email=EMAIL)
            assert answer.status_code == 201
            again = server.a_couple_books(running_server.url, 100 + couple, slot=couple)
            assert again.status_code == 409
        until(lambda: len(mails(tmp_path)) == 15)
        day = f"{running_server.url}/api/offices/bang-rak/days/{A_MONDAY.isoformat()}"
        slots = requests.get(day, timeout=A_WHILE_S).json()["slots"]

    assert [slot["free"] for slot in slots] == [0] * 15


# The same worker in this process, where a test can stop it in the middle.


@pytest.fixture
def services(engine_settings: Settings, clock: FrozenClock, tmp_path: Path) -> Services:
    return Services(engine_settings, clock=clock, mail_sender=FileSender(tmp_path / "mail"))


@pytest.mark.engine
def test_a_message_of_no_booking_is_never_sent(services: Services, tmp_path: Path) -> None:
    entry = OutboxEntry("ABCD-2345", "booked", 0, due=NOW)
    clients.dynamodb_client(services.settings).put_item(
        TableName=services.settings.table, Item=items.outbox_item(entry)
    )

    Worker(services).round()

    assert mails(tmp_path) == []
    assert services.outbox.due(NOW) == []


@pytest.mark.engine
def test_a_crash_between_sending_and_noting_leads_at_most_to_a_second_copy(
    services: Services, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stored(services.store, email=EMAIL)
    sent: list[str] = []
    send = FileSender.send

    def counting(self: FileSender, message: EmailMessage, name: str) -> None:
        sent.append(str(message["Message-ID"]))
        send(self, message, name)

    def crash(*_: Any, **__: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(FileSender, "send", counting)
    with monkeypatch.context() as crashing:
        crashing.setattr(services.outbox, "done", crash)
        with pytest.raises(SystemExit):
            Worker(services).round()
    Worker(services).round()
    assert len(sent) == 1, "nobody else may send it while it may still be under way"
    for _ in range(3):
        clock.moment += LEASE
        Worker(services).round()

    # Said so: it is a second copy, under the same id; here it even replaces the first.
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert len(mails(tmp_path)) == 1


@pytest.mark.engine
def test_a_round_that_fails_is_not_the_last(services: Services, tmp_path: Path) -> None:
    worker = Worker(services)
    settings = services.settings
    make_stored(services.store, email=EMAIL)
    due = services.outbox.due
    calls: list[object] = []

    def failing_first(now: Any) -> list[OutboxEntry]:
        calls.append(now)
        if len(calls) == 1:
            raise ConnectionError(settings.table)
        return due(now)

    services.outbox.due = failing_first  # type: ignore[method-assign]
    with running(worker, every_s=0.05):
        until(lambda: len(mails(tmp_path)) == 1)


@pytest.mark.engine
def test_five_senders_at_once_send_every_message_once(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        FileSender, "send", lambda _, message, name: sent.append(str(message["Message-ID"]))
    )
    for number in range(40):
        make_stored(
            services.store,
            reference=f"ABCD-23{number + 10}",
            place=number + 1,
            email=EMAIL,
            phone_key=phone_of(number),
        )

    with ExitStack() as workers:
        for _ in range(5):
            workers.enter_context(running(Worker(services), every_s=0.01))
        until(lambda: services.outbox.due(NOW + LEASE * 2) == [])

    assert len(sent) == len(set(sent)) == 40
