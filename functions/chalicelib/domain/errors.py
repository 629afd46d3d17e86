"""Everything NatRak can refuse, as one tree of errors.

Each leaf has a stable ``code``: the same word is the Python class, the ``code`` of the problem
document, and the key of the sentence in ``data/messages.json``. Facts ride as attributes; nobody
ever searches the text of a message.

    Refusal
    ├── NotFound            OfficeUnknown, BookingUnknown, SurveyUnknown, RouteUnknown, PapersOff,
    │                       PaperUnknown
    ├── Conflict            SlotTaken, OpenBookingExists, NotChangeable, AlreadyAnswered,
    │                       PapersClosed, TooManyPapers
    ├── Unbookable          SlotUnknown, SlotPast, DayPast, DayClosed, OutsideWindow, NotOpenYet
    ├── PressRefused        AlreadyArrived, AlreadyStarted, AlreadyFinished, AlreadyNoShow,
    │                       NotStarted, NothingToUndo, RecordChanged, RecordFull,
    │                       BookingCancelled, StartBeforeArrival, FinishBeforeStart,
    │                       NoShowTooEarly, TimeNeeded, TimeInFuture
    ├── BadRequest          ValidationFailed, IdempotencyKeyReused, MalformedJson, BodyTooLarge,
    │                       UnsupportedMediaType, MethodNotAllowed
    ├── LinkRefused         LinkInvalid, LinkExpired, LinkRevoked, SurveyExpired
    └── Unavailable         TooManyRequests, TryAgain, InternalError
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


class Refusal(Exception):
    """A request that NatRak understood and will not carry out, with its reason."""

    code: ClassVar[str]

    @property
    def facts(self) -> dict[str, object]:
        """What the caller may know beyond the code, as JSON values."""
        return {}

    @property
    def errors(self) -> Sequence[FieldError]:
        """The fields of the request that were wrong, if it was about fields."""
        return ()


@dataclass(frozen=True)
class FieldError:
    """One wrong field: ``field`` is a path such as ``couple[0].name`` or a header's name."""

    field: str
    code: str


class NotFound(Refusal):
    """What was asked for is not here (or not for this caller: both look the same)."""


class OfficeUnknown(NotFound):
    """No office of this id, or it does not take bookings."""

    code = "office_unknown"


class BookingUnknown(NotFound):
    """No such reference, or the token is not the booking's: nobody can tell which."""

    code = "booking_unknown"


class SurveyUnknown(NotFound):
    """The token opens no survey: it is incomplete, changed, or none of ours."""

    code = "survey_unknown"


class RouteUnknown(NotFound):
    """No such address under ``/api``."""

    code = "route_unknown"


class PapersOff(NotFound):
    """This copy of NatRak takes no pictures of papers; the booking stands without."""

    code = "papers_off"


class PaperUnknown(NotFound):
    """The couple sent no such paper, or there is nothing of it to be seen."""

    code = "paper_unknown"


class Conflict(Refusal):
    """The request was right, and somebody else was first."""


class SlotTaken(Conflict):
    """All places of the slot are taken; ``free_slots`` are the numbers of that day's free ones."""

    code = "slot_taken"

    def __init__(self, free_slots: Sequence[int]) -> None:
        super().__init__(self.code)
        self.free_slots = tuple(free_slots)

    @property
    def facts(self) -> dict[str, object]:
        return {"free_slots": list(self.free_slots)}


class OpenBookingExists(Conflict):
    """This phone has an open booking at this office; whose, and which, nobody is told."""

    code = "open_booking_exists"


class NotChangeable(Conflict):
    """The booking is cancelled, or it is too late to change it this way."""

    code = "not_changeable"


class AlreadyAnswered(Conflict):
    """This visit's survey has been answered; by whom and with what, nobody can look up."""

    code = "already_answered"


class PapersClosed(Conflict):
    """The booking is cancelled or over, so there is nothing to check papers for."""

    code = "papers_closed"


class TooManyPapers(Conflict):
    """The couple has sent as many files as one booking may have."""

    code = "too_many_papers"


class Unbookable(Refusal):
    """The day or the slot cannot be booked by anybody."""


class SlotUnknown(Unbookable):
    """The office's table has no slot of this number."""

    code = "slot_unknown"


class DayPast(Unbookable):
    """The day is over."""

    code = "day_past"


class DayClosed(Unbookable):
    """The office does not register marriages that day."""

    code = "day_closed"


class SlotPast(Unbookable):
    """The slot has ended."""

    code = "slot_past"


class OutsideWindow(Unbookable):
    """The day is not open for booking yet, or no longer."""

    code = "outside_window"


class NotOpenYet(Unbookable):
    """The day's places are given out from ``opens_at`` on."""

    code = "not_open_yet"

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(self.code)
        self.opens_at = opens_at

    @property
    def facts(self) -> dict[str, object]:
        return {"opens_at": self.opens_at.isoformat(timespec="seconds")}


class PressRefused(Refusal):
    """A press at the desk that does not fit what is noted; ``record`` is what is noted."""

    def __init__(self, record: dict[str, object]) -> None:
        super().__init__(self.code)
        self.record = record

    @property
    def facts(self) -> dict[str, object]:
        return {"record": self.record}


class AlreadyArrived(PressRefused):
    """The couple is here already."""

    code = "already_arrived"


class AlreadyStarted(PressRefused):
    """Somebody has started to serve the couple; the record says who and when."""

    code = "already_started"


class AlreadyFinished(PressRefused):
    """The service was finished before."""

    code = "already_finished"


class AlreadyNoShow(PressRefused):
    """The couple was noted as not having come before."""

    code = "already_no_show"


class NotStarted(PressRefused):
    """A service that did not start cannot finish."""

    code = "not_started"


class NothingToUndo(PressRefused):
    """No press stands."""

    code = "nothing_to_undo"


class RecordChanged(PressRefused):
    """Somebody pressed after what the caller saw, and only what was seen is undone."""

    code = "record_changed"


class RecordFull(PressRefused):
    """More presses than any couple needs."""

    code = "record_full"


class BookingCancelled(PressRefused):
    """The couple gave its place back."""

    code = "booking_cancelled"


class StartBeforeArrival(PressRefused):
    """The start is earlier than the arrival."""

    code = "start_before_arrival"


class FinishBeforeStart(PressRefused):
    """The finish is earlier than the start."""

    code = "finish_before_start"


class NoShowTooEarly(PressRefused):
    """Their slot has not begun."""

    code = "no_show_too_early"


class TimeNeeded(PressRefused):
    """The couple's day is not today, so the press must say its time."""

    code = "time_needed"


class TimeInFuture(PressRefused):
    """The time is after the service's clock."""

    code = "time_in_future"


class BadRequest(Refusal):
    """The request itself must be changed before it can be answered."""


class ValidationFailed(BadRequest):
    """Fields that are missing, unknown or wrong, every one of them named."""

    code = "validation_failed"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(self.code)
        self._errors = tuple(errors)

    @property
    def errors(self) -> Sequence[FieldError]:
        return self._errors


class IdempotencyKeyReused(BadRequest):
    """The key was used before, for another booking."""

    code = "idempotency_key_reused"


class MalformedJson(BadRequest):
    """The body is no JSON."""

    code = "malformed_json"


class BodyTooLarge(BadRequest):
    """The body is larger than any honest request."""

    code = "body_too_large"


class UnsupportedMediaType(BadRequest):
    """The body is not declared as JSON."""

    code = "unsupported_media_type"


class MethodNotAllowed(BadRequest):
    """The address exists, but not with this method."""

    code = "method_not_allowed"


class LinkRefused(Refusal):
    """A link that opens nothing."""


class LinkInvalid(LinkRefused):
    """Missing, forged, changed, or made for another office, day or purpose."""

    code = "link_invalid"


class LinkExpired(LinkRefused):
    """It was good, until its time ran out."""

    code = "link_expired"


class LinkRevoked(LinkRefused):
    """It was good, until the office took it back."""

    code = "link_revoked"


class SurveyExpired(LinkRefused):
    """The visit was too long ago for its survey."""

    code = "survey_expired"


class Unavailable(Refusal):
    """Not now; the same request may go through after ``retry_after`` seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(self.code)
        self.retry_after = retry_after


class TooManyRequests(Unavailable):
    """More than one couple needs; the same request may go through after ``retry_after`` seconds."""

    code = "too_many_requests"


class TryAgain(Unavailable):
    """The database is busy or out of reach. Nothing is known to be booked."""

    code = "try_again"


class InternalError(Unavailable):
    """A fault of ours that nobody foresaw."""

    code = "internal_error"


def all_codes() -> frozenset[str]:
    """Every code of the tree."""
    return frozenset(cls.code for cls in _leaves(Refusal))


def _leaves(cls: type[Refusal]) -> Iterator[type[Refusal]]:
    below = cls.__subclasses__()
    if not below:
        yield cls
    for sub in below:
        yield from _leaves(sub)
