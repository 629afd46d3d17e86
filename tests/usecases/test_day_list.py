"""The office's table of one day."""

from __future__ import annotations

from datetime import date, time

from chalicelib.usecases.day_list import DayList, day_list
from tests.builders import A_MONDAY, NOW, make_office, make_rules, make_stored
from tests.fakes import FrozenClock, InMemoryBookingStore, SomeOffices


def make_list(store: InMemoryBookingStore, day: date = A_MONDAY, **rules: object) -> DayList:
    offices = SomeOffices([make_office(**rules)])
    return day_list("bang-rak", day, offices=offices, store=store, clock=FrozenClock())


def test_a_day_without_bookings_is_a_table_of_fifteen_empty_lines() -> None:
    listed = make_list(InMemoryBookingStore())

    assert [row.order for row in listed.rows] == list(range(1, 16))
    assert all(row.booking is None for row in listed.rows)
    assert (listed.bookings, listed.made_at) == (0, NOW)


def test_a_couple_stands_in_the_line_of_its_slot() -> None:
    store = InMemoryBookingStore()
    make_stored(store, slot=4, start=time(9, 31), end=time(10, 0))

    listed = make_list(store)

    assert listed.rows[3].booking is not None
    assert listed.bookings == 1


def test_a_booking_stays_on_the_list_when_the_table_no_longer_has_its_slot() -> None:
    store = InMemoryBookingStore()
    make_stored(store, slot=15, start=time(15, 31), end=time(16, 0))

    listed = make_list(store, slots=make_rules().slots[:3])

    assert len(listed.rows) == 4
    assert listed.rows[-1].booking is not None
    assert listed.rows[-1].slot.start == time(15, 31)


def test_a_list_can_be_made_for_a_closed_day() -> None:
    assert make_list(InMemoryBookingStore(), date(2026, 12, 12)).bookings == 0
