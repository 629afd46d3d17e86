"""`make package STAGE=prod`: all that is deployed, under `build/package/`, without credentials.

deployment.zip   the Lambda package, as `chalice package` makes it
papers.zip       the package of the function that looks at papers
sam.json         the service stack
global.json      the stack in us-east-1
site/            the pages
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.command import CannotGoOn, ends_in_one_line
from infra.deploy.cloud import HOME_REGION
from infra.local import site
from infra.package import bytecode, papers, template
from infra.setup import ROOT

BUILT = ROOT / "build" / "package"
LARGEST = 5 * 1024 * 1024


class PackageFailed(CannotGoOn):
    """It could not be packed; the text says what to do."""


def main() -> None:
    """Pack the stage the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True)
    stage = parser.parse_args().stage
    with ends_in_one_line("package"):
        package(stage)


def package(stage: str, to: Path = BUILT) -> None:
    """Write the whole package; what was there before is replaced when all went well."""
    must_be_a_stage(stage)
    site.build(say)
    with (
        _alone(_made(ROOT / "build") / "package.lock"),
        tempfile.TemporaryDirectory(dir=ROOT / "build") as draft,
    ):
        made = Path(draft)
        _by_chalice(stage, made)
        papers.pack(made / "papers.zip")
        from_chalice = json.loads((made / "sam.json").read_text(encoding="utf-8"))
        _write(made / "sam.json", template.service(from_chalice, site.BUILT))
        _write(made / "global.json", template.global_())
        shutil.copytree(site.BUILT, made / "site")
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(made, to)
    for archive in sorted(to.glob("*.zip")):
        say(f"{archive}: {archive.stat().st_size / 2**20:.1f} MiB")


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Chalice keeps what it packed in a folder of the clone, which two at once would spoil."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def must_be_a_stage(stage: str) -> None:
    """Raise ``PackageFailed`` for a name that AWS would not take everywhere."""
    if not (stage.isascii() and stage.islower() and stage.replace("-", "").isalnum()):
        raise PackageFailed(f"STAGE={stage} should be a short name in small letters, like prod")


def say(text: str) -> None:
    """Tell whoever waits what is going on."""
    print(f"package: {text}", file=sys.stderr, flush=True)


def _by_chalice(stage: str, to: Path) -> None:
    say("packing the function (packages come from your package index, once) …")
    environment = {**os.environ, "AWS_DEFAULT_REGION": HOME_REGION, "PYTHONPATH": ""}
    done = subprocess.run(
        [Path(sys.executable).with_name("chalice"), "package", "--stage", stage, str(to)],
        cwd=ROOT / "functions",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-10:])
        raise PackageFailed(f"chalice could not pack the function:\n{tail}")
    bytecode.compiled(to / "deployment.zip")
    size = (to / "deployment.zip").stat().st_size
    if size > LARGEST:
        raise PackageFailed(f"deployment.zip has {size} bytes; {LARGEST} are the most we allow")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
