"""Many hands on one couple's folder, through HTTP on Amazon's own engine.

Each race also runs with the condition that should decide it removed, and must then be lost.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from chalicelib.adapters.dynamodb import paper_store
from chalicelib.domain.bookings import Booking
from chalicelib.domain.sent_papers import MOST_FILES, Finding, PaperFolder, SentPaper
from chalicelib.settings import Settings
from chalicelib.usecases.sent_papers import UploadWish
from chalicelib.wiring import services
from tests.builders import A_MONDAY, NOW, make_body
from tests.fakes import FrozenClock
from tests.live import server
from tests.waiting import A_WHILE_S

pytestmark = pytest.mark.engine

HANDS = 12


@dataclass
class Race:
    """One couple's booking, and hands that reach for its folder at the same moment."""

    url: str
    reference: str
    token: str

    @property
    def booking(self) -> Booking:
        found = services().store.find(self.reference)
        assert found
        return found

    @property
    def folder(self) -> PaperFolder:
        return services().papers.folder(self.booking)

    def asked(self, number: int) -> list[SentPaper]:
        """Papers a couple asked to send."""
        wish = UploadWish("R10", "image/jpeg", 1000)
        return [services().papers.ask(self.booking, wish)[0] for _ in range(number)]

    def all_at_once(self, deeds: list[tuple[str, str, object]]) -> list[tuple[int, dict[str, Any]]]:
        """Each hand sends its path, token and body; all at the same moment."""
        gate = threading.Barrier(len(deeds))

        def send(deed: tuple[str, str, object]) -> tuple[int, dict[str, Any]]:
            path, token, body = deed
            connection = HTTPConnection(urlsplit(self.url).netloc, timeout=A_WHILE_S)
            connection.connect()
            gate.wait(timeout=A_WHILE_S)
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            connection.request("POST", path, json.dumps(body), headers)
            response = connection.getresponse()
            said = json.loads(response.read())
            connection.close()
            return response.status, said

        with ThreadPoolExecutor(len(deeds)) as pool:
            return list(pool.map(send, deeds))

    def ask(self) -> tuple[str, str, object]:
        wish = {"kind": "R10", "content_type": "image/jpeg", "size": 1000}
        return f"/api/bookings/{self.reference}/documents", self.token, wish

    def accept(self, paper: SentPaper) -> tuple[str, str, object]:
        links = services().staff_links
        token = links.token(links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW))
        path = f"/api/staff/bookings/{self.reference}/documents/{paper.id}/review"
        return path, token, {"decision": "accepted"}


@pytest.fixture
def race(engine_settings: Settings, clock: FrozenClock) -> Iterator[Race]:
    # No file is sent here, so nobody asks the bucket anything.
    with server.on_a_thread(engine_settings, clock) as url:
        made = server.book(url, "the-booking-with-papers", make_body(slot=2)).json()
        services().settings = replace(services().settings, papers_bucket="no-bucket")
        yield Race(url, made["reference"], made["manage_token"])


def told_the_truth(race: Race, answers: list[tuple[int, dict[str, Any]]], before: int) -> None:
    """Who was told 201 is in the folder, and nobody else; who lost was told so."""
    codes = Counter(said.get("code", "asked") for _, said in answers)
    assert set(codes) <= {"asked", "too_many_papers", "try_again"}, codes
    ids = {said["id"] for status, said in answers if status == 201}
    there = {paper.id for paper in race.folder.papers}
    assert ids <= there
    assert len(there) == before + len(ids)
    assert len(there) <= MOST_FILES


def first_papers_at_once(race: Race) -> None:
    answers = race.all_at_once([race.ask() for _ in range(HANDS)])

    told_the_truth(race, answers, before=0)
    assert race.folder.papers


def places_for_two_more(race: Race) -> None:
    race.asked(MOST_FILES - 2)

    answers = race.all_at_once([race.ask() for _ in range(HANDS)])

    told_the_truth(race, answers, before=MOST_FILES - 2)
    assert len(race.folder.papers) == MOST_FILES


def officers_against_a_couple(race: Race) -> None:
    """Papers are accepted while the couple sends others: neither undoes the other."""
    papers = race.asked(6)
    for paper in papers:
        services().papers.change(
            race.booking, lambda folder, id_=paper.id: folder.inspected(id_, Finding((b"",)))
        )

    deeds = [deed for paper in papers for deed in (race.accept(paper), race.ask())]
    answers = race.all_at_once(deeds)

    accepted = [paper for (status, _), paper in zip(answers[::2], papers, strict=True)
                if status == 200]  # fmt: skip
    told_the_truth(race, answers[1::2], before=6)
    states = {paper.id: paper.state for paper in race.folder.papers}
    assert [states[paper.id] for paper in accepted] == ["accepted"] * len(accepted)
    waiting = sum(state == "uploaded" for state in states.values())
    assert waiting == 6 - len(accepted)
    assert race.booking.papers_count.to_check == waiting


def test_first_papers_sent_at_once_are_all_there_or_were_refused(race: Race) -> None:
    first_papers_at_once(race)


def test_arrivals_at_once_never_pass_twenty_files(race: Race) -> None:
    places_for_two_more(race)


def test_what_an_officer_says_and_what_a_couple_sends_at_once_both_stand(race: Race) -> None:
    officers_against_a_couple(race)


@pytest.mark.parametrize(
    ("condition", "always", "run"),
    [
        ("FOLDER_IS_NEW", "attribute_not_exists(nothing)", first_papers_at_once),
        ("FOLDER_IS_AS_READ", "#version <> :version OR #version = :version", places_for_two_more),
        (
            "FOLDER_IS_AS_READ",
            "#version <> :version OR #version = :version",
            officers_against_a_couple,
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_without_its_condition_the_race_is_lost(
    race: Race,
    monkeypatch: pytest.MonkeyPatch,
    condition: str,
    always: str,
    run: Callable[[Race], None],
) -> None:
    """The negative control."""
    monkeypatch.setattr(paper_store, condition, always)

    with pytest.raises(AssertionError):
        run(race)
