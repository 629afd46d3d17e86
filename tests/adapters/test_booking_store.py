"""The contract of a booking store, kept by the fake, on moto and on DynamoDB Local alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from chalicelib.domain.bookings import Place
from chalicelib.domain.ports import BookingStore, PlaceTaken, ReferenceTaken
from tests.builders import A_MONDAY, make_booking

TUESDAY = date(2026, 12, 15)


def test_a_booking_comes_back_as_it_was_stored(store: BookingStore) -> None:
    booking = make_booking(email="mali@example.com", language="en", channel="line")

    store.add(booking)

    assert store.find(booking.reference) == booking


def test_a_reference_that_is_not_there_is_none(store: BookingStore) -> None:
    assert store.find("ABCD-2345") is None


def test_the_second_couple_is_told_that_the_place_is_taken(store: BookingStore) -> None:
    store.add(make_booking())

    with pytest.raises(PlaceTaken):
        store.add(make_booking(reference="WXYZ-6789", key="other"))

    assert store.find("WXYZ-6789") is None


def test_a_reference_that_is_there_is_told_with_its_booking(store: BookingStore) -> None:
    first = make_booking()
    store.add(first)

    with pytest.raises(ReferenceTaken) as found:
        store.add(make_booking(slot=2))

    assert found.value.booking == first
    assert store.taken_places_now("bang-rak", A_MONDAY) == [first.held_place]


def test_the_reference_is_judged_before_the_place(store: BookingStore) -> None:
    store.add(make_booking())

    with pytest.raises(ReferenceTaken):
        store.add(make_booking())


def test_taken_places_are_those_of_the_office_and_the_days_asked_for(store: BookingStore) -> None:
    for number, booking in enumerate(
        [
            make_booking(date=date(2026, 12, 11)),
            make_booking(slot=15, place=3),
            make_booking(date=TUESDAY),
            make_booking(date=date(2026, 12, 16)),
            make_booking(office_id="bang-rak-annex"),
        ]
    ):
        store.add(replace(booking, reference=f"AAAA-AAA{number + 2}"))

    assert store.taken_places("bang-rak", A_MONDAY, TUESDAY) == [
        Place(A_MONDAY, 15, 3),
        Place(TUESDAY, 1, 1),
    ]
    assert store.taken_places_now("bang-rak", TUESDAY) == [Place(TUESDAY, 1, 1)]


def test_the_days_bookings_come_in_the_order_of_their_places(store: BookingStore) -> None:
    for reference, slot, place in [("C", 11, 1), ("A", 2, 10), ("B", 2, 9)]:
        store.add(make_booking(reference=f"{reference * 4}-2345", slot=slot, place=place))

    listed = store.bookings_on("bang-rak", A_MONDAY)

    assert [booking.reference[0] for booking in listed] == ["B", "A", "C"]


def test_a_day_of_more_bookings_than_one_batch_is_listed_whole(store: BookingStore) -> None:
    for place in range(1, 131):
        store.add(make_booking(reference=f"REF{place}", place=place, start=time(8, 0)))

    assert len(store.bookings_on("bang-rak", A_MONDAY)) == 130


def test_a_day_without_bookings_is_an_empty_list(store: BookingStore) -> None:
    assert store.bookings_on("bang-rak", A_MONDAY) == []


def test_a_table_that_is_there_answers(store: BookingStore) -> None:
    store.ping()
