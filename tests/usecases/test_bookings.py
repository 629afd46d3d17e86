"""Making a booking, finding it again, moving it, giving it up: as rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking
from chalicelib.domain.days import Closure, Opening
from chalicelib.domain.errors import (
    BookingUnknown,
    DayClosed,
    DayPast,
    IdempotencyKeyReused,
    NotChangeable,
    OfficeUnknown,
    OpenBookingExists,
    OutsideWindow,
    SlotTaken,
    SlotUnknown,
    TooManyRequests,
)
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.offices import Venue
from chalicelib.domain.ports import PlaceTaken
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Text
from chalicelib.usecases.bookings import Bookings
from chalicelib.usecases.days import Days
from tests.builders import A_MONDAY, NOW, make_office, make_request, phone_of, place
from tests.fakes import FrozenClock, InMemoryBookingStore, Line, SomeOffices

KEY = "a-couple-s-own-key"
OTHER_KEY = "another-couple-s-key"
FRIDAY = date(2026, 12, 11)
TRAINING = Text("อบรมเจ้าหน้าที่", "staff training")


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
        rest=lambda: timedelta(minutes=7),
    )


def make_days(bookings: Bookings) -> Days:
    return Days(bookings.offices, bookings.store, bookings.clock)


def book(bookings: Bookings, couple: int, **values: object) -> Booking:
    """The booking of a couple with a phone and a key of its own."""
    request = make_request(phone=phone_of(couple), **values)
    return bookings.book(request, f"key-of-couple-number-{couple:03}").booking


def test_a_couple_gets_the_slot_it_asked_for() -> None:
    booked = make_bookings().book(make_request(slot=9), KEY)

    assert booked.made_now
    assert booked.booking.date == A_MONDAY
    assert booked.booking.start.isoformat("minutes") == "12:01"
    assert booked.booking.made_at == NOW
    assert booked.venue.name.en == "Bang Rak District Office"


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


def test_a_repeat_finds_its_booking_after_it_was_moved_or_cancelled() -> None:
    bookings = make_bookings()
    moved = bookings.move(bookings.book(make_request(), KEY).booking, FRIDAY, 3)
    assert bookings.book(make_request(), KEY).booking == moved

    cancelled = bookings.cancel(moved)
    assert bookings.book(make_request(), KEY).booking == cancelled


def test_the_same_key_for_another_request_is_refused() -> None:
    bookings = make_bookings()
    bookings.book(make_request(), KEY)

    with pytest.raises(IdempotencyKeyReused):
        bookings.book(make_request(slot=2), KEY)


def test_a_refusal_is_not_remembered_as_the_answer_of_a_key() -> None:
    bookings = make_bookings()
    book(bookings, 1)
    with pytest.raises(SlotTaken):
        book(bookings, 2)

    assert book(bookings, 2, slot=2)


def test_a_taken_slot_is_refused_with_the_free_ones_of_that_day() -> None:
    bookings = make_bookings()
    book(bookings, 1, slot=3)

    with pytest.raises(SlotTaken) as refused:
        book(bookings, 2, slot=3)

    assert refused.value.free_slots == (1, 2, *range(4, 16))


def test_a_slot_of_three_places_takes_three_couples_and_no_more() -> None:
    bookings = make_bookings(capacity=3)

    places = {book(bookings, couple).place for couple in range(3)}

    assert places == {1, 2, 3}
    with pytest.raises(SlotTaken):
        book(bookings, 3)


def test_two_keys_that_share_a_reference_by_chance_both_get_a_booking() -> None:
    bookings = make_bookings(secrets=SameFirstReference(b"key"))
    first = book(bookings, 1)
    second = book(bookings, 2, slot=2)

    assert first.reference == "SAME-SAME"
    assert second.reference != "SAME-SAME"
    assert book(bookings, 2, slot=2) == second


def test_a_repeat_is_found_under_its_second_reference_when_the_day_is_over() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock, secrets=SameFirstReference(b"key"))
    book(bookings, 1)
    second = book(bookings, 2, slot=2)
    clock.moment += timedelta(days=100)

    assert book(bookings, 2, slot=2) == second


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


def test_a_phone_with_an_open_booking_is_told_to_call_the_office() -> None:
    bookings = make_bookings()
    bookings.book(make_request(), KEY)

    with pytest.raises(OpenBookingExists):
        bookings.book(make_request(slot=2), OTHER_KEY)


def test_an_open_booking_is_told_before_a_taken_slot() -> None:
    bookings = make_bookings()
    bookings.book(make_request(), KEY)

    with pytest.raises(OpenBookingExists):
        bookings.book(make_request(), OTHER_KEY)


def test_a_fourth_booking_of_a_phone_within_a_day_is_told_when_to_come_back() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    for number in range(3):
        made = bookings.book(make_request(slot=number + 1), f"key-of-try-number-{number}")
        bookings.cancel(made.booking)
        clock.moment += timedelta(hours=1)

    with pytest.raises(TooManyRequests) as refused:
        bookings.book(make_request(slot=9), KEY)

    assert refused.value.retry_after == 21 * 3600
    clock.moment += timedelta(hours=21)
    assert bookings.book(make_request(slot=9), KEY).made_now


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

    by_default = book(bookings, 1)
    chosen = book(bookings, 2, slot=2, documents=("R01",))

    assert "R12" in by_default.documents
    assert chosen.documents == ("R01",)


class LateEcho(InMemoryBookingStore):
    """Another copy of the same submit wins while this one is on its way."""

    def add(self, booking: Booking, entry: OutboxEntry, *, counted: bool = True) -> None:
        if not self.bookings:
            super().add(booking, entry, counted=counted)
            raise PlaceTaken
        super().add(booking, entry, counted=counted)


def test_couples_who_lose_a_place_together_do_not_all_try_the_same_one_next() -> None:
    tried = []
    for couple in range(200):
        store = InMemoryBookingStore()
        # Half of the slot went to others; whoever tried there first has to try again.
        store.lines = {("bang-rak", place(1, number)): Line("AAAA-2222") for number in range(1, 21)}
        tried.append(book(make_bookings(store, capacity=40), couple).place)

    ((_, most),) = Counter(tried).most_common(1)
    assert most <= 30
    assert min(tried) > 20


def test_a_copy_of_a_submit_that_took_the_last_place_is_found_by_the_other() -> None:
    booked = make_bookings(store=LateEcho()).book(make_request(), KEY)

    assert not booked.made_now
    assert booked.booking.slot == 1


def test_an_office_that_stops_taking_bookings_keeps_those_it_has() -> None:
    bookings = make_bookings()
    booking = bookings.book(make_request(), KEY).booking
    closed = replace(bookings, offices=SomeOffices([replace(make_office(), takes_bookings=False)]))

    assert closed.book(make_request(), KEY).booking == booking
    assert closed.look_up(booking.reference, closed.manage_token(booking)) == booking
    assert closed.cancel(booking).status == "cancelled"
    with pytest.raises(OfficeUnknown):
        book(closed, 2, slot=2)


def test_a_moved_booking_keeps_its_reference_and_frees_its_old_place() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)

    moved = bookings.move(booking, FRIDAY, 3)

    assert moved.reference == booking.reference
    assert (moved.held_place, moved.start.isoformat("minutes")) == (place(3, day=FRIDAY), "09:01")
    assert moved.sequence == 1
    assert book(bookings, 2).held_place == booking.held_place


def test_a_move_to_where_the_booking_is_changes_nothing() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)

    assert bookings.move(booking, booking.date, booking.slot) == booking


def test_a_move_to_a_taken_slot_keeps_the_old_place() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)
    book(bookings, 2, slot=2)

    with pytest.raises(SlotTaken) as refused:
        bookings.move(booking, A_MONDAY, 2)

    assert 2 not in refused.value.free_slots
    assert bookings.store.find(booking.reference) == booking


@pytest.mark.parametrize(
    ("day", "slot", "refusal"),
    [
        (date(2026, 12, 12), 1, DayClosed),
        (date(2027, 3, 1), 1, OutsideWindow),
        (date(2026, 11, 2), 1, DayPast),
        (FRIDAY, 16, SlotUnknown),
    ],
)
def test_a_move_obeys_the_rules_of_a_booking(day: date, slot: int, refusal: type) -> None:
    bookings = make_bookings()

    with pytest.raises(refusal):
        bookings.move(book(bookings, 1), day, slot)


def test_a_booking_can_be_moved_until_four_o_clock_of_the_day_before() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    booking = book(bookings, 1)
    clock.moment = datetime(2026, 12, 13, 16, 0, tzinfo=BANGKOK)

    with pytest.raises(NotChangeable):
        bookings.move(booking, date(2026, 12, 15), 1)

    clock.moment -= timedelta(seconds=1)
    assert bookings.move(booking, date(2026, 12, 15), 1).date == date(2026, 12, 15)


def test_a_booking_can_be_cancelled_until_its_slot_starts() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    booking = book(bookings, 1)
    clock.moment = booking.starts_at

    with pytest.raises(NotChangeable):
        bookings.cancel(booking)

    clock.moment -= timedelta(seconds=1)
    assert bookings.cancel(booking).status == "cancelled"


def test_a_cancelled_booking_can_be_neither_moved_nor_cancelled() -> None:
    bookings = make_bookings()
    cancelled = bookings.cancel(book(bookings, 1))

    with pytest.raises(NotChangeable):
        bookings.cancel(cancelled)
    with pytest.raises(NotChangeable):
        bookings.move(cancelled, FRIDAY, 3)


def test_a_booking_cancelled_meanwhile_is_not_moved() -> None:
    bookings = make_bookings()
    as_read = book(bookings, 1)
    bookings.cancel(as_read)

    with pytest.raises(NotChangeable):
        bookings.move(as_read, FRIDAY, 3)


def test_a_booking_moved_meanwhile_is_cancelled_where_it_is() -> None:
    bookings = make_bookings()
    as_read = book(bookings, 1)
    moved = bookings.move(as_read, FRIDAY, 3)

    cancelled = bookings.cancel(as_read)

    assert cancelled.held_place == moved.held_place
    assert book(bookings, 2, date=FRIDAY, slot=3)


def test_a_cancelled_place_comes_back_at_once_while_others_are_free() -> None:
    bookings = make_bookings()
    bookings.cancel(book(bookings, 1))

    assert book(bookings, 2)


def test_a_cancelled_place_of_a_full_day_comes_back_after_a_short_rest() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    first, *_ = [book(bookings, slot, slot=slot) for slot in range(1, 16)]
    bookings.cancel(first)

    with pytest.raises(SlotTaken):
        book(bookings, 99)
    clock.moment += timedelta(minutes=7)
    assert book(bookings, 99)


def test_a_place_that_was_moved_away_from_on_a_full_day_rests_like_a_cancelled_one() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    first, *_ = [book(bookings, slot, slot=slot) for slot in range(1, 16)]
    bookings.move(first, FRIDAY, 3)

    with pytest.raises(SlotTaken):
        book(bookings, 99)
    clock.moment += timedelta(minutes=7)
    assert book(bookings, 99)


def test_a_place_of_a_closed_day_that_was_moved_away_from_does_not_come_back() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)
    bookings.store.set_change("bang-rak", A_MONDAY, Closure(Text("น้ำท่วม", "flood")))

    bookings.move(booking, FRIDAY, 3)

    assert booking.held_place in bookings.store.day_now("bang-rak", A_MONDAY, NOW).taken


def test_the_history_of_a_booking_says_who_did_what_and_when() -> None:
    clock = FrozenClock()
    bookings = make_bookings(clock=clock)
    booking = book(bookings, 1)
    clock.moment += timedelta(hours=1)
    booking = bookings.move(booking, FRIDAY, 3)
    clock.moment += timedelta(hours=1)
    booking = bookings.cancel(booking)

    told = [(event.by, event.deed, event.at, event.place) for event in booking.history]
    assert told == [
        ("couple", "moved", NOW + timedelta(hours=1), place(3, day=FRIDAY)),
        ("couple", "cancelled", NOW + timedelta(hours=2), place(3, day=FRIDAY)),
    ]


def test_every_change_leaves_one_message() -> None:
    bookings = make_bookings()
    booking = bookings.cancel(bookings.move(book(bookings, 1), FRIDAY, 3))

    entries = bookings.store.entries  # type: ignore[attr-defined]
    assert [(entry.kind, entry.sequence) for entry in entries] == [
        ("booked", 0),
        ("moved", 1),
        ("cancelled", 2),
    ]
    assert {entry.reference for entry in entries} == {booking.reference}


def test_a_day_closed_by_staff_takes_no_more_couples_and_names_those_it_touches() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)

    touched = make_days(bookings).close("bang-rak", A_MONDAY, TRAINING)

    assert touched == [booking]
    with pytest.raises(DayClosed):
        book(bookings, 2, slot=2)


def test_a_place_cancelled_on_a_closed_day_does_not_come_back() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)
    make_days(bookings).close("bang-rak", A_MONDAY, TRAINING)
    bookings.cancel(booking)

    taken = bookings.store.day_now("bang-rak", A_MONDAY, NOW).taken

    assert booking.held_place in taken


def test_a_day_opened_again_is_as_it_was() -> None:
    bookings = make_bookings()
    booking = book(bookings, 1)
    days = make_days(bookings)
    days.close("bang-rak", A_MONDAY, TRAINING)

    assert days.undo("bang-rak", A_MONDAY) == []

    assert book(bookings, 2, slot=2)
    with pytest.raises(SlotTaken):
        book(bookings, 3, slot=booking.slot)


def test_a_special_opening_has_its_own_venue_and_places() -> None:
    bookings = make_bookings()
    sunday = date(2026, 12, 13)
    hall = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "Test Road"))
    make_days(bookings).open("bang-rak", sunday, Opening(hall, capacity=2))

    booked = [
        bookings.book(
            make_request(date=sunday, phone=phone_of(couple)), f"key-of-couple-number-{couple}"
        )
        for couple in (1, 2)
    ]

    assert {each.booking.place for each in booked} == {1, 2}
    assert {each.venue for each in booked} == {hall}
    with pytest.raises(SlotTaken):
        book(bookings, 3, date=sunday)


def test_a_smaller_opening_closes_what_it_takes_away_and_names_who_is_there() -> None:
    bookings = make_bookings(capacity=2)
    first, second = book(bookings, 1), book(bookings, 2)
    hall = Venue(Text("อาคารทดสอบ", "Test Hall"), Text("ถนนทดสอบ", "Test Road"))

    touched = make_days(bookings).open("bang-rak", A_MONDAY, Opening(hall, capacity=1))

    assert touched == [max(first, second, key=lambda booking: booking.place)]
    assert bookings.venue(first) == hall


def test_a_changed_table_does_not_move_anybody() -> None:
    bookings = make_bookings()
    booking = book(bookings, 15 - 14, slot=15)

    later = replace(
        bookings, offices=SomeOffices([make_office(slots=make_office().rules.slots[:3])])
    )

    assert later.look_up(booking.reference, later.manage_token(booking)).start.hour == 15
