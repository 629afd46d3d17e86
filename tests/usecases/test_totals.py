"""Kept totals are what counting everything anew would give, whatever happened in which order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking
from chalicelib.domain.day_totals import DayTotals, day_totals, total
from chalicelib.domain.messages import told
from chalicelib.domain.months import Month
from chalicelib.domain.satisfaction import Tally, tally
from chalicelib.domain.service_records import Press, PressDeed, ServiceRecord
from chalicelib.domain.survey import SurveyAnswer, SurveyPass
from chalicelib.usecases.totals import Totals
from tests.builders import make_booking, make_office
from tests.fakes import FrozenClock, InMemoryBookingStore, SomeOffices
from tests.fakes_totals import InMemorySurveyStore, InMemoryTotalsStore

FIRST = date(2026, 9, 1)
OFFICE = "bang-rak"


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BANGKOK)


@dataclass
class Office:
    """An office whose days go by, with everything that changes its totals."""

    clock: FrozenClock = field(default_factory=lambda: FrozenClock(noon(FIRST)))
    bookings: InMemoryBookingStore = field(default_factory=InMemoryBookingStore)
    surveys: InMemorySurveyStore = field(default_factory=InMemorySurveyStore)
    kept: InMemoryTotalsStore = field(default_factory=InMemoryTotalsStore)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def totals(self) -> Totals:
        offices = SomeOffices([make_office()])
        return Totals(offices, self.bookings, self.surveys, self.kept, self.clock)

    @property
    def today(self) -> date:
        return self.clock.moment.date()

    def book(self, days_ahead: int, channel: str = "web") -> Booking:
        number = next(self.numbers)
        booking = make_booking(
            reference=f"REF-{number}",
            phone_key=f"phone {number}",
            date=self.today + timedelta(days=days_ahead),
            place=number + 1,
            channel=channel,
            made_at=self.clock.moment,
        )
        self.bookings.add(booking, told(booking, "booked", booking.made_at))
        return booking

    def cancel(self, booking: Booking) -> None:
        now = self.clock.moment
        gone = booking.cancelled("staff", now)
        self.bookings.cancel(booking, gone, told(gone, "cancelled", now), free_again_at=None)

    def press(self, booking: Booking, deeds: list[tuple[PressDeed, int]]) -> None:
        """Note presses so many minutes after the slot began, as the desk does it."""
        at = booking.starts_at
        presses = [
            Press(deed, at + timedelta(minutes=late), self.clock.moment, "link")
            for deed, late in deeds
        ]
        self.bookings.bookings[booking.reference] = replace(
            booking, service=ServiceRecord(tuple(presses))
        )
        if booking.date < self.today:
            self.totals.recount(OFFICE, booking.date)

    def answer(self, month: Month, level: int) -> None:
        granted = SurveyPass(OFFICE, month, str(next(self.numbers)))
        self.surveys.add(granted, SurveyAnswer(OFFICE, month, {"overall": level}))

    def a_day_later(self, days: int = 1) -> None:
        self.clock.moment += timedelta(days=days)

    def by_hand(self) -> dict[date, DayTotals]:
        """Every booking there is, looked at one by one."""
        all_ = list(self.bookings.bookings.values())
        return {
            day: day_totals(
                [each for each in all_ if each.date == day and each.status == "booked"],
                [each for each in all_ if each.date == day and each.status == "cancelled"],
                is_over=day < self.today,
            )
            for day in {each.date for each in all_}
        }


@dataclass
class World:
    """What Hypothesis does to an office, step by step."""

    office: Office = field(default_factory=Office)
    open: list[Booking] = field(default_factory=list)


RECORDS: list[list[tuple[PressDeed, int]]] = [
    [("arrive", -5)],
    [("arrive", -5), ("start", 2), ("finish", 31)],
    [("start", 20), ("finish", 44)],
    [("no-show", 16)],
]
STEP = st.one_of(
    st.tuples(st.just("book"), st.integers(0, 20)),
    st.tuples(st.just("cancel"), st.integers(0, 50)),
    st.tuples(st.just("press"), st.integers(0, 50)),
    st.tuples(st.just("answer"), st.integers(1, 5)),
    st.tuples(st.just("later"), st.integers(1, 30)),
    st.tuples(st.just("night"), st.just(0)),
)


def take(world: World, step: tuple[str, int]) -> None:
    deed, number = step
    office = world.office
    if deed == "book":
        world.open.append(office.book(number, ("web", "facebook")[number % 2]))
    elif deed == "later":
        office.a_day_later(number)
    elif deed == "night":
        office.totals.keep()
    elif deed == "answer":
        office.answer(Month.of(office.today), number)
    elif world.open:
        booking = world.open.pop(number % len(world.open))
        if deed == "press" and booking.date <= office.today:
            office.press(booking, RECORDS[number % len(RECORDS)])
        elif deed == "cancel" and booking.date >= office.today:
            office.cancel(booking)


@settings(max_examples=150)
@given(st.lists(STEP, max_size=60))
def test_what_is_kept_equals_what_is_rebuilt_and_what_is_counted_by_hand(
    steps: list[tuple[str, int]],
) -> None:
    world = World()
    world.office.totals.keep()
    for step in steps:
        take(world, step)
    office, far = world.office, date(2032, 1, 1)
    office.totals.keep()

    before = (dict(office.kept.kept_days), dict(office.kept.kept_months))
    shown = office.totals.days(OFFICE, FIRST, far)
    office.totals.rebuild(OFFICE, FIRST)

    assert dict(office.kept.kept_days) == before[0]
    assert {
        month: each for (_, month), each in office.kept.kept_months.items() if each.couples
    } == {month: each for (_, month), each in before[1].items() if each.couples}
    assert shown == office.by_hand() == office.totals.days(OFFICE, FIRST, far)


def test_a_whole_year_of_kept_days_is_not_read_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    for _ in range(10):
        office.book(0)
        office.a_day_later()
    office.totals.keep()
    counted: list[date] = []
    real = Totals.counted
    monkeypatch.setattr(
        Totals, "counted", lambda self, id_, day: (counted.append(day), real(self, id_, day))[1]
    )

    shown = office.totals.days(OFFICE, FIRST, office.today)

    assert counted == [office.today]
    assert total(shown.values()).bookings == 10


def test_bookings_to_come_are_counted_where_there_may_be_some() -> None:
    office = Office()
    office.totals.keep()
    tomorrow, in_a_month = office.book(1), office.book(30)
    office.cancel(office.book(2))

    shown = office.totals.days(OFFICE, FIRST, FIRST + timedelta(days=365))

    assert set(shown) == {tomorrow.date, in_a_month.date, FIRST + timedelta(days=2)}


def test_an_entry_about_a_day_that_is_over_is_in_its_totals_at_once() -> None:
    office = Office()
    booking = office.book(0)
    office.a_day_later(30)
    office.totals.keep()

    office.press(booking, [("start", 3), ("finish", 30)])

    assert office.totals.days(OFFICE, FIRST, FIRST)[FIRST].minutes == {27: 1}


def test_days_before_the_first_run_are_found_by_it() -> None:
    office = Office()
    office.book(0)
    office.a_day_later(100)

    assert office.totals.keep() == 100
    assert office.totals.days(OFFICE, FIRST, FIRST)[FIRST].bookings == 1


def test_a_month_is_kept_once_nobody_can_answer_about_it_any_more() -> None:
    office = Office()
    office.totals.keep()
    september = Month.of(FIRST)
    office.answer(september, 5)
    office.clock.moment = noon(date(2026, 10, 31))
    office.totals.keep()
    assert (OFFICE, september) not in office.kept.kept_months
    office.answer(september, 3)

    office.clock.moment = noon(date(2026, 11, 1))
    office.totals.keep()

    assert office.kept.kept_months[OFFICE, september] == tally([{"overall": 5}, {"overall": 3}])
    assert office.totals.months(OFFICE, FIRST, FIRST) == {
        september: Tally(2, {"overall": {5: 1, 3: 1}})
    }
