"""The local copy's secrets: made on first start and kept under ``DATA_DIR``, never in git."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from chalicelib.settings import Keys


def keys(data_dir: Path) -> Keys:
    """The keys of this data directory, made now if there are none."""
    path = data_dir / "keys.json"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, json.dumps(_new(), indent=2))
    return Keys.from_json(path.read_text())


def _new() -> dict[str, object]:
    return {
        "hash_key": secrets.token_hex(32),
        "staff_links": [{"id": secrets.token_hex(3), "secret": secrets.token_urlsafe(32)}],
    }


def _write_once(path: Path, text: str) -> None:
    # A server and a `make staff-link` may start together: both must end up with the same file.
    draft = path.with_name(f"keys.{os.getpid()}.tmp")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
