"""What becomes of a decision about a day: told once each, and carried out whatever happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.offices import Venue
from chalicelib.domain.staff_links import StaffLink
from chalicelib.domain.text import Text
from chalicelib.usecases.day_changes import DayChanges, Decision
from chalicelib.usecases.day_errands import DayErrands
from chalicelib.usecases.days import LEFT_ALONE_FOR, Days
from tests.builders import A_MONDAY, NOW, make_office, make_stored
from tests.fakes import FrozenClock, InMemoryBookingStore, InMemoryOutbox, SomeOffices

LAMBDA_LIMIT = timedelta(seconds=20)
EMAIL = "couple@example.com"
CLOSED = Closure(Text("น้ำท่วม", "flood"))
TODAY = NOW.date()
LINK = StaffLink(
    "bang-rak", TODAY, TODAY, A_MONDAY, "office", NOW + timedelta(days=1), "a key", "a link"
)


def opening(venue: str, capacity: int = 1) -> Opening:
    return Opening(Venue(Text(venue, venue), Text("ถนน", "Road")), capacity)


@dataclass
class RunningClock(FrozenClock):
    """A clock of which each look takes a second."""

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class Office:
    """An officer who decides about that Monday, and the job of each minute."""

    store: InMemoryBookingStore
    outbox: InMemoryOutbox
    clock: FrozenClock
    changes: DayChanges

    def decide(self, change: DayChange | None) -> Decision:
        return self.changes.decide(LINK, A_MONDAY, change, preview=False)

    def a_minute_later(self) -> int:
        """The job runs; how many days it could not finish."""
        self.clock.moment += timedelta(minutes=1)
        return self.changes.errands.run_due()

    def told(self, reference: str = "ABCD-2345") -> list[str]:
        """The decisions that a couple was told of, in order."""
        kinds = {"closed", "venue"}
        mine = [entry for entry in self.outbox.entries if entry.reference == reference]
        return [entry.kind for entry in mine if entry.kind in kinds]

    def closed(self) -> list[int]:
        """The slots of which the first place cannot be had."""
        taken = self.store.day_now("bang-rak", A_MONDAY, self.clock.moment).taken
        return [each.slot for each in taken if each.number == 1]


def make_office_desk(clock: FrozenClock | None = None) -> Office:
    store, clock = InMemoryBookingStore(), clock or FrozenClock()
    outbox = InMemoryOutbox(store.entries)
    days = Days(SomeOffices([make_office()]), store, clock)
    errands = DayErrands(store, outbox, days, clock)
    return Office(store, outbox, clock, DayChanges(store, days, errands, clock))


@pytest.fixture
def office() -> Office:
    """With a couple that gave an address."""
    desk = make_office_desk()
    make_stored(desk.store, email=EMAIL)
    return desk


def dies(*_: Any, **__: Any) -> None:
    """As a function that has run out of time: nothing after it is done."""
    raise SystemExit


def test_each_closing_of_a_day_is_told(office: Office) -> None:
    for change in (CLOSED, None, CLOSED):
        office.decide(change)

    assert office.told() == ["closed", "venue", "closed"]


def test_each_change_of_the_building_is_told(office: Office) -> None:
    for venue in ("A", "B", "C"):
        office.decide(opening(venue))

    assert office.told() == ["venue", "venue", "venue"]


def test_the_same_decision_said_again_is_told_once(office: Office) -> None:
    first = office.decide(opening("A"))
    office.clock.moment += timedelta(hours=1)
    second = office.decide(opening("A"))

    assert office.told() == ["venue"]
    assert (first.already, second.already) == (False, True)
    # The officer whose answer was lost sees the same list.
    assert second.touched == first.touched


def test_another_reason_for_a_closed_day_is_not_told_again(office: Office) -> None:
    office.decide(CLOSED)

    again = office.decide(Closure(Text("ไฟดับ", "no power")))

    assert office.told() == ["closed"]
    assert [(each.because, each.by_mail) for each in again.touched] == [("closed", True)]


def test_who_booked_at_the_new_building_is_not_told_of_it(office: Office) -> None:
    office.decide(opening("A"))
    office.clock.moment += timedelta(hours=1)
    second = make_office().rules.slots[1]  # type: ignore[union-attr]
    make_stored(
        office.store,
        reference="WXYZ-6789",
        slot=second.number,
        start=second.start,
        end=second.end,
        email=EMAIL,
        made_at=office.clock.moment,
    )

    again = office.decide(opening("A"))

    assert office.told("WXYZ-6789") == []
    assert [each.booking.reference for each in again.touched] == ["ABCD-2345"]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (CLOSED, "close_places"),
        (CLOSED, "bookings_on"),
        (CLOSED, "leave_once"),
        (opening("A"), "open_places"),
        (opening("A"), "bookings_on"),
        (opening("A"), "leave_once"),
    ],
)
def test_a_decision_that_died_anywhere_is_carried_out_by_the_job(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: DayChange, step: str
) -> None:
    where = office.outbox if step == "leave_once" else office.store
    monkeypatch.setattr(where, step, dies)
    with pytest.raises(SystemExit):
        office.decide(change)
    monkeypatch.undo()

    assert office.a_minute_later() == 0

    assert office.told() == ["closed" if change is CLOSED else "venue"]
    assert office.closed() == (list(range(1, 16)) if change is CLOSED else [1])
    assert office.store.waiting_days == {}


@pytest.mark.parametrize("change", [CLOSED, opening("A")])
def test_a_decision_that_died_is_carried_out_by_saying_it_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: DayChange
) -> None:
    monkeypatch.setattr(office.outbox, "leave_once", dies)
    with pytest.raises(SystemExit):
        office.decide(change)
    monkeypatch.undo()
    assert office.told() == []

    again = office.decide(change)

    assert len(office.told()) == 1
    assert (again.already, again.finished, len(again.touched)) == (True, True, 1)
    assert office.a_minute_later() == 0
    assert len(office.told()) == 1


def test_the_job_leaves_a_decision_alone_while_its_request_may_live(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.outbox, "leave_once", dies)
    with pytest.raises(SystemExit):
        office.decide(CLOSED)
    monkeypatch.undo()

    office.clock.moment += LEFT_ALONE_FOR - timedelta(seconds=1)
    office.changes.errands.run_due()
    assert office.told() == []

    office.clock.moment += timedelta(seconds=1)
    office.changes.errands.run_due()
    assert office.told() == ["closed"]


def test_a_table_that_is_busy_leaves_the_rest_to_the_job_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> None:
        raise TryAgain

    monkeypatch.setattr(office.outbox, "leave_once", busy)
    decision = office.decide(CLOSED)
    monkeypatch.undo()

    assert not decision.finished
    assert [each.by_mail for each in decision.touched] == [True]
    office.a_minute_later()
    assert office.told() == ["closed"]


def test_a_day_of_999_couples_is_finished_round_by_round_and_each_is_told_once() -> None:
    office = make_office_desk(RunningClock())
    fair = opening("Hall", capacity=67)
    office.store.set_change("bang-rak", A_MONDAY, fair)
    references = [
        make_stored(
            office.store,
            reference=f"FAIR-{slot.number:02}{number:02}",
            slot=slot.number,
            start=slot.start,
            end=slot.end,
            place=number,
            email=EMAIL,
        ).reference
        for slot in make_office().rules.slots  # type: ignore[union-attr]
        for number in range(1, 68)
    ]
    assert len(references) == 1005

    began = office.clock.moment
    decision = office.decide(CLOSED)
    assert not decision.finished
    assert office.clock.moment - began < LAMBDA_LIMIT
    rounds = [office.a_minute_later() for _ in range(10)]

    assert (rounds[0], rounds[-1]) == (1, 0)
    entries = [entry for entry in office.outbox.entries if entry.kind == "closed"]
    assert Counter(entry.reference for entry in entries) == Counter(references)


def test_nobody_is_lost_when_the_next_decision_comes_before_the_first_was_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.outbox, "leave_once", dies)
    with pytest.raises(SystemExit):
        office.decide(opening("A"))
    monkeypatch.undo()

    # The same building, so that by itself it is news to nobody.
    office.decide(opening("A", capacity=2))

    assert office.told() == ["venue"]


def test_a_slow_closing_does_not_close_what_was_opened_again_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_places = office.store.close_places

    def slowly(*about: Any) -> Any:
        monkeypatch.undo()
        office.decide(None)
        return close_places(*about)

    monkeypatch.setattr(office.store, "close_places", slowly)
    office.decide(CLOSED)

    assert office.closed() == [1]
    assert office.store.change_of("bang-rak", A_MONDAY) is None
    assert office.store.waiting_days == {}


def test_of_two_officers_at_once_both_decisions_count_one_after_the_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = office.store.decide

    def beaten(*about: Any) -> None:
        monkeypatch.undo()
        office.decide(opening("A"))
        write(*about)

    monkeypatch.setattr(office.store, "decide", beaten)
    office.decide(opening("B"))

    decided = office.store.decided("bang-rak", A_MONDAY)
    assert (decided.change, decided.number, decided.heard) == (opening("B"), 2, (opening("A"),))
    assert office.told() == ["venue", "venue"]


def test_one_day_that_cannot_be_carried_out_keeps_no_other_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuesday = A_MONDAY + timedelta(days=1)
    for day in (A_MONDAY, tuesday):
        office.changes.days.decide("bang-rak", day, CLOSED)
    bookings_on = office.store.bookings_on

    def broken(office_id: str, day: Any) -> Any:
        if day == A_MONDAY:
            raise ValueError
        return bookings_on(office_id, day)

    monkeypatch.setattr(office.store, "bookings_on", broken)

    assert office.a_minute_later() == 1
    assert list(office.store.waiting_days) == [("bang-rak", A_MONDAY)]
