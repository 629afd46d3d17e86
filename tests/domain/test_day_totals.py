"""One day in numbers, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking
from chalicelib.domain.day_totals import NOTHING, DayTotals, day_totals, total
from chalicelib.domain.service_records import Press, PressDeed, ServiceRecord
from tests.builders import A_MONDAY, NOW, make_booking


def at(clock: str) -> datetime:
    return datetime.combine(A_MONDAY, time.fromisoformat(clock), BANGKOK)


def served(booking: Booking, *presses: tuple[PressDeed, str], registered: str = "") -> Booking:
    """The booking after these presses; the last carries the register's time."""
    noted = [Press(deed, at(clock), at(clock), "link") for deed, clock in presses]
    if registered:
        noted[-1] = replace(noted[-1], registered_at=at(registered))
    return replace(booking, service=ServiceRecord(tuple(noted)))


def a_day(*bookings: Booking, cancelled: tuple[Booking, ...] = (), **options: Any) -> DayTotals:
    return day_totals(bookings, cancelled, is_over=options.get("is_over", True))


def test_minutes_run_from_start_to_finish() -> None:
    one = served(make_booking(), ("arrive", "07:55"), ("start", "08:02"), ("finish", "08:30"))

    day = a_day(one)

    assert (day.minutes, day.finished, day.came, day.bookings) == ({28: 1}, 1, 1, 1)


def test_the_registers_time_counts_where_it_was_noted_and_else_the_desks() -> None:
    noted = served(make_booking(), ("start", "08:02"), ("finish", "08:30"), registered="08:12")
    not_noted = served(make_booking(), ("start", "07:58"), ("finish", "08:30"))

    day = a_day(noted, not_noted)

    assert (day.by_register, day.by_desk) == ({12: 1}, {-2: 1})


def test_delays_count_from_the_slots_own_start() -> None:
    later = make_booking(slot=2, start=time(8, 31), end=time(9, 0))

    day = a_day(served(later, ("start", "08:40")))

    assert day.by_desk == {9: 1}
    assert day.slots == {"08:31": 1}


def test_who_came_and_was_not_served_is_unserved_once_the_day_is_over() -> None:
    waiting = served(make_booking(), ("arrive", "07:55"))

    assert (a_day(waiting).unserved, a_day(waiting).came) == (1, 1)
    assert a_day(waiting, is_over=False).came == 0


def test_a_no_show_did_not_come_and_an_undone_press_counts_nothing() -> None:
    missed = served(make_booking(), ("no-show", "08:20"))
    by_mistake = served(make_booking(), ("arrive", "08:00"), ("undo", "08:01"))

    day = a_day(missed, by_mistake)

    assert (day.no_shows, day.came, day.bookings) == (1, 0, 2)


def test_a_cancelled_booking_is_a_booking_of_its_channel_and_of_no_slot() -> None:
    gone = make_booking(status="cancelled", channel="facebook")

    day = a_day(make_booking(), cancelled=(gone,))

    assert day.channels == {"web": 1, "facebook": 1}
    assert (day.bookings, day.cancelled, day.slots) == (2, 1, {"08:00": 1})


def test_lead_time_is_in_days_of_the_calendar() -> None:
    last_minute = make_booking(made_at=datetime.combine(A_MONDAY, time(0, 1), BANGKOK))
    the_evening_before = make_booking(made_at=last_minute.made_at - timedelta(minutes=2))

    assert a_day(make_booking(), last_minute, the_evening_before).leads == {13: 1, 0: 1, 1: 1}
    assert (A_MONDAY - NOW.date()).days == 13


def test_days_add_up() -> None:
    one = served(make_booking(), ("start", "08:02"), ("finish", "08:30"))
    other = served(make_booking(channel="line"), ("start", "08:02"), ("finish", "08:44"))

    assert total([a_day(one), NOTHING, a_day(other)]) == a_day(one, other)
    assert total([]) == NOTHING
