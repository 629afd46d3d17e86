"""Sets up everything that `make` needs, from a fresh clone, with nothing but the standard library.

    python3 infra/setup.py serve | test | link

What is there already is left alone, so a second run costs a moment. Steps that take long say what
they are doing, on standard error. What only an administrator can install is named.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
ENGINE_SOURCE = ROOT / "infra" / "dynamodb-local"
OLDEST_PYTHON = (3, 11)
OLDEST_JAVA = 17


class Missing(Exception):
    """Something that has to be installed by hand, said in one line."""


def say(text: str) -> None:
    """Tell whoever waits what is going on; standard output is left to the command itself."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def main(goal: str) -> None:
    """Make everything ready for ``serve``, ``test`` or ``link``."""
    use_a_new_enough_python()
    TOOLS.mkdir(exist_ok=True)
    with one_at_a_time():
        if goal == "test":
            install_python_packages("test", also_satisfies="serve")
            need("chromium", package="chromium fonts-noto-core", why="the browser tests")
            need("node", package="nodejs", why="the tests of the pages' scripts")
            if os.environ.get("NATRAK_TESTS") == "full":
                fetch_spreadsheet_program()
        else:
            install_python_packages("serve")
        if goal != "link":
            fetch_engine()


def use_a_new_enough_python() -> None:
    """Go on in Python 3.11 or later, if there is one under another name."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(15, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise Missing("Python 3.11 or later is needed; this is " + sys.version.split()[0])


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make serve` of one clone must not install into each other's half-made folders."""
    with (TOOLS / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this folder to finish …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_python_packages(name: str, also_satisfies: str | None = None) -> None:
    """Install a lock file into ``.venv``, unless exactly this one was installed last."""
    make_virtual_environment()
    if installed(name):
        return
    # Until pip has finished, nothing is known to be installed.
    for mark in VENV.glob("installed-*"):
        mark.unlink()
    say(f"installing Python packages for `{name}` (half a minute the first time) …")
    began = time.monotonic()
    run(
        [
            str(VENV / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",
            "-r",
            str(lock_file(name)),
        ],
        "installing Python packages",
    )
    for done in filter(None, (name, also_satisfies)):
        stamp(done).write_text(fingerprint(lock_file(done)))
    say(f"Python packages ready after {time.monotonic() - began:.0f} s")


def make_virtual_environment() -> None:
    """Create ``.venv``; on Debian the module that does so is a package of its own.

    One that was left half made, or made by another Python, is made anew.
    """
    made_by = VENV / "made-by"
    if made_by.exists() and made_by.read_text() == sys.version:
        return
    say("creating .venv …")
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        apt_install(f"python3.{sys.version_info[1]}-venv", why="Python's virtual environments")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "creating .venv")
    made_by.write_text(sys.version)


def installed(name: str) -> bool:
    """Whether ``.venv`` holds what the lock file says."""
    mark = stamp(name)
    return mark.exists() and mark.read_text() == fingerprint(lock_file(name))


def lock_file(name: str) -> Path:
    """The pinned requirements of a goal."""
    return ROOT / "requirements" / f"{name}.txt"


def stamp(name: str) -> Path:
    """Where it is noted which lock file was installed."""
    return VENV / f"installed-{name}"


def fetch_engine() -> None:
    """Fetch DynamoDB Local through Maven and check every file of it; without it, say so and go on.

    The local server then falls back to moto, and the tests name the proofs that did not run.
    """
    folder = engine_folder()
    if folder.exists() and java():
        return
    try:
        need_java()
        if folder.exists():
            return
        need("mvn", package="maven", why="fetching DynamoDB Local")
        say("fetching DynamoDB Local, Amazon's own engine (about 50 MB, once) …")
        with tempfile.TemporaryDirectory(dir=TOOLS) as partial:
            run(
                [
                    "mvn",
                    "--batch-mode",
                    "--quiet",
                    "-f",
                    str(ENGINE_SOURCE / "pom.xml"),
                    "dependency:copy-dependencies",
                    f"-DoutputDirectory={partial}/lib",
                ],
                "fetching DynamoDB Local",
            )
            check_sums(Path(partial, "lib"))
            Path(partial, "lib").rename(folder)
    except Missing as missing:
        say(f"no DynamoDB Local here: {missing}")


def fetch_spreadsheet_program() -> None:
    """LibreOffice opens the lists as an office does; without it, say so and go on.

    Only `make test-full` asks for it: it is larger than everything else together, and the tests
    name the proofs that did not run.
    """
    try:
        need(
            "soffice",
            package="libreoffice-calc-nogui",
            why="opening the lists as an office does; 200 MB, once",
        )
    except Missing as missing:
        say(f"no LibreOffice here: {missing}")


def engine_folder() -> Path:
    """Where the engine is kept; another list of files is another folder."""
    return TOOLS / f"dynamodb-local-{fingerprint(ENGINE_SOURCE / 'SHA256SUMS')[:12]}"


def check_sums(folder: Path) -> None:
    """Every file as listed in SHA256SUMS, none missing and none besides."""
    lines = (ENGINE_SOURCE / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    found = {path.name: fingerprint(path) for path in folder.iterdir()}
    if found != listed:
        names = sorted(name for name in {*found, *listed} if found.get(name) != listed.get(name))
        raise Missing(f"these files are not the expected ones: {', '.join(names)}")


def java() -> str | None:
    """The Java to run, if it is new enough."""
    command = shutil.which("java")
    if not command:
        return None
    words = subprocess.run([command, "-version"], capture_output=True, text=True, check=False)
    version = words.stderr.partition('version "')[2].partition('"')[0]
    major = version.split(".")[0]
    return command if major.isdigit() and int(major) >= OLDEST_JAVA else None


def need_java() -> None:
    """Java 17 or later, installed if that is possible."""
    if not java():
        apt_install("default-jre-headless", why="DynamoDB Local needs Java 17 or later")
    if not java():
        raise Missing("Java 17 or later is needed")


def need(command: str, *, package: str, why: str) -> None:
    """A command, installed as a Debian package if it is not there."""
    if not shutil.which(command):
        apt_install(package, why=why)


def apt_install(packages: str, *, why: str) -> None:
    """Install Debian packages as root; anywhere else, name what is missing."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise Missing(f"please install {packages} ({why})")
    say(f"installing {packages} from Debian's packages ({why}) …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], "reading Debian's package lists", env=quiet)
    run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages.split()],
        f"installing {packages}",
        env=quiet,
    )


def run(command: list[str], what: str, env: dict | None = None) -> None:  # type: ignore[type-arg]
    """Run quietly; a failure shows what the command said."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=env
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-20:])
        raise Missing(f"{what} failed:\n{tail}")


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (Missing, OSError) as problem:
        say(str(problem))
        sys.exit(1)
