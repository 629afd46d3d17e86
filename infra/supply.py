"""`make sbom` and `make audit`: what the functions are made of, and what is known against it.

The list needs no network: it is read from the locks, whose hashes pip checks at every
installation. The audit asks PyPI's advisories through pip-audit. A known weakness fails it, unless
`accepted_weaknesses.json` says why it does not reach us, and until when that is believed. Where
nobody can be asked it says so, and fails nothing.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chalicelib.adapters.clock import SystemClock
from infra.command import ends_in_one_line
from infra.setup import ROOT

LOCK = ROOT / "functions" / "requirements.txt"
PAPERS_LOCK = ROOT / "infra" / "papers" / "requirements.txt"
# One list for each package.
LOCKS = {"sbom.json": LOCK, "sbom-papers.json": PAPERS_LOCK}
SBOMS = ROOT / "build"
# A list of {"id", "package", "reason", "until"}.
ACCEPTED = ROOT / "infra" / "accepted_weaknesses.json"
# Licences that ask for no more than to be named, or to share changes of the library itself.
ALLOWED = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|Public Domain|ISC|0BSD", re.IGNORECASE
)

_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def main() -> None:
    """Write the list, or ask for advisories."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", choices=("sbom", "audit"))
    deed = parser.parse_args().deed
    is_well = False
    with ends_in_one_line(deed):
        is_well = sbom() if deed == "sbom" else audit()
    sys.exit(0 if is_well else 1)


def sbom(folder: Path = SBOMS) -> bool:
    """CycloneDX lists of what each package of functions holds, with hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lock in LOCKS.items():
        to = folder / name
        command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock)]
        command += ["--output-reproducible", "--of", "JSON", "-o", str(to)]
        subprocess.run(command, check=True, capture_output=True)
        count = len(json.loads(to.read_text(encoding="utf-8"))["components"])
        print(f"{to}: {count} packages")
    return True


def pinned(lock: Path = LOCK) -> dict[str, str]:
    """Every package of a lock and its version."""
    return dict(_PIN.findall(lock.read_text(encoding="utf-8")))


def licence(package: str) -> str:
    """What a package says its licence is."""
    about = importlib.metadata.metadata(package)
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    named = about.get_all("License-Expression") or classifiers or about.get_all("License") or []
    return " ".join(named)


def audit() -> bool:
    """Whether nothing is known that was not looked at. Where nobody can be asked, it says so."""
    accepted = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    today = SystemClock().now().date()
    found = [line for lock in LOCKS.values() for line in weaknesses(lock, accepted, today)]
    for line in found:
        print(f"audit: {line}", file=sys.stderr)
    return not found


def weaknesses(
    lock: Path,
    accepted: Sequence[Mapping[str, str]],
    today: date,
    ask: Callable[[Path], str] | None = None,
) -> Iterator[str]:
    """What is known against the packages of a lock, but for what is accepted until a later day."""
    try:
        report = json.loads((ask or _asked)(lock))
    except ValueError:
        print(f"audit: NOT PROVEN, PyPI could not be asked about {lock.name}", file=sys.stderr)
        return
    good_until = {(a["package"], a["id"]): date.fromisoformat(a["until"]) for a in accepted}
    known = [(each, flaw) for each in report["dependencies"] for flaw in each.get("vulns", ())]
    for package, flaw in known:
        until = _accepted_until(package["name"], flaw, good_until)
        mended = ", ".join(flaw["fix_versions"]) or "nowhere yet"
        what = f"{package['name']} {package['version']}: {flaw['id']}, mended in {mended}"
        if until is None:
            yield what
        elif until < today:
            yield f"{what}; it was accepted until {until}: look again"
    if not known:
        place = lock.relative_to(ROOT)
        print(f"audit: nothing is known against the {len(report['dependencies'])} of {place}")


def _accepted_until(
    package: str, flaw: Mapping[str, Any], good_until: Mapping[tuple[str, str], date]
) -> date | None:
    names = (flaw["id"], *flaw.get("aliases", ()))
    return max((good_until[package, n] for n in names if (package, n) in good_until), default=None)


def _asked(lock: Path) -> str:
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--format", "json"]
    done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)
    return done.stdout


if __name__ == "__main__":
    main()
