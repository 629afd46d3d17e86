"""Any sequence of deeds against a small model, on the real store.

The world is small on purpose (two days, three slots, four phones), so that deeds meet each other.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from chalicelib import clients
from chalicelib.adapters import data_files
from chalicelib.adapters.dynamodb import writes
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.domain.bookings import Booking, Place
from chalicelib.domain.days import Opening
from chalicelib.domain.errors import (
    DayClosed,
    NotChangeable,
    OpenBookingExists,
    OutsideWindow,
    Refusal,
    SlotTaken,
    SlotUnknown,
    TooManyRequests,
)
from chalicelib.domain.offices import Venue
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Text
from chalicelib.settings import Settings
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings
from chalicelib.usecases.days import Days
from tests.builders import NOW, make_office, make_request, make_rules, phone_of
from tests.fakes import FrozenClock, SomeOffices

pytestmark = pytest.mark.engine

FULL = os.environ.get("NATRAK_TESTS") == "full"
DAYS = (date(2026, 12, 3), date(2026, 12, 4))
PHONES = range(4)
CLOSED_FOR = Text("อบรม", "training")
HALL = Venue(Text("อาคาร", "Hall"), Text("ถนน", "Road"))

_worlds = itertools.count(1)


@dataclass
class World:
    """What the model believes about one day."""

    closed: bool = False
    capacity: int = 1


class Registry(RuleBasedStateMachine):
    """An office with three slots, and couples who change their minds."""

    store: DynamoBookingStore
    bookings_made = Bundle("bookings_made")

    @initialize()
    def an_office_opens(self) -> None:
        self.number = next(_worlds)
        self.id = f"office-{self.number}"
        office = replace(make_office(slots=make_rules().slots[:3]), id=self.id)
        self.clock = FrozenClock(NOW)
        offices = SomeOffices([office])
        self.service = Bookings(
            offices,
            data_files.checklist(),
            self.store,
            Secrets(b"key"),
            self.clock,
            rest=lambda: timedelta(minutes=5),
        )
        self.days = Days(offices, self.store, self.clock)
        self.shown = Availability(offices, self.store, self.clock)
        self.world = {day: World() for day in DAYS}
        self.model: dict[str, Booking] = {}
        self.resting: dict[Place, datetime] = {}
        self.made: dict[int, list[datetime]] = {phone: [] for phone in PHONES}
        self.keys = itertools.count()

    # What couples do.

    @rule(
        target=bookings_made,
        phone=st.sampled_from(PHONES),
        day=st.sampled_from(DAYS),
        slot=st.integers(1, 4),
    )
    def book(self, phone: int, day: date, slot: int) -> object:
        number = phone_of(self.number * 10 + phone)
        request = make_request(office_id=self.id, date=day, slot=slot, phone=number)
        key = f"key-of-world-{self.number}-{next(self.keys)}"
        expected = self._refusal_of_a_booking(number, phone, day, slot)
        made = self._expect(expected, lambda: self.service.book(request, key).booking)
        if made is None:
            return multiple()
        assert self.service.book(request, key).booking == made, "a repeat finds its own"
        self.made[phone].append(self.clock.moment)
        self.model[made.reference] = made
        return made.reference

    @rule(reference=bookings_made, day=st.sampled_from(DAYS), slot=st.integers(1, 4))
    def move(self, reference: str, day: date, slot: int) -> None:
        booking = self.model[reference]
        expected = self._refusal_of_a_move(booking, day, slot)
        rests_until = self._rests_until(booking)
        moved = self._expect(expected, lambda: self.service.move(booking, day, slot))
        if moved is not None:
            self.model[reference] = moved
            if moved.held_place != booking.held_place:
                self.resting[booking.held_place] = rests_until

    @rule(reference=consumes(bookings_made))
    def cancel(self, reference: str) -> None:
        booking = self.model[reference]
        late = booking.status != "booked" or self.clock.moment >= booking.starts_at
        rests_until = self._rests_until(booking)
        cancelled = self._expect(
            NotChangeable if late else None, lambda: self.service.cancel(booking)
        )
        if cancelled is None:
            return
        self.model[reference] = cancelled
        self.resting[booking.held_place] = rests_until

    # What staff do.

    @rule(day=st.sampled_from(DAYS))
    def close(self, day: date) -> None:
        touched = self.days.close(self.id, day, CLOSED_FOR)
        assert {booking.reference for booking in touched} == set(self._held(day).values())
        self.world[day].closed = True
        self._forget_resting(day)

    @rule(day=st.sampled_from(DAYS), capacity=st.integers(1, 2))
    def open_specially(self, day: date, capacity: int) -> None:
        touched = self.days.open(self.id, day, Opening(HALL, capacity))
        outside = {ref for place, ref in self._held(day).items() if place.number > capacity}
        assert {booking.reference for booking in touched} == outside
        self.world[day] = World(capacity=capacity)
        self._forget_resting(day)

    @rule(day=st.sampled_from(DAYS))
    def make_ordinary_again(self, day: date) -> None:
        self.days.undo(self.id, day)
        self.world[day] = World()
        self._forget_resting(day)

    @rule(minutes=st.sampled_from([1, 5, 60, 600, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.clock.moment += timedelta(minutes=minutes)

    # What must hold whatever happened.

    @invariant()
    def the_day_list_is_the_model(self) -> None:
        for day in DAYS:
            listed = {b.held_place: b.reference for b in self.store.bookings_on(self.id, day)}
            assert listed == self._held(day)

    @invariant()
    def what_is_shown_free_is_what_the_model_calls_free(self) -> None:
        for day in DAYS:
            shown = self.shown.slots(self.id, day)
            if shown.closed is None:
                free = sum(slot.free for slot in shown.slots)
                assert free == len(self._free(day))
            (summary,) = self.shown.days(self.id, day, day).days
            assert (summary.closed is None) == (self._closed(day) is None)

    @invariant()
    def every_reference_is_readable_by_its_token(self) -> None:
        for reference, booking in self.model.items():
            token = self.service.manage_token(booking)
            assert self.service.look_up(reference, token) == booking

    @invariant()
    def a_phone_has_one_open_booking_at_most(self) -> None:
        open_ = [booking.phone for booking in self.model.values() if self._is_open(booking)]
        assert len(open_) == len(set(open_))

    @invariant()
    def every_change_left_one_message(self) -> None:
        for booking in self.model.values():
            assert len(booking.history) == booking.sequence

    # The model.

    def _refusal_of_a_booking(
        self, number: str, phone: int, day: date, slot: int
    ) -> type[Refusal] | None:
        if refusal := self._closed(day) or self._unknown(slot):
            return refusal
        if any(b.phone == number and self._is_open(b) for b in self.model.values()):
            return OpenBookingExists
        a_day_ago = self.clock.moment - timedelta(hours=24)
        if sum(made > a_day_ago for made in self.made[phone]) >= 3:
            return TooManyRequests
        return None if self._has_room(day, slot) else SlotTaken

    def _refusal_of_a_move(self, booking: Booking, day: date, slot: int) -> type[Refusal] | None:
        four_the_day_before = booking.starts_at.replace(hour=16, minute=0) - timedelta(days=1)
        if booking.status != "booked" or self.clock.moment >= four_the_day_before:
            return NotChangeable
        if (booking.date, booking.slot) == (day, slot):
            return None
        if refusal := self._closed(day) or self._unknown(slot):
            return refusal
        return None if self._has_room(day, slot) else SlotTaken

    def _closed(self, day: date) -> type[Refusal] | None:
        if day < self.clock.moment.date():
            return Refusal
        if self.world[day].closed:
            return DayClosed
        return OutsideWindow if day == self.clock.moment.date() else None

    def _unknown(self, slot: int) -> type[Refusal] | None:
        return SlotUnknown if slot > 3 else None

    def _has_room(self, day: date, slot: int) -> bool:
        return any(place.slot == slot for place in self._free(day))

    def _free(self, day: date) -> set[Place]:
        offered = {
            Place(day, slot, number)
            for slot in (1, 2, 3)
            for number in range(1, self.world[day].capacity + 1)
        }
        resting = {place for place, until in self.resting.items() if until > self.clock.moment}
        return offered - set(self._held(day)) - resting

    def _held(self, day: date) -> dict[Place, str]:
        return {
            booking.held_place: booking.reference
            for booking in self.model.values()
            if booking.date == day and booking.status == "booked"
        }

    def _is_open(self, booking: Booking) -> bool:
        return booking.status == "booked" and booking.ends_at > self.clock.moment

    def _rests_until(self, booking: Booking) -> datetime:
        """When a place that is given up now is free again: on a full day not at once."""
        if self.world[booking.date].closed:
            return booking.ends_at
        full = not self._free(booking.date)
        return self.clock.moment + timedelta(minutes=5 if full else 0)

    def _forget_resting(self, day: date) -> None:
        self.resting = {place: u for place, u in self.resting.items() if place.date != day}

    def _expect(self, refusal: type[Refusal] | None, deed: Callable[[], Booking]) -> Booking | None:
        """What was done, or None for what the model refuses too; any other answer is a fault."""
        answer: Booking | Refusal
        try:
            answer = deed()
        except Refusal as refused:
            answer = refused
        assert isinstance(answer, refusal or Booking), f"{answer!r} is no {refusal}"
        return answer if isinstance(answer, Booking) else None


def any_sequence_of_deeds(
    engine_settings: Settings,
    phases: Collection[Phase] = Phase,
    histories: int = 400 if FULL else 25,
) -> None:
    client = clients.dynamodb_client(engine_settings)
    Registry.store = DynamoBookingStore(client, engine_settings.table)
    run_state_machine_as_test(
        Registry,
        settings=settings(
            max_examples=histories,
            stateful_step_count=40 if FULL else 25,
            deadline=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            derandomize=not FULL,
        ),
    )


def test_the_model_knows_what_a_move_from_a_full_day_leaves_behind(
    engine_settings: Settings,
) -> None:
    """Four couples seldom meet like this by chance."""
    client = clients.dynamodb_client(engine_settings)
    Registry.store = DynamoBookingStore(client, engine_settings.table)
    office = Registry()
    office.an_office_opens()
    first, *_ = (office.book(phone=slot, day=DAYS[1], slot=slot) for slot in (1, 2, 3))

    office.move(reference=first, day=DAYS[0], slot=1)

    office.what_is_shown_free_is_what_the_model_calls_free()
    assert not office._has_room(DAYS[1], 1)


def test_no_sequence_of_deeds_breaks_the_registry(engine_settings: Settings) -> None:
    any_sequence_of_deeds(engine_settings)


@pytest.mark.parametrize("condition", ["PLACE_IS_FREE", "PHONE_HAS_NO_OPEN_BOOKING"])
def test_without_a_rule_some_sequence_breaks_the_registry(
    engine_settings: Settings, monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    """The negative control: the model notices a registry that lacks a rule."""
    rule_ = getattr(writes, condition)
    always = f"attribute_exists(pk) OR attribute_not_exists(pk) OR {rule_}"
    monkeypatch.setattr(writes, condition, always)

    with pytest.raises(AssertionError):
        # The first that breaks it ends the search, so a long one costs nothing.
        any_sequence_of_deeds(engine_settings, phases=(Phase.generate,), histories=1000)
