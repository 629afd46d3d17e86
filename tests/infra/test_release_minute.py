"""The rush: the simulation keeps its own rules, and the code refuses latecomers without a write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.domain.days import Opening
from chalicelib.domain.errors import SlotTaken
from chalicelib.domain.offices import Venue
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Text
from chalicelib.usecases.bookings import Bookings
from infra.release_minute import SETTINGS, Minute, Setting
from tests.builders import make_request, make_rules, phone_of
from tests.fakes import FrozenClock, InMemoryBookingStore

VALENTINES = date(2026, 12, 20)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_place_is_sold_once_and_everybody_learns_how_it_ended(setting: Setting) -> None:
    small = Setting(**{**vars(setting), "couples": 2500})

    run = Minute(small).run()

    assert len(run.taken) == 999
    assert len(set(run.taken.values())) == 999
    assert run.count["booked"] == 999
    assert run.count["gave up"] == 0
    assert len(run.waits) == 2500


def test_the_same_dice_give_the_same_minute() -> None:
    setting = Setting("small", couples=500, capacity=5)

    assert Minute(setting).run().waits == Minute(setting).run().waits


def test_what_containers_remember_saves_most_writes() -> None:
    crowd = {"couples": 6000, "rate": 2000, "burst": 4000}

    with_memory = Minute(Setting("with", **crowd)).run()
    without = Minute(Setting("without", **crowd, remembers=False)).run()

    assert with_memory.count["transactions"] < without.count["transactions"] / 2


class CountingStore(InMemoryBookingStore):
    """Counts how often somebody tries to write."""

    tries = 0

    def add(self, booking: Any, entry: Any, *, counted: bool = True) -> None:
        self.tries += 1
        super().add(booking, entry, counted=counted)


@pytest.fixture
def day() -> tuple[Bookings, CountingStore, Callable[[int], Any]]:
    """A special day of 150 places, and a way to book its first slot of ten."""
    store, clock = CountingStore(), FrozenClock()
    opening = Opening(Venue(Text("ห้าง", "Mall"), Text("สีลม", "Silom")), 10, make_rules().slots)
    store.set_change("bang-rak", VALENTINES, opening)
    bookings = Bookings(data_files.offices(), data_files.checklist(), store, Secrets(b"key"), clock)

    def book(couple: int) -> Any:
        request = make_request(date=VALENTINES, phone=phone_of(couple))
        return bookings.book(request, f"key-of-couple-number-{couple}")

    return bookings, store, book


def test_after_one_lost_write_latecomers_cost_no_write(
    day: tuple[Bookings, CountingStore, Callable[[int], Any]],
) -> None:
    _, store, book = day
    for couple in range(10):
        book(couple)
    with pytest.raises(SlotTaken):
        book(10)
    tries = store.tries

    for couple in range(11, 100):
        with pytest.raises(SlotTaken) as refused:
            book(couple)
        assert refused.value.free_slots == tuple(range(2, 16))

    assert store.tries == tries


def test_who_has_a_place_is_never_told_that_it_is_taken(
    day: tuple[Bookings, CountingStore, Callable[[int], Any]],
) -> None:
    _, _, book = day
    first = [book(couple) for couple in range(10)]
    with pytest.raises(SlotTaken):
        book(10)

    again = book(3)

    assert not again.made_now
    assert again.booking == first[3].booking


def test_a_place_that_came_back_is_given_out_again_after_a_moment(
    day: tuple[Bookings, CountingStore, Callable[[int], Any]],
) -> None:
    bookings, _, book = day
    first = [book(couple) for couple in range(10)]
    with pytest.raises(SlotTaken):
        book(10)
    bookings.cancel(first[0].booking)
    clock = bookings.clock
    assert isinstance(clock, FrozenClock)
    clock.moment += timedelta(seconds=4)

    assert book(11).made_now
