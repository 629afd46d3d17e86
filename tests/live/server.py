"""The real server, for tests: in this process on a thread, or as `make serve` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import requests

from chalicelib import wiring
from chalicelib.domain.secrets import Secrets
from chalicelib.settings import Settings
from chalicelib.wiring import Services
from infra.local import bucket, pulses
from infra.local.serve import make_server
from tests.builders import make_body, phone_of
from tests.fakes import FrozenClock

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def on_a_thread(settings: Settings, clock: FrozenClock) -> Iterator[str]:
    """Serve site and API in this process; gives the base URL. What a test patches is served."""
    papers = bucket.on(settings) if settings.papers_bucket else None
    pulse = pulses.Pulses(Secrets(settings.keys.hash_key))
    server = make_server(port=0, papers=papers, pulse=pulse)
    url = f"http://127.0.0.1:{server.effective_port}"
    services = Services(replace(settings, base_url=url), clock=clock, day_pulse=pulse)
    pulses.follow(services.table_client)
    wiring.use(services)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.close()
        thread.join(timeout=10)


@dataclass
class Served:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    url: str
    data_dir: Path
    started_in_s: float

    def stop(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        self.process.communicate(timeout=30)
        return self.process.returncode

    def family(self) -> list[psutil.Process]:
        """This process and all below it."""
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]


def start(port: int, data_dir: Path, now: str = "2026-12-01T09:00+07:00") -> Served:
    """Start the server as the Makefile does, and wait for its ``ready:`` line."""
    began = time.monotonic()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "infra.local.serve",
            "--port",
            str(port),
            "--data-dir",
            str(data_dir),
            "--now",
            now,
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"functions{os.pathsep}."},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ready = process.stdout.readline().strip()
    assert ready.startswith("ready: "), ready or "the server ended without a word"
    return Served(process, ready.removeprefix("ready: "), data_dir, time.monotonic() - began)


def book(
    url: str, key: str, body: dict[str, object], session: requests.Session | None = None
) -> requests.Response:
    """Post a booking over HTTP."""
    return (session or requests).post(
        f"{url}/api/offices/bang-rak/bookings",
        json=body,
        headers={"Idempotency-Key": key},
        timeout=30,
    )


def a_couple_books(url: str, couple: int, **values: object) -> requests.Response:
    """Post the booking of a couple with a key and a phone of its own."""
    body = make_body(phone=phone_of(couple), **values)
    return book(url, f"key-of-couple-number-{couple:06}", body)
