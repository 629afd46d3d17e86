"""The service in a process of its own, as `make serve` has it, that notes what it asks.

Its clients are in another process, so that the work of neither is done in the other's time.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from multiprocessing.connection import Connection
from typing import Any

from chalicelib import clients, wiring
from chalicelib.domain.days import Opening
from chalicelib.routes import request_log
from chalicelib.services import Services
from chalicelib.settings import Settings
from infra.local import table
from infra.local.serve import isolate_from_aws, make_server
from tests.bench.tape import Call, Tape
from tests.fakes import FrozenClock


@dataclass
class Service:
    """A handle on the process that serves."""

    url: str
    settings: Settings
    _pipe: Connection

    def on_a_fresh_table(self, opening: tuple[date, Opening] | None = None) -> str:
        """Serve an empty table from now on, or one on which a special day is open; its name."""
        name: str = self._ask("fresh", opening)
        return name

    def take_tape(self) -> list[list[Call]]:
        """What it asked of the database since the last time, one list for each thread."""
        tape: list[list[Call]] = self._ask("tape", None)
        return tape

    def _ask(self, what: str, about: object) -> Any:
        self._pipe.send((what, about))
        return self._pipe.recv()


@contextmanager
def running(settings: Settings, now: datetime) -> Iterator[Service]:
    """The service, on tables of its own of the engine that the settings name."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, settings, now), daemon=True)
    process.start()
    try:
        yield Service(ours.recv(), settings, ours)
    finally:
        ours.send(("end", None))
        process.join(timeout=20)
        if process.is_alive():
            process.kill()
            process.join()


def _serve(pipe: Connection, settings: Settings, now: datetime) -> None:
    isolate_from_aws()
    # The log is written as in production, and nobody reads it.
    request_log.LOG.addHandler(logging.FileHandler("/dev/null"))
    request_log.LOG.propagate = False
    clock = FrozenClock(now)
    client = clients.dynamodb_client(settings)
    tape = Tape()
    tape.listen_to(client)
    server = make_server(0)
    url = f"http://127.0.0.1:{server.effective_port}"
    threading.Thread(target=server.run, daemon=True).start()
    pipe.send(url)
    number = 0
    while (asked := pipe.recv())[0] != "end":
        what, about = asked
        if what == "tape":
            pipe.send(tape.take())
            continue
        number += 1
        name = f"{settings.table}-{number}"
        table.create_if_absent(client, name)
        services = Services(replace(settings, table=name, base_url=url), clock=clock)
        # One client for as long as the process lives, as a container has it.
        services.table_client = client
        wiring.use(services)
        if about:
            services.store.set_change("bang-rak", *about)
        tape.take()
        pipe.send(name)
    server.close()
