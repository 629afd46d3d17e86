"""`make sbom` and `make audit`: what the functions are made of, and what is known against it.

The list needs no network: it is read from the locks, whose hashes pip checks at every
installation. The audit asks PyPI's advisories through pip-audit, and says so when it cannot.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

from infra.setup import ROOT

LOCK = ROOT / "functions" / "requirements.txt"
PAPERS_LOCK = ROOT / "infra" / "papers" / "requirements.txt"
# One list for each package.
LOCKS = {"sbom.json": LOCK, "sbom-papers.json": PAPERS_LOCK}
SBOMS = ROOT / "build"
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
    sys.exit(0 if (sbom() if deed == "sbom" else audit()) else 1)


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
    """Ask for known weaknesses. Where nobody can be asked, nothing is claimed."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps"]
    for lock in LOCKS.values():
        command += ["-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    if "No known vulnerabilities" in said:
        print("audit: nothing is known against the pinned packages")
        return True
    if re.search(r"ID\s+Fix Versions", said):
        print(said)
        return False
    last = said.splitlines()[-1] if said else "no answer"
    print(f"audit: NOT PROVEN, the advisories could not be asked: {last}", file=sys.stderr)
    return False


if __name__ == "__main__":
    main()
