"""The whole way of a paper through `make serve`, as two strangers to its inside go it."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from infra import person_request
from tests.builders import phone_of
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


@dataclass
class Sender:
    """A couple that has booked, and what it can do with its papers."""

    served: server.Served
    booking: dict[str, Any]

    @property
    def own(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.booking['manage_token']}"}

    @property
    def documents(self) -> str:
        return f"{self.served.url}/api/bookings/{self.booking['reference']}/documents"

    def state(self, id_: str) -> str:
        answer = requests.get(self.documents, headers=self.own, timeout=30).json()
        return "".join(str(each["state"]) for each in answer["documents"] if each["id"] == id_)

    def sends(self, content: bytes) -> str:
        """Ask, send, and wait until it was looked at; gives the id."""
        wish = {"kind": "R10", "content_type": "image/jpeg", "size": len(content)}
        asked = requests.post(self.documents, json=wish, headers=self.own, timeout=30).json()
        form, id_ = asked["upload"], str(asked["id"])
        assert form["url"].startswith(f"{self.served.url}/papers-bucket/")
        sent = requests.post(form["url"], data=form["fields"], files={"file": content}, timeout=30)
        assert sent.status_code == 204
        deadline = time.monotonic() + A_WHILE_S
        while self.state(id_) == "waiting" and time.monotonic() < deadline:
            time.sleep(0.2)
        assert self.state(id_) == "uploaded"
        return id_


def a_couple(served: server.Served) -> Sender:
    return Sender(served, server.a_couple_books(served.url, 1).json())


def test_a_paper_is_sent_looked_at_shown_accepted_and_deleted(served: server.Served) -> None:
    couple = a_couple(served)
    own, reference = couple.own, couple.booking["reference"]

    id_ = couple.sends(files.photograph())

    link = staff_link(served.data_dir, int(served.url.rpartition(":")[2]), scope="desk").stdout
    officer = {"Authorization": f"Bearer {link.strip().partition('token=')[2]}"}
    paper = f"{served.url}/api/staff/bookings/{reference}/documents/{id_}"
    page = requests.get(f"{paper}/pages/1", headers=officer, timeout=30)
    assert page.content.startswith(b"\xff\xd8\xff")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    accepted = {"decision": "accepted"}
    requests.post(f"{paper}/review", json=accepted, headers=officer, timeout=30)
    assert couple.state(id_) == "accepted"

    requests.delete(f"{couple.documents}/{id_}", headers=own, timeout=30)
    assert couple.state(id_) == ""
    assert requests.get(f"{paper}/pages/1", headers=officer, timeout=30).status_code == 404
    # Nobody reads there, whatever the name.
    key = f"pages/{reference}/{id_}/1"
    assert requests.get(f"{served.url}/papers-bucket/{key}", timeout=30).status_code == 403


def test_who_asks_what_is_known_of_them_is_given_their_pictures_and_can_have_them_erased(
    served: server.Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    couple = a_couple(served)
    couple.sends(files.photograph())
    own = ["--phone", phone_of(1), "--data-dir", str(served.data_dir)]

    person_request.main(["show", *own, "--into", str(tmp_path / "pictures")])
    shown = json.loads(capsys.readouterr().out)
    person_request.main(["erase", *own])
    erased = json.loads(capsys.readouterr().out)
    person_request.main(["show", *own, "--into", str(tmp_path / "none")])
    left = capsys.readouterr().out

    (name,) = shown[-1]["files"]
    assert (tmp_path / "pictures" / name).read_bytes().startswith(b"\xff\xd8\xff")
    assert erased == {"cancelled": 1, "erased": 1}
    assert "couple" not in left
    assert not (tmp_path / "none").exists()
    answer = requests.get(couple.documents, headers=couple.own, timeout=30)
    assert answer.status_code == 404
