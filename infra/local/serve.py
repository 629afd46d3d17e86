"""`make serve`: the whole of NatRak on one port of this machine.

The site and the real Chalice app, on Amazon's own DynamoDB engine with its data on disk.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import logging
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from chalicelib import clients, wiring
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.figure_shelves import FolderShelf
from chalicelib.adapters.mail.senders import FileNotices, FileSender
from chalicelib.domain.secrets import Secrets
from chalicelib.routes import request_log
from chalicelib.services import PAPERS_PATH, Services
from chalicelib.settings import Settings
from infra.command import CannotGoOn, ends_in_one_line
from infra.local import bucket, engine, keyring, pulses, site, table, worker
from infra.local.gateway import Application, Gateway, beside, in_turn, one_port

TABLE = "natrak"
BUCKET = "natrak-papers"
REGION = "ap-southeast-7"
# Nothing here may reach the real AWS, whatever the shell of the person running it is set to.
FAKE_AWS = {
    "AWS_ACCESS_KEY_ID": "natrak",
    "AWS_SECRET_ACCESS_KEY": "natrak",
    "AWS_SESSION_TOKEN": "",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": "127.0.0.1,localhost",
}
BACKLOG = 2048
CONNECTIONS = 4096
THREADS = 16
_HIGHEST_PORT = 65535
# Written down for commands beside the server.
_PAPERS_ENDPOINT = "papers.url"


_leaving = threading.Event()


class CannotStart(CannotGoOn):
    """Why not, and what to do, in one line."""


def main() -> None:
    """Serve until Ctrl-C or SIGTERM; leave nothing behind."""
    # What is kept here are names and phone numbers: for the user who started us, and nobody else.
    os.umask(0o077)
    options = _options()
    with ends_in_one_line("natrak"), ExitStack() as stack:
        _serve(options, stack)


def _serve(options: argparse.Namespace, stack: ExitStack) -> None:
    # From here on a signal unwinds the stack, so the engine is stopped wherever we are.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    # Held from now on: building the site takes seconds, and a port that was only found free could
    # be somebody else's by then. Whoever comes before everything is ready waits.
    door = stack.enter_context(_held(options.port))
    port: int = door.getsockname()[1]
    data_dir: Path = options.data_dir.resolve()
    stack.enter_context(alone_in(data_dir))
    clock = _clock(options.now)
    isolate_from_aws()
    threads = THREADS
    turn: AbstractContextManager[object] = nullcontext()
    if engine.is_available():
        settings = _on_the_engine(port, data_dir, stack)
    else:
        settings = _on_moto(port, data_dir, stack)
        # Moto's conditional writes are not atomic between threads, so requests come one at a
        # time, and the worker waits for its turn among them.
        threads, turn = 1, threading.Lock()
        site.build(_say)
    pulse = pulses.Pulses(Secrets(settings.keys.hash_key))
    services = Services(
        settings,
        clock=clock,
        mail_sender=FileSender(data_dir / "mail"),
        staff_notices=FileNotices(data_dir / "notices"),
        figure_shelf=FolderShelf(data_dir / "figures"),
        day_pulse=pulse,
    )
    wiring.use(services)
    _log_requests_to(data_dir / "requests.log")
    if alarm := services.offices.holidays().alarm(clock.now().date()):
        _say(alarm)
    table.create_if_absent(clients.dynamodb_client(settings), settings.table)
    pulses.follow(services.table_client)
    stack.enter_context(worker.running(worker.Worker(services, turn)))
    server = make_server(
        door,
        threads,
        turn,
        figures=data_dir / "figures",
        papers=bucket.on(settings),
        pulse=pulse,
    )
    stack.callback(server.close)
    print(f"ready: {settings.base_url}", flush=True)
    server.run()


def _log_requests_to(path: Path) -> None:
    """Keep the terminal for people: the log of requests is a file."""
    request_log.LOG.addHandler(logging.FileHandler(path))
    request_log.LOG.propagate = False


def _on_the_engine(port: int, data_dir: Path, stack: ExitStack) -> Settings:
    """Start the engine and, while it wakes up, build the site."""
    data = data_dir / "dynamodb"
    running = engine.start(data)
    stack.callback(running.stop)
    site.build(_say)
    endpoint_url = running.wait_until_ready()
    threading.Thread(target=_end_with, args=(running,), daemon=True).start()
    settings = local_settings(port, data_dir, endpoint_url)
    return replace(settings, papers_endpoint=_s3_on_moto(data_dir, stack))


def papers_endpoint_in(data_dir: Path) -> str | None:
    """Where the server of this directory keeps pictures of papers, or None where none runs."""
    try:
        return (data_dir / _PAPERS_ENDPOINT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _s3_on_moto(data_dir: Path, stack: ExitStack) -> str:
    """Moto's S3 on a loopback port of its own: pictures of papers last as long as this server."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  (slow to import)

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    stack.callback(server.stop)
    _say("pictures of papers are kept in memory, until this server stops")
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    told = data_dir / _PAPERS_ENDPOINT
    stack.callback(told.unlink, missing_ok=True)
    told.write_text(endpoint, encoding="utf-8")
    return endpoint


def _end_with(running: engine.Engine) -> None:
    """End this server when its database ends: a page that only answers 503 helps nobody."""
    running.process.wait()
    if not _leaving.is_set():
        _say(f"the database engine has ended by itself; see {running.log}")
        os.kill(os.getpid(), signal.SIGTERM)


def _on_moto(port: int, data_dir: Path, stack: ExitStack) -> Settings:
    from moto import mock_aws  # noqa: PLC0415  (slow to import, and seldom needed)

    _say("no DynamoDB Local: using moto in one thread. Bookings will NOT survive a restart.")
    mock = mock_aws()
    mock.start()
    stack.callback(mock.stop)
    return local_settings(port, data_dir, endpoint_url=None)


def local_settings(port: int, data_dir: Path, endpoint_url: str | None) -> Settings:
    """The settings of a copy on this machine."""
    return Settings(
        table=TABLE,
        region=REGION,
        base_url=f"http://127.0.0.1:{port}",
        keys=keyring.keys(data_dir),
        endpoint_url=endpoint_url,
        papers_bucket=BUCKET,
    )


def isolate_from_aws() -> None:
    """Give this process credentials that open nothing."""
    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(FAKE_AWS)


def make_server(
    at: int | socket.socket,
    threads: int = THREADS,
    turn: AbstractContextManager[object] | None = None,
    *,
    figures: Path | None = None,
    papers: Application | None = None,
    pulse: Application | None = None,
) -> BaseWSGIServer | MultiSocketServer:
    """The site and the API on one port, ready to run.

    ``at`` is the port, 0 for a free one, or a socket that listens already. With ``turn``, an API
    request holds it while it is answered. ``figures`` is the folder of the public figures;
    ``papers`` takes what couples send, ``pulse`` tells desks of changes.
    """
    from app import app  # noqa: PLC0415  (Chalice's own module, after the environment is set)

    _raise_file_limit()
    # Waitress warns of each request that waits for a thread; in a rush that is every one.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    api = in_turn(Gateway(app), turn) if turn else Gateway(app)
    whole = one_port(api, site.application(figures))
    for path, one in ((PAPERS_PATH, papers), (pulses.PATH, pulse)):
        whole = beside(path, one, whole) if one else whole
    return create_server(
        whole,
        **({"host": "127.0.0.1", "port": at} if isinstance(at, int) else {"sockets": [at]}),
        threads=threads,
        backlog=BACKLOG,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )


def _raise_file_limit() -> None:
    """Each waiting couple is an open file; the usual soft limit of 1,024 is too few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(2 * CONNECTIONS, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _held(port: int) -> socket.socket:
    """A socket that listens on this port of the loopback address; 0 takes a free one."""
    if not 0 <= port <= _HIGHEST_PORT:
        raise CannotStart(f"PORT={port} is not between 0 and {_HIGHEST_PORT}")
    door = socket.socket()
    try:
        if port:
            # The last connections of a server that has just ended do not keep the next one out.
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
        door.listen(BACKLOG)
    except OSError as error:
        door.close()
        if error.errno != errno.EADDRINUSE:
            raise CannotStart(f"port {port}: {error.strerror}") from error
        text = f"port {port} is in use; try `make serve PORT={port + 1}`"
        raise CannotStart(text) from error
    return door


@contextmanager
def alone_in(data_dir: Path) -> Iterator[TextIO]:
    """Keep a second server out of this data directory: one file, two engines is no database."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            text = f"{data_dir} is in use by another server; give this one its own DATA_DIR="
            raise CannotStart(text) from error
        yield lock


def _clock(now: str) -> SystemClock:
    if not now:
        return SystemClock()
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        text = f"NOW={now} is not a moment such as 2026-12-14T07:50+07:00"
        raise CannotStart(text) from error
    _say(f"the clock starts at {now}")
    return SystemClock.starting_at(moment)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    parser.add_argument("--now", default="")
    return parser.parse_args()


def _leave(number: int, _frame: object) -> None:
    del number
    _leaving.set()
    # A second Ctrl-C must not interrupt the clean-up that the first one began.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(0)


def _say(text: str) -> None:
    print(f"natrak: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
