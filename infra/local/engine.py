"""Starts DynamoDB Local on a free loopback port, and makes sure it never outlives us."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from infra import setup
from infra.command import CannotGoOn

_START_TIMEOUT_S = 60

# The shell stays between us and Java: it ends when Java does, and when we end, however suddenly,
# its standard input closes and it takes Java with it.
_WATCHDOG = """
exec 3<&0
"$@" </dev/null &
engine=$!
trap 'kill $engine' TERM INT
{ read -r _ <&3; kill $engine; } 2>/dev/null &
watcher=$!
wait $engine
kill $watcher 2>/dev/null
"""
# The one line of figures in the log is the port.
_LISTENING = re.compile(r"^\s*(\d+)\s*\n", re.MULTILINE)


class EngineFailed(CannotGoOn):
    """DynamoDB Local did not start; the text says what it wrote."""


@dataclass(frozen=True)
class Engine:
    """A running DynamoDB Local."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_until_ready(self) -> str:
        """The URL it listens on, or ``EngineFailed``.

        The engine takes a free port itself and writes it down: a port that we looked for could
        be somebody else's by the time Java has woken up.
        """
        deadline = time.monotonic() + _START_TIMEOUT_S
        while time.monotonic() < deadline and self.process.poll() is None:
            written = _LISTENING.search(self.log.read_text(errors="replace"))
            if written:
                return f"http://127.0.0.1:{written[1]}"
            time.sleep(0.05)
        raise EngineFailed(self.log.read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """End it and wait until it has gone."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def endpoint_in(data: Path) -> str | None:
    """Where the engine that keeps its files in ``data`` listens, or did when it last ran."""
    try:
        written = _LISTENING.search(_log(data).read_text(errors="replace"))
    except FileNotFoundError:
        return None
    return f"http://127.0.0.1:{written[1]}" if written else None


def is_available() -> bool:
    """Whether the engine was fetched and there is a Java to run it."""
    if os.environ.get("NATRAK_ENGINE") == "none":
        return False
    return setup.engine_folder().exists() and setup.java() is not None


def start(data: Path) -> Engine:
    """Start the engine with its files in ``data``; ``wait_until_ready`` says where it listens."""
    data.mkdir(parents=True, exist_ok=True)
    log = _log(data)
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", _WATCHDOG, "sh", *_command(data)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            # Ctrl-C in a terminal reaches its whole group; we stop the engine last, ourselves.
            start_new_session=True,
        )
    return Engine(process, log)


def _log(data: Path) -> Path:
    return data / "engine.log"


def _command(data: Path) -> list[str]:
    lib = setup.engine_folder()
    return [
        str(setup.java()),
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        f"-Djava.library.path={lib}",
        f"-Dnatrak.data={data}",
        "-cp",
        f"{lib}/*",
        "org.eclipse.jetty.xml.XmlConfiguration",
        str(setup.ENGINE_SOURCE / "loopback.xml"),
    ]
