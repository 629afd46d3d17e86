"""The package as it would be deployed, made once for all tests that look at it."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.package.__main__ import package


@dataclass(frozen=True)
class Package:
    """What `make package` leaves."""

    folder: Path

    @property
    def service(self) -> dict[str, Any]:
        return self._read("sam.json")

    @property
    def global_(self) -> dict[str, Any]:
        return self._read("global.json")

    @property
    def resources(self) -> dict[str, Any]:
        return self.service["Resources"]

    def of_type(self, type_: str) -> dict[str, Any]:
        """The properties of every resource of a type, by its name."""
        found = {n: r for n, r in self.resources.items() if r["Type"] == type_}
        return {name: each["Properties"] for name, each in found.items()}

    def _read(self, name: str) -> dict[str, Any]:
        read: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return read


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of a stage; of several processes the first makes it, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "package"
    with (shared / "package.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = shared / "package.draft"
            package("prod", draft)
            draft.rename(folder)
    return Package(folder)
