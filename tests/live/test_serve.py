"""`make serve` as a process: restarts, two at once, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import requests

from infra.local import keyring
from tests.builders import A_MONDAY, make_body, phone_of
from tests.live import server
from tests.waiting import A_WHILE_S

DAY = A_MONDAY.isoformat()


def staff_link(data_dir: Path, port: int, **options: str) -> subprocess.CompletedProcess[str]:
    named = {"office": "bang-rak", "date": DAY, "scope": "day-list"} | options
    words = [word for name, value in named.items() for word in (f"--{name}", value)]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "infra.staff_link",
            "--data-dir",
            str(data_dir),
            "--port",
            str(port),
            "--now",
            "2026-12-01T09:00+07:00",
            *words,
        ],
        cwd=server.ROOT,
        env=server.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.engine
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_no_process_behind(tmp_path: Path, number: signal.Signals) -> None:
    served = server.start(tmp_path)
    family = served.family()
    assert any("java" in process.name() for process in family)

    status = served.stop(number)

    assert status == 0
    gone, alive = psutil.wait_procs(family, timeout=A_WHILE_S)
    assert (len(gone), alive) == (len(family), [])


@pytest.mark.engine
def test_a_killed_server_keeps_every_booking_it_confirmed(tmp_path: Path) -> None:
    served = server.start(tmp_path)
    confirmed = []
    for slot in range(1, 8):
        answer = server.book(
            served.url, f"before-the-crash-{slot:04}", make_body(slot=slot, phone=phone_of(slot))
        )
        assert answer.status_code == 201
        confirmed.append(answer.json())
    family = served.family()
    served.stop(signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=A_WHILE_S)
    assert alive == [], "the engine outlived a killed server"

    again = server.start(tmp_path, port=served.port)

    try:
        for booking in confirmed:
            answer = requests.get(
                f"{again.url}/api/bookings/{booking['reference']}",
                headers={"Authorization": f"Bearer {booking['manage_token']}"},
                timeout=A_WHILE_S,
            )
            assert answer.json() == booking
    finally:
        again.stop(signal.SIGTERM)


@pytest.mark.engine
def test_two_servers_side_by_side_do_not_see_each_others_bookings(tmp_path: Path) -> None:
    first = server.start(tmp_path / "first")
    second = server.start(tmp_path / "second")
    try:
        assert server.book(first.url, "a-couple-at-the-first", make_body()).status_code == 201

        shown = requests.get(
            f"{second.url}/api/offices/bang-rak/days/{DAY}", timeout=A_WHILE_S
        ).json()
        mine = staff_link(first.data_dir, 1).stdout.partition("/api/")[2].strip()

        assert shown["slots"][0]["free"] == 1
        assert requests.get(f"{first.url}/api/{mine}", timeout=A_WHILE_S).status_code == 200
        assert requests.get(f"{second.url}/api/{mine}", timeout=A_WHILE_S).status_code == 403
        assert server.book(second.url, "a-couple-at-the-second", make_body()).status_code == 201
    finally:
        first.stop(signal.SIGTERM)
        second.stop(signal.SIGTERM)


def work_of(family: list[psutil.Process]) -> float:
    """Seconds of the processor that they and those who have ended below them took so far.

    The clock of a machine that tests in parallel says nothing; what was worked does.
    """
    worked = 0.0
    for process in family:
        with suppress(psutil.NoSuchProcess):
            worked += sum(process.cpu_times()[:4])
    return worked


@pytest.mark.engine
def test_a_warm_start_takes_less_than_ten_seconds(tmp_path: Path) -> None:
    server.start(tmp_path).stop()

    warm = server.start(tmp_path)
    worked = work_of(warm.family())
    warm.stop()

    assert 0 < worked < 10


@pytest.mark.engine
def test_the_local_clock_starts_where_it_is_told(tmp_path: Path) -> None:
    served = server.start(tmp_path, now="2027-01-04T07:50+07:00")
    try:
        shown = requests.get(f"{served.url}/api/offices/bang-rak/days", timeout=A_WHILE_S).json()

        assert shown["as_of"].startswith("2027-01-04T07:5")
        assert shown["days"][0]["date"] == "2027-01-05"
    finally:
        served.stop(signal.SIGTERM)


@pytest.mark.engine
def test_the_pulse_of_a_day_beats_at_each_booking_of_that_day(tmp_path: Path) -> None:
    served = server.start(tmp_path)
    try:
        link = staff_link(tmp_path, served.port, scope="desk").stdout.strip()
        token = {"Authorization": f"Bearer {link.partition('#token=')[2]}"}
        desk = requests.get(f"{served.url}/api/staff/desk", headers=token, timeout=30).json()

        def pulse() -> tuple[int, str]:
            answer = requests.get(f"{served.url}{desk['pulse']}", timeout=30)
            return answer.status_code, answer.text

        heard = [pulse()]
        for couple, day in enumerate((DAY, DAY, "2026-12-15"), start=1):
            server.a_couple_books(served.url, couple, date=day, slot=couple).raise_for_status()
            heard.append(pulse())
    finally:
        served.stop(signal.SIGTERM)

    assert heard[0] == (404, "")
    assert heard[1] != heard[2] == heard[3]
    assert {status for status, _ in heard[1:]} == {200}


def test_without_the_engine_one_serial_thread_serves_and_says_what_is_lost(tmp_path: Path) -> None:
    process = subprocess.Popen(
        server.serve_command(tmp_path, 0, "--now", "2026-12-01T09:00+07:00"),
        cwd=server.ROOT,
        env=server.environment(NATRAK_ENGINE="none"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    url = process.stdout.readline().strip().removeprefix("ready: ")

    booked = server.book(url, "a-couple-without-engine", make_body())
    taken = server.book(url, "another-without-engine-", make_body(phone=phone_of(2)))
    process.terminate()
    _, said = process.communicate(timeout=A_WHILE_S)

    assert (booked.status_code, taken.status_code) == (201, 409)
    assert "will NOT survive a restart" in said


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = subprocess.run(
            server.serve_command(tmp_path, port),
            cwd=server.ROOT,
            env=server.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 1
    assert refused.stderr == f"natrak: port {port} is in use; try `make serve PORT={port + 1}`\n"


def test_a_staff_link_is_one_url_and_nothing_else(tmp_path: Path) -> None:
    keyring.keys(tmp_path)

    made = staff_link(tmp_path, 8000)

    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("http://127.0.0.1:8000/api/staff/day-list?token=")
    assert made.stdout.count("\n") == 1
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"office": "dusit"}, "OFFICE=dusit"),
        ({"date": "tomorrow"}, "DATE=tomorrow"),
        ({"date": "2026-12-14..2026-12-01"}, "runs backwards"),
        ({"scope": "everything"}, "SCOPE=everything"),
        ({"date": "2569-12-14"}, "write 2026"),
        ({"date": "9999-12-31"}, "9456"),
        ({"date": "2028-12-14"}, "more than a year away"),
        ({"base-url": "natrak.example"}, "BASE_URL=natrak.example"),
    ],
)
def test_a_wrong_option_of_a_staff_link_is_named(
    tmp_path: Path, options: dict[str, str], said: str
) -> None:
    keyring.keys(tmp_path)

    refused = staff_link(tmp_path, 8000, **options)

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert said in refused.stderr


def test_a_staff_link_is_not_made_where_no_server_ever_ran(tmp_path: Path) -> None:
    refused = staff_link(tmp_path / "mistyped", 8000)

    assert refused.returncode == 1
    assert "start `make serve`" in refused.stderr
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.engine
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_make_serve_is_ready_soon_and_ends_with_everything_it_started(
    tmp_path: Path, number: signal.Signals
) -> None:
    """The command people type, set-up included; a terminal's Ctrl-C reaches the whole group."""
    command = subprocess.Popen(
        ["make", "serve", "PORT=0", f"DATA_DIR={tmp_path}"],
        cwd=server.ROOT,
        # Below `make test` it would take itself for a part of that, and say where it is.
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert command.stdout
    ready = command.stdout.readline()
    family = [psutil.Process(command.pid), *psutil.Process(command.pid).children(recursive=True)]
    worked = work_of(family)
    if number == signal.SIGINT:
        os.killpg(command.pid, number)
    else:
        command.send_signal(number)
    command.communicate(timeout=A_WHILE_S)

    assert re.fullmatch(r"ready: http://127\.0\.0\.1:\d+\n", ready)
    assert 0 < worked < 10
    _, alive = psutil.wait_procs(family, timeout=A_WHILE_S)
    assert alive == []


@pytest.mark.engine
def test_a_server_whose_database_has_died_ends_and_says_so(tmp_path: Path) -> None:
    served = server.start(tmp_path)
    engine = next(process for process in served.family() if "java" in process.name())

    engine.kill()

    served.process.communicate(timeout=A_WHILE_S)
    assert served.process.returncode is not None


@pytest.mark.engine
def test_what_reaches_the_server_over_http_is_what_reaches_lambda(tmp_path: Path) -> None:
    served = server.start(tmp_path)
    try:
        unknown = requests.get(f"{served.url}/api/nothing/here", timeout=A_WHILE_S)
        with_token = requests.get(
            f"{served.url}/api/nothing", headers={"Authorization": "Bearer x"}, timeout=30
        )
        large = requests.post(
            f"{served.url}/api/offices/bang-rak/bookings", data=b"x" * 5_000_000, timeout=30
        )
        page = requests.get(f"{served.url}/no-such-page/", timeout=A_WHILE_S)
        english = requests.get(f"{served.url}/en/no-such-page/", timeout=A_WHILE_S)
        module = requests.get(f"{served.url}/assets/booking/book.mjs", timeout=A_WHILE_S)

        chunked = requests.post(
            f"{served.url}/api/offices/bang-rak/bookings",
            data=iter([json.dumps(make_body()).encode()]),
            headers={"Content-Type": "application/json", "Idempotency-Key": "k" * 16},
            timeout=A_WHILE_S,
        )
        for path in ("/api//health", "/api/health%23x", "/api/health;x=1", "/api/offices%2F"):
            crooked = HTTPConnection(urlsplit(served.url).netloc, timeout=A_WHILE_S)
            crooked.request("GET", path)
            assert crooked.getresponse().status == 404, path
            crooked.close()

        assert (chunked.status_code, chunked.json()["status"]) == (201, "booked")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "route_unknown")
        assert (with_token.status_code, with_token.json()["code"]) == (404, "route_unknown")
        assert (large.status_code, large.json()["code"]) == (413, "body_too_large")
        for answer in (unknown, large):
            assert answer.headers["Content-Type"] == "application/problem+json"
        assert page.status_code == english.status_code == 404
        assert page.headers["Content-Type"].startswith("text/html")
        assert module.status_code == 200
        assert module.headers["Content-Type"].startswith("text/javascript")
    finally:
        served.stop(signal.SIGTERM)
