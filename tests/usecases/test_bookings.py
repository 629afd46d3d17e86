"""Making a booking and finding it again, as rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.errors import (
    BookingUnknown,
    DayPast,
    IdempotencyKeyReused,
    OfficeUnknown,
    OutsideWindow,
    SlotTaken,
    SlotUnknown,
)
from chalicelib.domain.secrets import Secrets
from chalicelib.usecases.bookings import Bookings
from tests.builders import A_MONDAY, NOW, make_office, make_request
from tests.fakes import FrozenClock, InMemoryBookingStore, SomeOffices

KEY = "a-couple-s-own-key"
OTHER_KEY = "another-couple-s-key"


class SameFirstReference(Secrets):
    """Keys whose first reference always collides."""

    def references(self, idempotency_key: str) -> tuple[str, ...]:
        return ("SAME-SAME", *super().references(idempotency_key)[1:])


def make_bookings(
    store: InMemoryBookingStore | None = None,
    clock: FrozenClock | None = None,
    secrets: Secrets | None = None,
    **rules: object,
) -> Bookings:
    return Bookings(
        offices=SomeOffices([make_office(**rules)]),
        checklist=data_files.checklist(),
        store=store or InMemoryBookingStore(),
        secrets=secrets or Secrets(b"key"),
        clock=clock or FrozenClock(),
    )


def test_a_couple_gets_the_slot_it_asked_for() -> None:
    booked = make_bookings().book(make_request(slot=9), KEY)

    assert booked.made_now
    assert booked.booking.date == A_MONDAY
    assert booked.booking.start.isoformat("minutes") == "12:01"
    assert booked.booking.made_at == NOW


def test_the_same_submit_again_finds_the_booking_already_made() -> None:
    bookings = make_bookings()
    first = bookings.book(make_request(), KEY)

    again = bookings.book(make_request(), KEY)

    assert not again.made_now
    assert again.booking == first.booking


def test_a_repeat_finds_its_booking_even_after_the_day_was_over() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    first = bookings.book(make_request(), KEY)
    clock.moment += timedelta(days=100)

    assert bookings.book(make_request(), KEY).booking == first.booking
    with pytest.raises(DayPast):
        bookings.book(make_request(), OTHER_KEY)


def test_the_same_key_for_another_request_is_refused() -> None:
    bookings = make_bookings()
    bookings.book(make_request(), KEY)

    with pytest.raises(IdempotencyKeyReused):
        bookings.book(make_request(slot=2), KEY)


def test_a_refusal_is_not_remembered_as_the_answer_of_a_key() -> None:
    store = InMemoryBookingStore()
    bookings = make_bookings(store)
    bookings.book(make_request(), OTHER_KEY)
    with pytest.raises(SlotTaken):
        bookings.book(make_request(), KEY)

    assert bookings.book(make_request(slot=2), KEY).made_now


def test_a_taken_slot_is_refused_with_the_free_ones_of_that_day() -> None:
    bookings = make_bookings()
    bookings.book(make_request(slot=3), KEY)

    with pytest.raises(SlotTaken) as refused:
        bookings.book(make_request(slot=3), OTHER_KEY)

    assert refused.value.free_slots == (1, 2, *range(4, 16))


def test_a_slot_of_three_places_takes_three_couples_and_no_more() -> None:
    bookings = make_bookings(capacity=3)

    places = {
        bookings.book(make_request(), f"key-of-couple-number-{n}").booking.place for n in range(3)
    }

    assert places == {1, 2, 3}
    with pytest.raises(SlotTaken):
        bookings.book(make_request(), "key-of-couple-number-3")


def test_two_keys_that_share_a_reference_by_chance_both_get_a_booking() -> None:
    bookings = make_bookings(secrets=SameFirstReference(b"key"))
    first = bookings.book(make_request(), KEY)
    second = bookings.book(make_request(slot=2), OTHER_KEY)

    assert first.booking.reference == "SAME-SAME"
    assert second.booking.reference != "SAME-SAME"
    assert bookings.book(make_request(slot=2), OTHER_KEY).booking == second.booking


def test_a_repeat_is_found_under_its_second_reference_when_the_day_is_over() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock, secrets=SameFirstReference(b"key"))
    bookings.book(make_request(), KEY)
    second = bookings.book(make_request(slot=2), OTHER_KEY)
    clock.moment += timedelta(days=100)

    assert bookings.book(make_request(slot=2), OTHER_KEY).booking == second.booking


@pytest.mark.parametrize("slot", [0, -1, 16, 999])
def test_a_slot_that_is_not_in_the_table_is_refused(slot: int) -> None:
    with pytest.raises(SlotUnknown):
        make_bookings().book(make_request(slot=slot), KEY)


def test_an_office_that_takes_no_bookings_is_unknown_to_couples() -> None:
    with pytest.raises(OfficeUnknown):
        make_bookings().book(make_request(office_id="dusit"), KEY)


def test_midnight_in_bangkok_begins_the_day_on_a_machine_in_another_zone() -> None:
    just_before = FrozenClock(datetime(2026, 12, 1, 23, 59, 59, tzinfo=BANGKOK))
    just_after = FrozenClock(datetime(2026, 12, 2, 0, 0, 0, tzinfo=BANGKOK))
    wednesday = make_request(date=date(2026, 12, 2))

    assert make_bookings(clock=just_before).book(wednesday, KEY).made_now
    with pytest.raises(OutsideWindow):
        make_bookings(clock=just_after).book(wednesday, KEY)


def test_a_booking_is_shown_to_the_bearer_of_its_token_only() -> None:
    bookings = make_bookings()
    booking = bookings.book(make_request(), KEY).booking
    token = bookings.manage_token(booking)

    assert bookings.look_up(booking.reference, token) == booking
    with pytest.raises(BookingUnknown):
        bookings.look_up(booking.reference, token[:-1])
    with pytest.raises(BookingUnknown):
        bookings.look_up("ABCD-2345", token)


def test_papers_follow_from_the_nationalities_unless_the_couple_chose_them() -> None:
    bookings = make_bookings()

    by_default = bookings.book(make_request(), KEY).booking
    chosen = bookings.book(make_request(slot=2, documents=("R01",)), OTHER_KEY).booking

    assert "R12" in by_default.documents
    assert chosen.documents == ("R01",)
