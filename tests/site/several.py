"""A checkout whose data opens more offices than the product's own, and the site built from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.offices import offices_with

ROOT = Path(__file__).resolve().parents[2]
SITE_URL = "https://natrak.example/"


def checkout(root: Path, *added: str) -> Path:
    """What a site is built from, in ``root``, with these offices open too."""
    for name in ("site", "functions/chalicelib", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, root / name)
    data = root / "functions" / "chalicelib" / "data" / "offices.json"
    data.write_text(json.dumps(offices_with(*added)), encoding="utf-8")
    return root


def build(root: Path) -> Path:
    """The built site of a checkout."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    return root / "build" / "site"
