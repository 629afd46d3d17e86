"""The contract of a booking store, kept by the fake, on moto and on DynamoDB Local alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from chalicelib import clients
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys, writes
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.bookings import Booking
from chalicelib.domain.days import Closure, DayChange, DayDecision, DayErrand, Opening
from chalicelib.domain.messages import told
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.ports import (
    BookingChanged,
    BookingStore,
    CalendarLines,
    DayChanged,
    PhoneBookedTooOften,
    PhoneHasOpenBooking,
    PlaceTaken,
    ReferenceTaken,
)
from chalicelib.domain.service_records import Press, PressDeed
from chalicelib.domain.text import Text
from chalicelib.settings import Settings
from tests.builders import A_MONDAY, NOW, make_booking, make_entry, make_stored, place

TUESDAY = date(2026, 12, 15)
LATER = NOW + timedelta(hours=1)
OTHER = "WXYZ-6789"
SECOND_SLOT = Slot(2, time(8, 31), time(9, 0))


def move(
    store: BookingStore,
    before: Booking,
    slot: Slot = SECOND_SLOT,
    free_again_at: datetime | None = None,
) -> Booking:
    after = before.moved(slot, place(slot.number), "couple", LATER)
    store.move(before, after, told(after, "moved", LATER), free_again_at=free_again_at)
    return after


def cancel(store: BookingStore, before: Booking, free_again_at: datetime | None = None) -> Booking:
    after = before.cancelled("couple", LATER)
    store.cancel(before, after, told(after, "cancelled", LATER), free_again_at=free_again_at)
    return after


def taken(store: BookingStore, now: datetime = LATER) -> list[int]:
    return sorted(each.slot for each in store.day_now("bang-rak", A_MONDAY, now).taken)


def test_a_booking_comes_back_as_it_was_stored(store: BookingStore) -> None:
    booking = make_stored(store, email="mali@example.com", language="en", channel="line")

    assert store.find(booking.reference) == booking


def test_a_reference_that_is_not_there_is_none(store: BookingStore) -> None:
    assert store.find("ABCD-2345") is None


def test_the_second_couple_is_told_that_the_place_is_taken(store: BookingStore) -> None:
    make_stored(store)

    with pytest.raises(PlaceTaken):
        make_stored(store, reference=OTHER)

    assert store.find(OTHER) is None


def test_a_couple_that_lost_a_place_may_book_another_at_once(store: BookingStore) -> None:
    make_stored(store)
    with pytest.raises(PlaceTaken):
        make_stored(store, reference=OTHER)

    assert make_stored(store, reference=OTHER, slot=2)


def test_a_reference_that_is_there_is_told_with_its_booking(store: BookingStore) -> None:
    first = make_stored(store)

    with pytest.raises(ReferenceTaken) as found:
        make_stored(store, slot=2)

    assert found.value.booking == first
    assert taken(store) == [1]


def test_the_reference_is_judged_before_the_phone_and_the_phone_before_the_place(
    store: BookingStore,
) -> None:
    make_stored(store, phone_key="one phone")

    with pytest.raises(ReferenceTaken):
        make_stored(store, phone_key="one phone")
    with pytest.raises(PhoneHasOpenBooking):
        make_stored(store, phone_key="one phone", reference=OTHER)


def test_a_phone_has_one_open_booking_at_an_office(store: BookingStore) -> None:
    make_stored(store, phone_key="one phone")

    with pytest.raises(PhoneHasOpenBooking):
        make_stored(store, phone_key="one phone", reference=OTHER, slot=2)

    assert make_stored(store, phone_key="one phone", reference=OTHER, office_id="second-office")


def test_a_phone_may_book_again_once_its_slot_has_ended(store: BookingStore) -> None:
    first = make_stored(store, phone_key="one phone")
    again = {"phone_key": "one phone", "reference": OTHER, "date": TUESDAY}

    with pytest.raises(PhoneHasOpenBooking):
        make_stored(store, made_at=first.ends_at - timedelta(seconds=1), **again)

    assert make_stored(store, made_at=first.ends_at, **again)


def test_a_fourth_booking_of_a_phone_within_a_day_is_told_when_it_may(store: BookingStore) -> None:
    for hour in range(3):
        made = make_stored(
            store,
            phone_key="one phone",
            reference=f"AAAA-AAA{hour + 2}",
            slot=hour + 1,
            made_at=NOW + timedelta(hours=hour),
        )
        cancel(store, made)
    fourth = {"phone_key": "one phone", "reference": OTHER, "slot": 9}
    a_day_after_the_first = NOW + timedelta(hours=24)

    with pytest.raises(PhoneBookedTooOften) as refused:
        make_stored(store, made_at=a_day_after_the_first - timedelta(seconds=1), **fourth)

    assert refused.value.until == a_day_after_the_first
    assert make_stored(store, made_at=a_day_after_the_first, **fourth)


def test_a_refused_booking_does_not_count_for_the_phone(store: BookingStore) -> None:
    make_stored(store)
    for _ in range(5):
        with pytest.raises(PlaceTaken):
            make_stored(store, reference=OTHER, phone_key="unlucky phone")

    assert make_stored(store, reference=OTHER, phone_key="unlucky phone", slot=2)


def test_a_moved_booking_is_in_its_new_place_only(store: BookingStore) -> None:
    before = make_stored(store)

    after = move(store, before)

    assert store.find(before.reference) == after
    assert taken(store) == [2]
    assert [event.deed for event in after.history] == ["moved"]


def test_a_move_to_a_taken_place_leaves_everything_as_it_was(store: BookingStore) -> None:
    before = make_stored(store)
    make_stored(store, reference=OTHER, slot=2)

    with pytest.raises(PlaceTaken):
        move(store, before)

    assert store.find(before.reference) == before
    assert taken(store) == [1, 2]


def test_the_phone_is_busy_until_the_new_slot_has_ended(store: BookingStore) -> None:
    before = make_stored(store, phone_key="one phone")
    after = move(store, before)
    again = {"phone_key": "one phone", "reference": OTHER, "date": TUESDAY}

    with pytest.raises(PhoneHasOpenBooking):
        make_stored(store, made_at=before.ends_at, **again)

    assert make_stored(store, made_at=after.ends_at, **again)


def test_a_cancelled_booking_frees_its_place_and_its_phone(store: BookingStore) -> None:
    before = make_stored(store, phone_key="one phone")

    after = cancel(store, before)

    assert store.find(before.reference) == after
    assert taken(store) == []
    assert make_stored(store, phone_key="one phone", reference=OTHER)


def test_a_cancelled_booking_stays_in_the_history_of_its_day(store: BookingStore) -> None:
    cancelled = cancel(store, make_stored(store))

    assert store.bookings_on("bang-rak", A_MONDAY) == []
    assert store.cancelled_on("bang-rak", A_MONDAY) == [cancelled]
    assert store.cancelled_on("bang-rak", TUESDAY) == []


@pytest.mark.parametrize("give_up", [move, cancel])
def test_a_resting_place_comes_back_at_its_time(store: BookingStore, give_up: Any) -> None:
    give_up(store, make_stored(store), free_again_at=LATER + timedelta(minutes=7))
    just_before = LATER + timedelta(minutes=6, seconds=59)

    assert 1 in taken(store, just_before)
    with pytest.raises(PlaceTaken):
        make_stored(store, reference=OTHER, made_at=just_before)

    assert 1 not in taken(store, LATER + timedelta(minutes=7))
    assert make_stored(store, reference=OTHER, made_at=LATER + timedelta(minutes=7))


@pytest.mark.parametrize("change", [move, cancel])
def test_a_booking_that_changed_since_it_was_read_is_not_overwritten(
    store: BookingStore, change: object
) -> None:
    as_read = make_stored(store)
    there = move(store, as_read)

    with pytest.raises(BookingChanged):
        change(store, as_read)  # type: ignore[operator]

    assert store.find(as_read.reference) == there
    assert taken(store) == [2]


def test_a_cancelled_booking_cannot_be_cancelled_again(store: BookingStore) -> None:
    booking = make_stored(store)
    cancel(store, booking)

    with pytest.raises(BookingChanged):
        cancel(store, booking)


def test_places_are_those_of_the_office_and_the_days_asked_for(store: BookingStore) -> None:
    for number, values in enumerate(
        [
            {"date": date(2026, 12, 11)},
            {"slot": 15, "place": 3},
            {"date": TUESDAY},
            {"date": date(2026, 12, 16)},
            {"office_id": "bang-rak-annex"},
        ]
    ):
        make_stored(store, reference=f"AAAA-AAA{number + 2}", **values)

    shown = store.calendar("bang-rak", A_MONDAY, TUESDAY, NOW)

    assert list(shown.taken) == [place(15, 3), place(1, day=TUESDAY)]
    assert shown.changes == {}


HALL = Opening(
    Venue(Text("อาคาร", "Hall"), Text("ถนน", "Road")),
    capacity=37,
    slots=(Slot(1, time(8, 0), time(12, 0)),),
    opens_at=NOW,
)
FLOOD = Closure(Text("น้ำท่วม", "flood"))
ERRAND = DayErrand("bang-rak", A_MONDAY, due=LATER)


def decide(store: BookingStore, change: DayChange | None) -> DayDecision:
    before = store.decided("bang-rak", A_MONDAY)
    store.decide("bang-rak", A_MONDAY, before, before.then(change, NOW), ERRAND)
    return before.then(change, NOW)


def test_a_decision_comes_back_with_what_couples_may_still_go_by(store: BookingStore) -> None:
    assert store.decided("bang-rak", A_MONDAY) == DayDecision()

    for change in (HALL, FLOOD, None):
        decided = decide(store, change)
        assert store.decided("bang-rak", A_MONDAY) == decided
        assert store.change_of("bang-rak", A_MONDAY) == change

    assert (decided.number, decided.heard) == (3, (None, HALL, FLOOD))
    assert store.decided("bang-rak", TUESDAY) == DayDecision()


def test_a_day_of_an_earlier_edition_has_a_decision_without_a_number(store: BookingStore) -> None:
    store.set_change("bang-rak", A_MONDAY, FLOOD)

    assert store.decided("bang-rak", A_MONDAY) == DayDecision(FLOOD)


def test_a_decision_waits_until_it_is_carried_out(store: BookingStore) -> None:
    decided = decide(store, HALL)
    assert store.errands(LATER - timedelta(seconds=1)) == []
    assert store.errands(LATER) == [ERRAND]

    assert store.finish("bang-rak", A_MONDAY, decided)

    assert store.errands(LATER) == []
    assert store.decided("bang-rak", A_MONDAY) == replace(decided, finished=True)
    assert store.finish("bang-rak", A_MONDAY, decided)
    # Couples go by this one alone from now on.
    assert decide(store, FLOOD).heard == (HALL,)


def test_an_older_decision_does_not_end_the_errand_of_the_newer(store: BookingStore) -> None:
    older = decide(store, HALL)
    newer = decide(store, FLOOD)

    assert not store.finish("bang-rak", A_MONDAY, older)

    assert store.errands(LATER) == [ERRAND]
    assert store.decided("bang-rak", A_MONDAY) == newer


@pytest.mark.parametrize("earlier", [None, HALL])
def test_of_two_decisions_about_what_was_read_the_second_is_refused(
    store: BookingStore, earlier: DayChange | None
) -> None:
    if earlier:
        decide(store, earlier)
    read = store.decided("bang-rak", A_MONDAY)
    decided = decide(store, FLOOD)

    with pytest.raises(DayChanged):
        store.decide("bang-rak", A_MONDAY, read, read.then(None, NOW), ERRAND)

    assert store.decided("bang-rak", A_MONDAY) == decided


def test_a_decision_is_no_place_and_no_booking(store: BookingStore) -> None:
    before = store.day_mark("bang-rak", A_MONDAY)
    decide(store, HALL)

    assert store.calendar("bang-rak", A_MONDAY, A_MONDAY, NOW) == CalendarLines(
        [], {A_MONDAY: HALL}
    )
    assert store.bookings_on("bang-rak", A_MONDAY) == []
    assert store.day_mark("bang-rak", A_MONDAY) != before


def test_of_many_places_all_but_those_of_couples_are_closed_and_opened(
    store: BookingStore,
) -> None:
    many = [place(1, number) for number in range(1, 91)]
    make_stored(store, place=30)
    store.close_places("bang-rak", many[10:40])

    assert store.close_places("bang-rak", many) == [place(1, 30)]
    assert list(store.day_now("bang-rak", A_MONDAY, NOW).taken) == many

    store.open_places("bang-rak", many)
    assert list(store.day_now("bang-rak", A_MONDAY, NOW).taken) == [place(1, 30)]


def test_what_staff_decided_comes_back_as_it_was_written(store: BookingStore) -> None:
    venue = Venue(Text("อาคาร", "Hall"), Text("ถนน", "Road"))
    opening = Opening(
        venue, 333, (Slot(1, time(9), time(10)),), datetime(2027, 1, 15, 9, tzinfo=BANGKOK)
    )
    closure = Closure(Text("อบรม", "training"))
    store.set_change("bang-rak", A_MONDAY, closure)
    store.set_change("bang-rak", TUESDAY, opening)

    assert store.change_of("bang-rak", A_MONDAY) == closure
    assert store.calendar("bang-rak", A_MONDAY, TUESDAY, NOW).changes == {
        A_MONDAY: closure,
        TUESDAY: opening,
    }

    store.set_change("bang-rak", A_MONDAY, None)
    assert store.change_of("bang-rak", A_MONDAY) is None


def test_an_opening_without_slots_of_its_own_comes_back_without(store: BookingStore) -> None:
    opening = Opening(Venue(Text("อาคาร", "Hall"), Text("ถนน", "Road")), 2)
    store.set_change("bang-rak", A_MONDAY, opening)

    assert store.change_of("bang-rak", A_MONDAY) == opening


def test_closing_takes_the_free_places_and_leaves_those_of_couples(store: BookingStore) -> None:
    booking = make_stored(store)

    left = store.close_places("bang-rak", [place(1), place(2)])

    assert left == [place(1)]
    assert store.find(booking.reference) == booking
    with pytest.raises(PlaceTaken):
        make_stored(store, reference=OTHER, slot=2)


def test_opening_again_takes_back_what_was_closed_and_nothing_else(store: BookingStore) -> None:
    make_stored(store)
    store.close_places("bang-rak", [place(2)])

    store.open_places("bang-rak", [place(1), place(2), place(3)])

    assert taken(store) == [1]
    assert make_stored(store, reference=OTHER, slot=2)


def test_the_days_bookings_come_in_the_order_of_their_places(store: BookingStore) -> None:
    for reference, slot, number in [("C", 11, 1), ("A", 2, 10), ("B", 2, 9)]:
        make_stored(store, reference=f"{reference * 4}-2345", slot=slot, place=number)

    listed = store.bookings_on("bang-rak", A_MONDAY)

    assert [booking.reference[0] for booking in listed] == ["B", "A", "C"]


def test_a_day_of_more_bookings_than_one_batch_is_listed_whole(store: BookingStore) -> None:
    one_more_than_a_batch = 101
    for number in range(1, one_more_than_a_batch + 1):
        make_stored(store, reference=f"REF{number}", place=number)

    assert len(store.bookings_on("bang-rak", A_MONDAY)) == one_more_than_a_batch


def test_a_day_without_bookings_is_an_empty_list(store: BookingStore) -> None:
    assert store.bookings_on("bang-rak", A_MONDAY) == []


def freed_phone_that_booked_again(settings: Settings) -> tuple[BookingStore, Booking, Booking]:
    """Staff freed the phone of a first booking, and it was used for a second one."""
    store = DynamoBookingStore(clients.dynamodb_client(settings), settings.table)
    first = make_stored(store, phone_key="one phone")
    store.client.delete_item(
        TableName=store.table, Key=items.to_wire(dict(keys.phone("one phone")))
    )
    second = make_stored(store, phone_key="one phone", reference=OTHER, slot=3)
    return store, first, second


@pytest.mark.engine
@pytest.mark.parametrize("change", [move, cancel])
def test_a_phone_that_staff_freed_stays_with_its_new_booking(
    engine_settings: Settings, change: Callable[[BookingStore, Booking], Booking]
) -> None:
    store, first, _ = freed_phone_that_booked_again(engine_settings)

    assert change(store, first).sequence == 1

    with pytest.raises(PhoneHasOpenBooking):
        make_stored(store, phone_key="one phone", reference="MMMM-NNNN", slot=9)


@pytest.mark.engine
def test_without_its_condition_a_cancellation_takes_the_phone_of_another_booking(
    engine_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the phone's own guard."""
    always = f"attribute_exists(pk) OR {writes.OPEN_BOOKING_IS_OURS}"
    monkeypatch.setattr(writes, "OPEN_BOOKING_IS_OURS", always)
    store, first, _ = freed_phone_that_booked_again(engine_settings)

    cancel(store, first)

    assert make_stored(store, phone_key="one phone", reference="MMMM-NNNN", slot=9)


@pytest.mark.engine
@pytest.mark.parametrize("guard", ["BOOKING_IS_AS_READ", "PLACE_IS_OURS"])
def test_each_guard_of_a_change_holds_without_the_other(
    engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, guard: str
) -> None:
    """Two locks on one door: the race in tests/live shows what happens without both."""
    rule = getattr(writes, guard)
    monkeypatch.setattr(writes, guard, f"attribute_exists(pk) OR {rule}")
    store = DynamoBookingStore(clients.dynamodb_client(engine_settings), engine_settings.table)
    as_read = make_stored(store)
    move(store, as_read)

    with pytest.raises(BookingChanged):
        cancel(store, as_read)


def test_a_table_that_is_there_answers(store: BookingStore) -> None:
    store.ping()


def test_the_message_waits_from_the_moment_of_the_write(store: BookingStore) -> None:
    booking = make_stored(store)

    assert make_entry(booking).due == booking.made_at


def press(before: Booking, deed: PressDeed = "arrive") -> Booking:
    return before.pressed(Press(deed, LATER, LATER, "a-link", officer="สมชาย", key="k"))


def test_a_press_comes_back_as_it_was_noted(store: BookingStore) -> None:
    pressed = press(make_stored(store))

    store.note_press(make_booking_as_stored(store), pressed)

    assert store.find("ABCD-2345") == pressed


def test_a_press_on_a_record_that_somebody_else_changed_is_refused(store: BookingStore) -> None:
    booking = make_stored(store)
    store.note_press(booking, press(booking))

    with pytest.raises(BookingChanged):
        store.note_press(booking, press(booking, "start"))


def test_a_press_on_a_booking_that_moved_or_was_cancelled_is_refused(store: BookingStore) -> None:
    booking = make_stored(store)
    moved = move(store, booking)
    with pytest.raises(BookingChanged):
        store.note_press(booking, press(booking))
    cancel(store, moved)
    with pytest.raises(BookingChanged):
        store.note_press(moved, press(moved))


def test_a_booking_that_was_pressed_is_not_changed_as_it_was_before(store: BookingStore) -> None:
    booking = make_stored(store)
    store.note_press(booking, press(booking))

    with pytest.raises(BookingChanged):
        cancel(store, booking)


def test_papers_that_two_officers_tick_at_once_are_both_ticked(store: BookingStore) -> None:
    booking = make_stored(store, documents=("R01", "R02", "R03"))
    store.note_ticks(booking, booking.ticked("R01", seen=True))
    store.note_ticks(booking, booking.ticked("R02", seen=True))

    found = store.find(booking.reference)

    assert found is not None
    assert found.papers_seen == {"R01", "R02"}
    store.note_ticks(found, found.ticked("R01", seen=False))
    store.note_ticks(
        found.ticked("R01", seen=False), found.ticked("R01", seen=False).ticked("R02", seen=False)
    )
    assert store.find(booking.reference) == booking


def test_ticks_do_not_stand_in_the_way_of_a_press(store: BookingStore) -> None:
    booking = make_stored(store)
    store.note_ticks(booking, booking.ticked(booking.documents[0], seen=True))

    store.note_press(booking, press(booking))

    found = store.find(booking.reference)
    assert found is not None
    assert (found.service.version, len(found.papers_seen)) == (1, 1)


def test_a_couple_that_moves_or_cancels_has_no_ticks_and_takes_none_meant_for_before(
    store: BookingStore,
) -> None:
    booking = make_stored(store)
    paper = booking.documents[0]
    store.note_ticks(booking, booking.ticked(paper, seen=True))

    moved = move(store, booking)

    assert store.find(booking.reference) == moved
    with pytest.raises(BookingChanged):
        store.note_ticks(booking, booking.ticked(paper, seen=True))
    store.note_ticks(moved, moved.ticked(paper, seen=True))
    cancelled = cancel(store, moved)
    assert store.find(booking.reference) == cancelled
    with pytest.raises(BookingChanged):
        store.note_ticks(moved, moved.ticked(paper, seen=True))


def test_the_mark_of_a_day_changes_with_bookings_presses_and_ticks(store: BookingStore) -> None:
    marks = [store.day_mark("bang-rak", A_MONDAY)]
    booking = make_stored(store)
    marks.append(store.day_mark("bang-rak", A_MONDAY))
    store.note_press(booking, press(booking))
    marks.append(store.day_mark("bang-rak", A_MONDAY))
    store.note_ticks(booking, booking.ticked(booking.documents[0], seen=True))
    marks.append(store.day_mark("bang-rak", A_MONDAY))

    assert len(set(marks)) == 4
    assert store.day_mark("bang-rak", A_MONDAY) == marks[-1]


def test_a_new_link_ends_the_one_that_was_read(store: BookingStore) -> None:
    booking = make_stored(store)
    renewed = replace(booking, token_version=2)
    store.renew_link(booking, renewed)

    assert store.find(booking.reference) == renewed
    with pytest.raises(BookingChanged):
        store.renew_link(booking, renewed)


def test_what_staff_enter_does_not_count_for_the_phone(store: BookingStore) -> None:
    for number in range(4):
        entered = make_booking(reference=f"ABCD-234{number + 2}", phone_key="one")
        store.add(entered, make_entry(entered), counted=False)
        cancel(store, entered)


def test_bookings_between_two_days_come_in_their_order(store: BookingStore) -> None:
    later = make_stored(store, reference=OTHER, date=TUESDAY)
    sooner = make_stored(store)

    assert store.bookings_between("bang-rak", A_MONDAY, TUESDAY) == [sooner, later]
    assert store.bookings_between("bang-rak", TUESDAY, TUESDAY) == [later]


def make_booking_as_stored(store: BookingStore) -> Booking:
    found = store.find("ABCD-2345")
    assert found
    return found


@pytest.mark.engine
def test_a_booking_of_the_first_edition_takes_a_press(engine_settings: Settings) -> None:
    client = clients.dynamodb_client(engine_settings)
    store = DynamoBookingStore(client, engine_settings.table)
    booking = make_stored(store)
    key = items.to_wire(dict(keys.booking(booking.reference)))
    client.update_item(
        TableName=engine_settings.table,
        Key=key,
        UpdateExpression="REMOVE #service",
        ExpressionAttributeNames={"#service": "service"},
    )

    assert store.find(booking.reference) == booking
    store.note_press(booking, press(booking))


def test_a_calendar_that_comes_in_several_pages_is_read_to_its_end(moto_settings: Settings) -> None:
    store = DynamoBookingStore(clients.dynamodb_client(moto_settings), moto_settings.table)
    for slot in range(1, 8):
        make_stored(store, reference=f"ABCD-234{slot}", slot=slot)

    def two_at_a_time(params: dict[str, Any], **_: object) -> None:
        params["Limit"] = 2

    store.client.meta.events.register("provide-client-params.dynamodb.Query", two_at_a_time)

    taken = store.calendar("bang-rak", A_MONDAY, A_MONDAY, NOW).taken
    assert [place.slot for place in taken] == [1, 2, 3, 4, 5, 6, 7]
