"""Papers sent before the visit, as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from chalicelib.domain.bookings import Booking
from chalicelib.domain.papers import Checklist
from chalicelib.domain.sent_papers import (
    CONTENT_TYPES,
    LARGEST_FILE,
    MOST_FILES,
    PaperCheck,
    PaperFolder,
    SentPaper,
    UploadForm,
)
from chalicelib.domain.text import Text
from chalicelib.domain.wording import clock_time
from chalicelib.routes.payloads import Payload


def document(paper: SentPaper, check: PaperCheck) -> Payload:
    """One file and what became of it."""
    return {
        "id": paper.id,
        "kind": paper.kind,
        "content_type": paper.content_type,
        "size": paper.size,
        "state": paper.state,
        "pages": paper.pages,
        "asked_at": paper.asked_at.isoformat(timespec="seconds"),
        **_said(paper, check),
    }


def upload(form: UploadForm, now: datetime) -> Payload:
    """Where the file goes: a POST of these fields, with the file as the last one."""
    return {
        "url": form.url,
        "fields": dict(form.fields),
        "expires_at": (now + form.expires_in).isoformat(timespec="seconds"),
    }


def couples_list(
    booking: Booking, folder: PaperFolder, check: PaperCheck, checklist: Checklist, now: datetime
) -> Payload:
    """All of a couple's files, and which papers may be sent."""
    there = [paper for paper in folder.papers if not paper.is_abandoned(now)]
    return {
        "reference": booking.reference,
        "papers_state": folder.state(check.wanted(booking)),
        "papers_count": asdict(folder.count(check.wanted(booking))),
        "documents": [document(paper, check) for paper in there],
        "kinds": _kinds(check.wanted(booking), check.hints, checklist),
        "bring": _kinds(check.brought_only(booking), check.notices, checklist),
        "content_types": list(CONTENT_TYPES),
        "largest_size": LARGEST_FILE,
        "left": max(0, MOST_FILES - len(there)),
    }


def _kinds(ids: Sequence[str], said: Mapping[str, Text], checklist: Checklist) -> list[Payload]:
    return [
        {
            "id": id_,
            "title": checklist.papers[id_].title.as_json(),
            "hint": said[id_].as_json(),
        }
        for id_ in ids
    ]


def couple_to_review(
    booking: Booking, folder: PaperFolder, check: PaperCheck, checklist: Checklist
) -> Payload:
    """One couple's files, for an officer."""
    return {
        "reference": booking.reference,
        "date": booking.date.isoformat(),
        "start": clock_time(booking.start),
        "end": clock_time(booking.end),
        "couple": [
            {"name": person.name, "nationality": person.nationality} for person in booking.couple
        ],
        "language": booking.language,
        "has_email": booking.email is not None,
        "phone": booking.phone,
        "papers_state": folder.state(check.wanted(booking)),
        "papers_count": asdict(folder.count(check.wanted(booking))),
        "documents": [
            document(paper, check) | {"title": _title(paper, checklist).as_json()}
            for paper in folder.papers
            if paper.state != "waiting"
        ],
        "not_sent": [
            checklist.papers[id_].title.as_json()
            for id_ in check.wanted(booking)
            if id_ not in {paper.kind for paper in folder.papers if paper.state != "waiting"}
        ],
    }


def asks(check: PaperCheck) -> list[Payload]:
    """Ready sentences for asking again."""
    return [{"code": code, **text.as_json()} for code, text in check.asks.items()]


def _title(paper: SentPaper, checklist: Checklist) -> Text:
    # A rule may have been taken out of the checklist since.
    found = checklist.papers.get(paper.kind)
    return found.title if found else Text(paper.kind, paper.kind)


def _said(paper: SentPaper, check: PaperCheck) -> dict[str, object]:
    return dict(_sentences(paper, check))


def _sentences(paper: SentPaper, check: PaperCheck) -> Iterator[tuple[str, object]]:
    if paper.reason and paper.reason in check.reasons:
        yield "reason", {"code": paper.reason, **check.reasons[paper.reason].as_json()}
    if paper.message:
        yield "message", paper.message
