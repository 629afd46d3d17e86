"""Pictures of papers that a couple sends before the visit: what may be sent, and what became of it.

A couple's own file is looked at once, by a program, and then deleted: staff see pictures that were
drawn anew from it, and nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from chalicelib.domain.bookings import Booking, PapersCount, PapersState
from chalicelib.domain.errors import PapersClosed, PaperUnknown, TooManyPapers
from chalicelib.domain.text import Text

PaperState = Literal["waiting", "uploaded", "accepted", "needs_attention"]
Decision = Literal["accepted", "needs_attention"]
DECISIONS: tuple[Decision, ...] = ("accepted", "needs_attention")

# What a browser may send, and what the file is called that it sends.
CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES = 20
UPLOAD_WITHIN = timedelta(minutes=10)
KEPT_AFTER_VISIT = timedelta(days=30)


@dataclass(frozen=True)
class SentPaper:
    """One file. ``kind`` is the rule of the checklist it is for.

    ``reason`` is the code of what the program found wrong; ``message`` is what an officer wrote.
    """

    id: str
    kind: str
    content_type: str
    size: int
    asked_at: datetime
    state: PaperState = "waiting"
    pages: int = 0
    reason: str | None = None
    message: str | None = None

    def is_abandoned(self, now: datetime) -> bool:
        """Whether it never came, and can no longer come."""
        return self.state == "waiting" and now >= self.asked_at + 2 * UPLOAD_WITHIN


@dataclass(frozen=True)
class Finding:
    """What the program saw in a file: pictures of its pages, or the reason why there are none."""

    pages: tuple[bytes, ...] = ()
    reason: str | None = None


class NotAwaited(Exception):
    """The program has looked at this file already, and an officer perhaps as well."""


@dataclass(frozen=True)
class PaperFolder:
    """All that one couple has sent; ``version`` is 0 where nothing was ever sent."""

    reference: str
    papers: tuple[SentPaper, ...] = ()
    version: int = 0

    def paper(self, id_: str) -> SentPaper:
        """The paper, or ``PaperUnknown``."""
        for paper in self.papers:
            if paper.id == id_:
                return paper
        raise PaperUnknown

    def with_new(self, paper: SentPaper) -> PaperFolder:
        """One more; ``TooManyPapers`` when it is full of files that came or may still come."""
        kept = [each for each in self.papers if not each.is_abandoned(paper.asked_at)]
        if len(kept) >= MOST_FILES:
            raise TooManyPapers
        return self._next([*kept, paper])

    def without(self, id_: str) -> PaperFolder:
        """One less, or ``PaperUnknown``."""
        gone = self.paper(id_)
        return self._next([each for each in self.papers if each is not gone])

    def inspected(self, id_: str, finding: Finding) -> PaperFolder:
        """A file came, and was looked at by the program; ``NotAwaited`` when it was before."""
        paper = self.paper(id_)
        if paper.state != "waiting":
            raise NotAwaited
        state: PaperState = "needs_attention" if finding.reason else "uploaded"
        return self._replaced(
            replace(paper, state=state, pages=len(finding.pages), reason=finding.reason)
        )

    def reviewed(self, id_: str, decision: Decision, message: str | None) -> PaperFolder:
        """An officer looked at it; ``PaperUnknown`` while there is nothing to be seen."""
        paper = self.paper(id_)
        if not paper.pages:
            raise PaperUnknown
        return self._replaced(replace(paper, state=decision, message=message))

    def state(self, wanted: Sequence[str]) -> PapersState:
        """Where the whole stands; complete is every wanted paper accepted and none in question."""
        states = {paper.state for paper in self.papers} - {"waiting"}
        if not states:
            return "none"
        if "uploaded" in states:
            return "waiting"
        if "needs_attention" in states:
            return "needs_attention"
        count = self.count(wanted)
        return "complete" if count.accepted == count.wanted else "waiting"

    def count(self, wanted: Sequence[str]) -> PapersCount:
        """The numbers behind the state; all 0 where nothing came yet."""
        states = [paper.state for paper in self.papers if paper.state != "waiting"]
        if not states:
            return PapersCount()
        accepted = {paper.kind for paper in self.papers if paper.state == "accepted"}
        return PapersCount(len(accepted & set(wanted)), len(wanted), states.count("uploaded"))

    @property
    def is_to_be_reviewed(self) -> bool:
        """Whether an officer has something to look at."""
        return any(paper.state == "uploaded" for paper in self.papers)

    def _replaced(self, paper: SentPaper) -> PaperFolder:
        return self._next([paper if each.id == paper.id else each for each in self.papers])

    def _next(self, papers: Sequence[SentPaper]) -> PaperFolder:
        return replace(self, papers=tuple(papers), version=self.version + 1)


@dataclass(frozen=True)
class PaperCheck:
    """What an office looks at before the visit, and the sentences that go with it.

    ``hints`` has a line for each kind that is offered (empty where nothing needs saying), and
    ``notices`` for some that are not, saying why they are better only brought;
    ``reasons`` are the sentences of what the program finds wrong, ``asks`` those of an officer.
    """

    hints: Mapping[str, Text]
    notices: Mapping[str, Text]
    reasons: Mapping[str, Text]
    asks: Mapping[str, Text]

    def wanted(self, booking: Booking) -> tuple[str, ...]:
        """The papers of a couple's own list that it may send."""
        return tuple(id_ for id_ in booking.documents if id_ in self.hints)

    def brought_only(self, booking: Booking) -> tuple[str, ...]:
        """The papers of its list that are better not sent, and have a notice that says so."""
        return tuple(id_ for id_ in booking.documents if id_ in self.notices)


@dataclass(frozen=True)
class UploadForm:
    """Where a browser sends a file, with fields that fix its key, type, size and last moment."""

    url: str
    fields: Mapping[str, str]
    expires_in: timedelta = UPLOAD_WITHIN


def must_be_open(booking: Booking, now: datetime) -> None:
    """Raise ``PapersClosed`` once there is no visit to come."""
    if booking.status != "booked" or now >= booking.ends_at:
        raise PapersClosed


def kept_until(booking: Booking) -> date:
    """The day on which what was sent is deleted: at once where the visit was cancelled."""
    return date.min if booking.status == "cancelled" else booking.date + KEPT_AFTER_VISIT
