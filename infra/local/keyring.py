"""The local copy's secrets: made on first start and kept under ``DATA_DIR``, never in git."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from chalicelib.settings import Keys

_FILE = "keys.json"


def keys(data_dir: Path) -> Keys:
    """The keys of this data directory, made now if there are none."""
    if not (data_dir / _FILE).exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(data_dir / _FILE, json.dumps(_new(), indent=2))
    return existing_keys(data_dir)


def existing_keys(data_dir: Path) -> Keys:
    """The keys a server has made here; ``FileNotFoundError`` where none ever ran."""
    return Keys.from_json((data_dir / _FILE).read_text())


def new_text() -> str:
    """New keys, as they are stored."""
    return json.dumps(_new())


def rotated(text: str, *, end_earlier: bool) -> str:
    """These keys with a new one, which makes all links from now on.

    The earlier ones still open theirs, unless they are to end. The hash key stays: every reference
    and every couple's link is derived from it.
    """
    keys = json.loads(text)
    earlier = [] if end_earlier else keys["staff_links"]
    return json.dumps(keys | {"staff_links": [*earlier, _new_link_key()]})


def _new() -> dict[str, object]:
    return {"hash_key": secrets.token_hex(32), "staff_links": [_new_link_key()]}


def _new_link_key() -> dict[str, str]:
    return {"id": secrets.token_hex(3), "secret": secrets.token_urlsafe(32)}


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
