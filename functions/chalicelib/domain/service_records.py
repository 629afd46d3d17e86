"""What happened to a couple at the desk: came, was served, was done, or did not come.

A record is the presses made for the couple, in their order, and everything else follows from them.
Nothing is ever taken out: an undo is a press of its own, so who pressed what stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

from chalicelib.domain.errors import (
    AlreadyArrived,
    AlreadyFinished,
    AlreadyNoShow,
    AlreadyStarted,
    FinishBeforeStart,
    IdempotencyKeyReused,
    NoShowTooEarly,
    NothingToUndo,
    NotStarted,
    RecordChanged,
    RecordFull,
    StartBeforeArrival,
)

PressDeed = Literal["arrive", "start", "finish", "no-show", "undo"]
State = Literal["waiting", "arrived", "started", "finished", "no_show"]

PRESS_DEEDS: tuple[PressDeed, ...] = get_args(PressDeed)
_LEADS_TO: dict[PressDeed, State] = {
    "arrive": "arrived",
    "start": "started",
    "finish": "finished",
    "no-show": "no_show",
}
# Far more than any couple needs, and few enough to stay a small item.
MOST_PRESSES = 60


@dataclass(frozen=True)
class Press:
    """One press at the desk.

    ``at`` is when it happened, ``pressed_at`` when it was noted: they differ where a paper list is
    entered later. ``registered_at`` is the time written in the marriage register (คร.2).
    ``officer`` is who says to have pressed, ``link`` the id of the link it was pressed with,
    ``key`` a keyed fingerprint of the request's Idempotency-Key.
    """

    deed: PressDeed
    at: datetime
    pressed_at: datetime
    link: str
    officer: str | None = None
    remark: str | None = None
    registered_at: datetime | None = None
    key: str | None = None


@dataclass(frozen=True)
class ServiceRecord:
    """The presses of one couple; ``version`` goes up with each."""

    presses: tuple[Press, ...] = ()

    @property
    def version(self) -> int:
        return len(self.presses)

    @cached_property
    def state(self) -> State:
        return _LEADS_TO[self._standing[-1].deed] if self._standing else "waiting"

    @property
    def arrived_at(self) -> datetime | None:
        """When they came; who was called in at once came when the service started."""
        arrival = self._last("arrive") or self._last("start")
        return arrival.at if arrival else None

    @property
    def started_at(self) -> datetime | None:
        start = self._last("start")
        return start.at if start else None

    @property
    def finished_at(self) -> datetime | None:
        finish = self._last("finish")
        return finish.at if finish else None

    @property
    def registered_at(self) -> datetime | None:
        """The time in the marriage register, by which the office judges "on time"."""
        finish = self._last("finish")
        return finish.registered_at if finish else None

    @property
    def no_show(self) -> bool:
        return self.state == "no_show"

    @property
    def has_begun(self) -> bool:
        """Whether they are being served, or were."""
        return self.started_at is not None

    @property
    def minutes(self) -> int | None:
        """How long the service took, as the time sheet has it (ใช้เวลา): from minute to minute."""
        if self.started_at is None or self.finished_at is None:
            return None
        return int((_minute(self.finished_at) - _minute(self.started_at)).total_seconds() // 60)

    @property
    def officer(self) -> str | None:
        """Who serves them; before that, who pressed last."""
        start = self._last("start")
        if start and start.officer:
            return start.officer
        return _latest(press.officer for press in self._standing)

    @property
    def remark(self) -> str | None:
        """The last remark (หมายเหตุ) that was written, also with a press that was undone."""
        return _latest(press.remark for press in self.presses)

    def repeats(self, press: Press) -> bool:
        """Whether this very press was noted before; its answer was lost on the way.

        Raises ``IdempotencyKeyReused`` when its key was used for another press.
        """
        earlier = [each for each in self.presses if each.key and each.key == press.key]
        if earlier and earlier[0].deed != press.deed:
            raise IdempotencyKeyReused
        return bool(earlier)

    def with_press(
        self, press: Press, *, slot_starts: datetime, seen: int | None = None
    ) -> ServiceRecord:
        """The record after one more press, or the reason why it cannot be.

        ``seen`` is the version an undo was pressed on: what nobody has seen is not undone.
        """
        if self.version >= MOST_PRESSES:
            raise RecordFull(self.as_json())
        if press.deed == "arrive":
            self._must_not_be_here()
        elif press.deed == "start":
            self._must_be_startable(press)
        elif press.deed == "finish":
            self._must_be_finishable(press)
        elif press.deed == "no-show":
            self._must_be_missing(press, slot_starts)
        else:
            self._must_be_undoable(seen)
        return ServiceRecord((*self.presses, press))

    def as_json(self) -> dict[str, object]:
        """The record as it is told to staff, also with a refusal."""
        return {
            "version": self.version,
            "state": self.state,
            "arrived_at": _told(self.arrived_at),
            "started_at": _told(self.started_at),
            "finished_at": _told(self.finished_at),
            "registered_at": _told(self.registered_at),
            "no_show": self.no_show,
            "minutes": self.minutes,
            "officer": self.officer,
            "remark": self.remark,
            "presses": [
                {
                    "deed": press.deed,
                    "at": _told(press.at),
                    "pressed_at": _told(press.pressed_at),
                    "officer": press.officer,
                }
                for press in self.presses
            ],
        }

    @cached_property
    def _standing(self) -> tuple[Press, ...]:
        """The presses that were not undone."""
        standing: list[Press] = []
        for press in self.presses:
            if press.deed == "undo":
                standing.pop()
            else:
                standing.append(press)
        return tuple(standing)

    def _last(self, deed: PressDeed) -> Press | None:
        return next((press for press in reversed(self._standing) if press.deed == deed), None)

    def _must_not_be_here(self) -> None:
        if self.state in {"arrived", "started", "finished"}:
            raise AlreadyArrived(self.as_json())

    def _must_be_startable(self, press: Press) -> None:
        if self.has_begun:
            raise AlreadyStarted(self.as_json())
        if self.arrived_at and _minute(press.at) < _minute(self.arrived_at):
            raise StartBeforeArrival(self.as_json())

    def _must_be_finishable(self, press: Press) -> None:
        if self.finished_at:
            raise AlreadyFinished(self.as_json())
        if self.started_at is None:
            raise NotStarted(self.as_json())
        if _minute(press.at) < _minute(self.started_at):
            raise FinishBeforeStart(self.as_json())

    def _must_be_missing(self, press: Press, slot_starts: datetime) -> None:
        if self.no_show:
            raise AlreadyNoShow(self.as_json())
        self._must_not_be_here()
        if press.at < slot_starts:
            raise NoShowTooEarly(self.as_json())

    def _must_be_undoable(self, seen: int | None) -> None:
        if seen is not None and seen != self.version:
            raise RecordChanged(self.as_json())
        if not self._standing:
            raise NothingToUndo(self.as_json())


def _minute(moment: datetime) -> datetime:
    """Times from paper have no seconds, and are compared without."""
    return moment.replace(second=0, microsecond=0)


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _latest(values: Iterable[str | None]) -> str | None:
    return next((value for value in reversed(list(values)) if value), None)
