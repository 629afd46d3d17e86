"""Starts DynamoDB Local on a free loopback port, and makes sure it never outlives us."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from infra import setup

_START_TIMEOUT_S = 60

# The shell stays between us and Java: when we end, however suddenly, its standard input closes
# and it takes Java with it.
_WATCHDOG = '"$@" & engine=$!; trap "kill $engine" TERM INT; read -r _; kill $engine; wait $engine'


class EngineFailed(Exception):
    """DynamoDB Local did not start; the text says what it wrote."""


@dataclass(frozen=True)
class Engine:
    """A running DynamoDB Local."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End it and wait until it has gone."""
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=20)


def is_available() -> bool:
    """Whether the engine was fetched and there is a Java to run it."""
    if os.environ.get("NATRAK_ENGINE") == "none":
        return False
    return setup.engine_folder().exists() and setup.java() is not None


def start(data: Path) -> Engine:
    """Start the engine with its files in ``data``; ``wait_until_ready`` says when it answers."""
    data.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    log = (data / "engine.log").open("wb")
    process = subprocess.Popen(
        ["sh", "-c", _WATCHDOG, "sh", *_command(port, data)],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        # Ctrl-C in a terminal reaches its whole group; we stop the engine last, ourselves.
        start_new_session=True,
    )
    log.close()
    return Engine(port, process)


def wait_until_ready(engine: Engine, data: Path) -> None:
    """Return once the engine takes connections, or raise ``EngineFailed``."""
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", engine.port)) == 0:
                return
        if engine.process.poll() is not None:
            break
        time.sleep(0.05)
    raise EngineFailed((data / "engine.log").read_text(errors="replace")[-2000:])


def _command(port: int, data: Path) -> list[str]:
    lib = setup.engine_folder()
    return [
        str(setup.java()),
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        f"-Djava.library.path={lib}",
        f"-Dnatrak.port={port}",
        f"-Dnatrak.data={data}",
        "-cp",
        f"{lib}/*",
        "org.eclipse.jetty.xml.XmlConfiguration",
        str(setup.ENGINE_SOURCE / "loopback.xml"),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
