"""The package of the function that looks at papers: its own, for it weighs more than the whole API.

Its Python is its own as well: Pillow and PDFium are compiled for a newer C library than the one the
API's runtime brings.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.command import CannotGoOn
from infra.package import bytecode
from infra.setup import ROOT

# Of Amazon Linux 2023, whose C library is 2.34; that of Lambda's Python 3.11 is 2.26.
RUNTIME = "python3.12"
PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_28_x86_64")
LOCK = ROOT / "infra" / "papers" / "requirements.txt"
LARGEST = 20 * 1024 * 1024


class CannotPack(CannotGoOn):
    """The package was not made; the text says why."""


def pack(archive: Path) -> None:
    """Write the package: what is pinned, `chalicelib`, and `infra.papers`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _install(root)
        _copy(root)
        bytecode.pack(root, archive)
    if archive.stat().st_size > LARGEST:
        raise CannotPack(f"{archive.name} has more than the {LARGEST} bytes we allow")


def _install(root: Path) -> None:
    """Finished wheels for Lambda's machine, whatever this one is; never compiled here."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(root)]
    command += ["--require-hashes", "--no-deps", "--no-compile", "--only-binary", ":all:"]
    command += ["--implementation", "cp", "--python-version", RUNTIME.removeprefix("python")]
    for platform in PLATFORMS:
        command += ["--platform", platform]
    command += ["--requirement", str(LOCK)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join(done.stderr.splitlines()[-5:])
        raise CannotPack(f"the packages of {LOCK.name} could not be had:\n{tail}")


def _copy(root: Path) -> None:
    ours = shutil.ignore_patterns("__pycache__", "*.md", "requirements.*", "templates")
    shutil.copytree(ROOT / "functions" / "chalicelib", root / "chalicelib", ignore=ours)
    shutil.copytree(ROOT / "infra" / "papers", root / "infra" / "papers", ignore=ours)
    shutil.copy(ROOT / "infra" / "__init__.py", root / "infra")
