"""The whole way of a paper through `make serve`, as two strangers to its inside go it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.live import server
from tests.live.test_serve import free_port, staff_link
from tests.papers import files

pytestmark = pytest.mark.engine

A_WHILE_S = 60


@pytest.fixture
def served(tmp_path: Path) -> Iterator[server.Served]:
    running = server.start(free_port(), tmp_path)
    yield running
    running.stop(signal.SIGTERM)


def test_a_paper_is_sent_looked_at_shown_accepted_and_deleted(served: server.Served) -> None:
    couple = server.a_couple_books(served.url, 1).json()
    own = {"Authorization": f"Bearer {couple['manage_token']}"}
    documents = f"{served.url}/api/bookings/{couple['reference']}/documents"

    def state(id_: str) -> str:
        listed: list[dict[str, Any]] = requests.get(documents, headers=own, timeout=30).json()[
            "documents"
        ]
        return "".join(str(each["state"]) for each in listed if each["id"] == id_)

    content = files.photograph()
    wish = {"kind": "R10", "content_type": "image/jpeg", "size": len(content)}
    asked = requests.post(documents, json=wish, headers=own, timeout=30).json()
    form = asked["upload"]
    assert form["url"].startswith(f"{served.url}/papers-bucket/")

    sent = requests.post(form["url"], data=form["fields"], files={"file": content}, timeout=30)

    assert sent.status_code == 204
    deadline = time.monotonic() + A_WHILE_S
    while state(asked["id"]) == "waiting" and time.monotonic() < deadline:
        time.sleep(0.2)
    assert state(asked["id"]) == "uploaded"

    link = staff_link(served.data_dir, int(served.url.rpartition(":")[2]), scope="desk").stdout
    officer = {"Authorization": f"Bearer {link.strip().partition('token=')[2]}"}
    paper = f"{served.url}/api/staff/bookings/{couple['reference']}/documents/{asked['id']}"
    page = requests.get(f"{paper}/pages/1", headers=officer, timeout=30)
    assert page.content.startswith(b"\xff\xd8\xff")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    accepted = {"decision": "accepted"}
    requests.post(f"{paper}/review", json=accepted, headers=officer, timeout=30)
    assert state(asked["id"]) == "accepted"

    requests.delete(f"{documents}/{asked['id']}", headers=own, timeout=30)
    assert state(asked["id"]) == ""
    assert requests.get(f"{paper}/pages/1", headers=officer, timeout=30).status_code == 404
    # Nobody reads there, whatever the name.
    key = f"pages/{couple['reference']}/{asked['id']}/1"
    assert requests.get(f"{served.url}/papers-bucket/{key}", timeout=30).status_code == 403
