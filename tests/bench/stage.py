"""What several rows are measured on, started when the first of them needs it."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from chalicelib.clients import dynamodb_client
from chalicelib.settings import Settings
from infra.local import engine as engines
from infra.local import table
from tests.bench import service as services
from tests.bench.service import Service
from tests.builders import NOW
from tests.conftest import make_settings

# A folder in memory, where the system has one.
MEMORY = Path("/dev/shm")


@dataclass
class Stage:
    """The engine and the service; the stack ends what was started."""

    stack: ExitStack

    @cached_property
    def engine(self) -> str:
        """The URL of DynamoDB Local with its data on disk, as `make serve` has it."""
        return self._start(None)

    @cached_property
    def engine_in_memory(self) -> str:
        """The URL of another one for tables that take long to fill, on a disk in memory."""
        return self._start(MEMORY if MEMORY.exists() else None)

    @cached_property
    def service(self) -> Service:
        """The service on that engine."""
        return self.stack.enter_context(services.running(make_settings(self.engine), NOW))

    def fresh_table(self) -> Settings:
        """Settings with an empty table."""
        settings = make_settings(self.engine_in_memory)
        table.create_if_absent(dynamodb_client(settings), settings.table)
        return settings

    def _start(self, parent: Path | None) -> str:
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(dir=parent))
        running = engines.start(Path(folder))
        self.stack.callback(running.stop)
        return running.wait_until_ready()
