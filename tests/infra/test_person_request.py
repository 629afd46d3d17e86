"""One command shows a person what is known of them, and one forgets them."""

from __future__ import annotations

import json
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib import clients
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.bookings import PapersCount
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.sent_papers import PaperFolder, SentPaper
from chalicelib.routes.fields import Phone
from chalicelib.services import Services
from infra import person_request
from infra.local import bucket, engine, keyring, serve, table
from tests.builders import NOW, make_stored

PHONE = "+66812345678"


def test_a_person_is_shown_their_booking_and_none_of_our_keys(services: Services) -> None:
    key = services.secrets.phone_key(PHONE)
    booking = make_stored(services.store, phone_key=key)

    shown = person_request.answer("show", PHONE, services)

    assert booking.couple[0].name in shown
    assert PHONE in shown
    assert booking.key not in shown
    assert "token_version" not in shown


def test_a_person_is_forgotten_once(services: Services) -> None:
    make_stored(services.store, phone_key=services.secrets.phone_key(PHONE))

    first = json.loads(person_request.answer("erase", PHONE, services))
    second = json.loads(person_request.answer("erase", PHONE, services))

    assert first == {"cancelled": 1, "erased": 1}
    assert second == {"cancelled": 0, "erased": 0}


def test_an_erasure_without_a_bucket_takes_the_list_of_papers_along(services: Services) -> None:
    booking = make_stored(services.store, phone_key=services.secrets.phone_key(PHONE))
    paper = SentPaper("0123456789abcdef", "R10", "image/jpeg", 1000, asked_at=NOW)
    folder = PaperFolder(booking.reference).with_new(paper)
    services.paper_store.save(booking, folder, "waiting", PapersCount())

    person_request.answer("erase", PHONE, services)

    assert services.paper_store.folders("bang-rak") == []


def test_an_erasure_that_was_not_finished_is_told_in_a_line(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    make_stored(services.store, phone_key=services.secrets.phone_key(PHONE))
    monkeypatch.setattr(type(services.paper_store), "forget", refuse)
    monkeypatch.setattr(person_request, "settings_of", lambda _: nullcontext(services.settings))

    with pytest.raises(SystemExit, match=r"not everything .*failed.*run it again: OSError"):
        person_request.main(["erase", "--phone", PHONE, "--data-dir", str(tmp_path)])


@pytest.mark.parametrize("spelling", ["0049 1512 3456789", "+49 1512 3456789", "๐๐๔๙๑๕๑๒๓๔๕๖๗๘๙"])
def test_a_number_is_read_as_it_was_when_the_couple_booked(
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spelling: str,
) -> None:
    german = Phone().deserialize(spelling)
    make_stored(services.store, phone=german, phone_key=services.secrets.phone_key(german))
    monkeypatch.setattr(person_request, "settings_of", lambda _: nullcontext(services.settings))

    person_request.main(["show", "--phone", spelling, "--data-dir", str(tmp_path)])

    said = capsys.readouterr()
    assert "มะลิ" in said.out
    assert "looking for +4915123456789" in said.err


@pytest.mark.engine
def test_the_command_works_on_a_local_copy_that_does_not_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = engine.start(tmp_path / "dynamodb")
    try:
        settings = serve.local_settings(8000, tmp_path, running.wait_until_ready())
        client = clients.dynamodb_client(settings)
        table.create_if_absent(client, settings.table)
        key = Secrets(keyring.keys(tmp_path).hash_key).phone_key(PHONE)
        make_stored(DynamoBookingStore(client, settings.table), phone_key=key)
    finally:
        running.stop()

    person_request.main(["show", "--phone", "081 234 5678", "--data-dir", str(tmp_path)])

    assert "มะลิ ทดสอบ" in capsys.readouterr().out


@pytest.mark.engine
def test_a_local_copy_that_runs_is_asked_itself_for_its_pictures_are_in_its_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, told = tmp_path / "data", ["--phone", PHONE, "--data-dir", str(tmp_path / "data")]
    with ExitStack() as stack:
        running = engine.start(data / "dynamodb")
        stack.callback(running.stop)
        found = serve.local_settings(8000, data, running.wait_until_ready())
        made = Services(replace(found, papers_endpoint=serve._s3_on_moto(data, stack)))
        table.create_if_absent(made.table_client, found.table)
        bucket.on(made.settings)
        reference = make_stored(made.store, phone_key=made.secrets.phone_key(PHONE)).reference
        made.papers.files.keep_pages(reference, "an-id", [b"a picture"])

        person_request.main(["show", *told, "--into", str(tmp_path / "pictures")])
        shown = capsys.readouterr().out
        person_request.main(["erase", *told])
        erased = json.loads(capsys.readouterr().out)

        assert made.papers.files.kept_of(reference) == []
    assert json.loads(shown)[-1] == {"booking": reference, "files": [f"{reference}-an-id-1.jpg"]}
    assert (tmp_path / "pictures" / f"{reference}-an-id-1.jpg").read_bytes() == b"a picture"
    assert erased == {"cancelled": 1, "erased": 1}
    assert serve.papers_endpoint_in(data) is None


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("nobody", "no telephone number"),
        ("081 234 5678 ต่อ 9", "no telephone number"),
        ("0812", "no telephone number"),
        (PHONE, "nothing is stored"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path, phone: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        person_request.main(["show", "--phone", phone, "--data-dir", str(tmp_path)])
