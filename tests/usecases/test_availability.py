"""What is shown as free is what can be booked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.days import Closure, Opening
from chalicelib.domain.errors import OfficeUnknown, SlotTaken, ValidationFailed
from chalicelib.domain.offices import Venue
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Text
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings
from tests.builders import A_MONDAY, NOW, TODAY, make_office, make_request, make_stored, phone_of
from tests.fakes import FrozenClock, InMemoryBookingStore, SomeOffices

HALL = Venue(Text("หอประชุม", "the hall"), Text("ถนนตัวอย่าง", "Example Road"))


def make_availability(store: InMemoryBookingStore, **rules: object) -> Availability:
    return Availability(SomeOffices([make_office(**rules)]), store, FrozenClock())


def test_the_calendar_covers_the_whole_window_by_default() -> None:
    shown = make_availability(InMemoryBookingStore()).days("bang-rak", None, None)

    assert shown.days[0].date == date(2026, 12, 2)
    assert shown.days[-1].date == TODAY + timedelta(days=60)


def test_a_special_day_behind_the_window_is_listed_from_its_announcement_on() -> None:
    store = InMemoryBookingStore()
    valentines, later = date(2027, 2, 14), date(2027, 3, 1)
    opens_at = NOW + timedelta(days=3)
    store.set_change("bang-rak", valentines, Opening(HALL, capacity=999, opens_at=opens_at))
    store.set_change("bang-rak", later, Closure(Text("ปิด", "closed")))
    availability = make_availability(store)

    window_end, special = availability.days("bang-rak", None, None).days[-2:]

    assert window_end.date == TODAY + timedelta(days=60)
    assert (special.date, special.opens_at) == (valentines, opens_at)
    assert special.closed is not None

    opened = Availability(availability.offices, store, FrozenClock(opens_at))
    special = opened.days("bang-rak", None, None).days[-1]

    assert (special.date, special.closed, special.free) == (valentines, None, 999 * 15)


def test_a_special_day_that_opens_with_the_window_is_listed_with_it() -> None:
    store = InMemoryBookingStore()
    store.set_change("bang-rak", date(2027, 2, 14), Opening(HALL, capacity=2))

    shown = make_availability(store).days("bang-rak", None, None).days

    assert shown[-1].date == TODAY + timedelta(days=60)


def test_a_day_counts_its_free_places() -> None:
    store = InMemoryBookingStore()
    make_stored(store, slot=1)
    make_stored(store, slot=5, reference="WXYZ-6789")

    (monday,) = make_availability(store).days("bang-rak", A_MONDAY, A_MONDAY).days

    assert (monday.free, monday.capacity) == (13, 15)


def test_a_slot_of_several_places_counts_them() -> None:
    store = InMemoryBookingStore()
    make_stored(store, place=2)

    first, second, *_ = make_availability(store, capacity=4).slots("bang-rak", A_MONDAY).slots

    assert (first.free, first.capacity) == (3, 4)
    assert second.free == 4


def test_a_lowered_capacity_never_shows_less_than_nothing() -> None:
    store = InMemoryBookingStore()
    make_stored(store, place=2)
    make_stored(store, place=1, reference="WXYZ-6789")
    lowered = make_availability(store, capacity=1)

    first, *_ = lowered.slots("bang-rak", A_MONDAY).slots
    (monday,) = lowered.days("bang-rak", A_MONDAY, A_MONDAY).days

    assert first.free == 0
    assert monday.free == 14


def test_a_closed_day_has_no_slots_and_says_why() -> None:
    shown = make_availability(InMemoryBookingStore()).slots("bang-rak", date(2026, 12, 12))

    assert shown.slots == []
    assert shown.closed is not None


def test_half_past_twelve_to_one_is_never_offered() -> None:
    shown = make_availability(InMemoryBookingStore()).slots("bang-rak", A_MONDAY)

    assert len(shown.slots) == 15
    for each in shown.slots:
        assert not each.slot.start.isoformat("minutes") <= "12:45" <= each.slot.end.isoformat()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 12, 14), date(2026, 12, 13)),
        (date(2026, 12, 1), date(2027, 3, 3)),
        (date(2026, 1, 1), None),
        (None, date(2030, 1, 1)),
    ],
)
def test_a_span_that_runs_backwards_or_over_92_days_is_refused(
    first: date | None, last: date | None
) -> None:
    with pytest.raises(ValidationFailed):
        make_availability(InMemoryBookingStore()).days("bang-rak", first, last)


def test_92_days_are_not_too_many() -> None:
    shown = make_availability(InMemoryBookingStore()).days(
        "bang-rak", date(2026, 12, 1), date(2027, 3, 2)
    )

    assert len(shown.days) == 92


def test_an_office_without_booking_shows_no_days() -> None:
    with pytest.raises(OfficeUnknown):
        make_availability(InMemoryBookingStore()).days("dusit", None, None)


def test_every_slot_shown_free_can_be_booked_and_every_other_cannot() -> None:
    store = InMemoryBookingStore()
    offices = SomeOffices([make_office()])
    bookings = Bookings(offices, data_files.checklist(), store, Secrets(b"key"), FrozenClock())
    for slot in (2, 3, 11):
        bookings.book(
            make_request(slot=slot, phone=phone_of(slot)), f"couple-of-the-slot-{slot:02}"
        )

    shown = Availability(offices, store, FrozenClock()).slots("bang-rak", A_MONDAY)

    for each in shown.slots:
        wish = make_request(slot=each.slot.number, phone=phone_of(100 + each.slot.number))
        key = f"late-couple-of-slot-{each.slot.number:02}"
        if each.free:
            assert bookings.book(wish, key).made_now
        else:
            with pytest.raises(SlotTaken):
                bookings.book(wish, key)
