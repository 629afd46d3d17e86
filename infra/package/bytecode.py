"""Compiles the package: a container that starts should not have to, each time anew.

Lambda cannot write beside the code it runs, so without this every start compiles every module it
imports. The archive is the same, byte for byte, whenever its content is.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# What a library brings for those who develop it.
_NOT_NEEDED = frozenset({"tests", "fuzzing", "test"})
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def compiled(archive: Path) -> None:
    """Put bytecode for this very Python beside each module, and leave out what is never run."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(root, [n for n in packed.namelist() if _is_needed(n)])
        # Not compared with the source at run time: nobody changes it there.
        # In a process of its own: what else this one has loaded would show in the bytecode.
        command = [sys.executable, "-s", "-m", "compileall", "-q", "-f", "-s", folder]
        command += ["--invalidation-mode", "unchecked-hash", folder]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": "0"})
        pack(root, archive)


def _is_needed(name: str) -> bool:
    return not _NOT_NEEDED & set(Path(name).parts[:-1])


def pack(root: Path, archive: Path) -> None:
    """Write all that lies under a folder, in one order and with one date."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _LONG_AGO)
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())
