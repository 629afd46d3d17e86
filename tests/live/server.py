"""The real server, for tests: in this process on a thread, or as `make serve` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import requests
from waitress import wasyncore
from waitress.server import BaseWSGIServer

from chalicelib import wiring
from chalicelib.domain.secrets import Secrets
from chalicelib.services import Services
from chalicelib.settings import Settings
from infra.local import bucket, pulses
from infra.local.serve import make_server
from tests.builders import make_body, phone_of
from tests.fakes import FrozenClock
from tests.waiting import A_WHILE_S

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def on_a_thread(settings: Settings, clock: FrozenClock) -> Iterator[str]:
    """Serve site and API in this process; gives the base URL. What a test patches is served."""
    papers = bucket.on(settings) if settings.papers_bucket else None
    pulse = pulses.Pulses(Secrets(settings.keys.hash_key))
    server = make_server(0, papers=papers, pulse=pulse)
    url = f"http://127.0.0.1:{server.effective_port}"
    services = Services(replace(settings, base_url=url), clock=clock, day_pulse=pulse)
    pulses.follow(services.table_client)
    wiring.use(services)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        _end(server, thread)


def _end(server: BaseWSGIServer, thread: threading.Thread) -> None:
    """Let whoever is still answering finish; then the server's own thread closes its connections.

    `server.close()` from here would leave its sixteen workers behind, and each of them that still
    answers would wake the loop through the number of a pipe that may be another file by then.
    """
    server.task_dispatcher.shutdown(timeout=A_WHILE_S)
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
    thread.join(timeout=A_WHILE_S)
    assert not thread.is_alive(), "the server goes on"


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str
    data_dir: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end of the server and of all it started."""
        family = self.family() if self.process.poll() is None else []
        self.process.send_signal(number)
        self.process.communicate(timeout=A_WHILE_S)
        # Whoever starts again on the same files must not meet the last one's database there.
        psutil.wait_procs(family, timeout=A_WHILE_S)
        return self.process.returncode

    def family(self) -> list[psutil.Process]:
        """This process and all below it."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]


def start(data_dir: Path, now: str = "2026-12-01T09:00+07:00", port: int = 0) -> Served:
    """Start the server as the Makefile does, and wait for its ``ready:`` line."""
    process = subprocess.Popen(
        serve_command(data_dir, port, "--now", now),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ready = process.stdout.readline().strip()
    assert ready.startswith("ready: "), ready or "the server ended without a word"
    return Served(process, ready.removeprefix("ready: "), data_dir)


def environment(**more: str) -> dict[str, str]:
    """This process's, with the project's modules on the path."""
    return os.environ | {"PYTHONPATH": f"functions{os.pathsep}."} | more


def serve_command(data_dir: Path, port: int, *more: str) -> list[str]:
    """What the Makefile calls; port 0 takes one that is free."""
    where = ["--port", str(port), "--data-dir", str(data_dir)]
    return [sys.executable, "-m", "infra.local.serve", *where, *more]


@contextmanager
def served(data_dir: Path, now: str = "2026-12-01T09:00+07:00") -> Iterator[Served]:
    """A server in a process of its own, for a while."""
    running = start(data_dir, now)
    try:
        yield running
    finally:
        running.stop()


def book(
    url: str, key: str, body: dict[str, object], session: requests.Session | None = None
) -> requests.Response:
    """Post a booking over HTTP."""
    return (session or requests).post(
        f"{url}/api/offices/bang-rak/bookings",
        json=body,
        headers={"Idempotency-Key": key},
        timeout=A_WHILE_S,
    )


def a_couple_books(url: str, couple: int, **values: object) -> requests.Response:
    """Post the booking of a couple with a key and a phone of its own."""
    body = make_body(phone=phone_of(couple), **values)
    return book(url, f"key-of-couple-number-{couple:06}", body)
