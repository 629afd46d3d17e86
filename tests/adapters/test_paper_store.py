"""The contract of a paper store, kept by the fake, on moto and on DynamoDB Local alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.dynamodb.outbox import DynamoOutbox
from chalicelib.adapters.dynamodb.paper_store import DynamoPaperStore
from chalicelib.domain.bookings import Booking, PapersCount
from chalicelib.domain.messages import OutboxEntry, told
from chalicelib.domain.paper_ports import PaperStore
from chalicelib.domain.ports import BookingChanged, BookingStore
from chalicelib.domain.sent_papers import PaperFolder, SentPaper
from tests.builders import A_MONDAY, NOW, make_booking, make_rules, make_stored, place
from tests.fakes import InMemoryBookingStore, InMemoryPaperStore

OTHER = "WXYZ-6789"
PASSPORT = SentPaper("0123456789abcdef", "R10", "image/jpeg", 123_456, asked_at=NOW)
SET_ASIDE = replace(PASSPORT, id="f" * 16, state="needs_attention", reason="too_small")
ASKED_AGAIN = replace(PASSPORT, id="a" * 16, state="needs_attention", pages=2, message="ภาพไม่ชัด 📷")
TWO_OF_THREE = PapersCount(accepted=2, wanted=3, to_check=0)


@dataclass
class Stores:
    """Bookings, papers, and the kinds of message that wait."""

    bookings: BookingStore
    papers: PaperStore
    messages: Callable[[], list[str]]

    def found(self, reference: str = "ABCD-2345") -> Booking:
        booking = self.bookings.find(reference)
        assert booking
        return booking

    def saved(
        self, booking: Booking, folder: PaperFolder, entry: OutboxEntry | None = None
    ) -> PaperFolder:
        self.papers.save(booking, folder, "waiting", TWO_OF_THREE, entry)
        return folder


@pytest.fixture
def stores(store: InMemoryBookingStore | DynamoBookingStore) -> Stores:
    if isinstance(store, InMemoryBookingStore):
        return Stores(
            store, InMemoryPaperStore(store), lambda: sorted(each.kind for each in store.entries)
        )
    outbox = DynamoOutbox(store.client, store.table)
    return Stores(
        store,
        DynamoPaperStore(store.client, store.table),
        lambda: sorted(each.kind for each in outbox.due(NOW + timedelta(days=60))),
    )


@pytest.fixture
def booking(stores: Stores) -> Booking:
    return make_stored(stores.bookings)


def first(booking: Booking) -> PaperFolder:
    return PaperFolder(booking.reference).with_new(PASSPORT)


def test_where_nothing_was_sent_the_folder_is_empty_and_new(
    stores: Stores, booking: Booking
) -> None:
    assert stores.papers.folder(booking) == PaperFolder(booking.reference)
    assert stores.papers.folders("bang-rak") == []


def test_a_folder_comes_back_as_it_was_saved(stores: Stores, booking: Booking) -> None:
    folder = PaperFolder(booking.reference, (PASSPORT, SET_ASIDE, ASKED_AGAIN), version=1)

    stores.saved(booking, folder)

    assert stores.papers.folder(booking) == folder
    assert stores.papers.folders("bang-rak") == [folder]
    assert stores.papers.folders("dusit") == []


def test_state_and_numbers_stand_at_the_booking(stores: Stores, booking: Booking) -> None:
    stores.saved(booking, first(booking))

    found = stores.found()
    assert (found.papers_state, found.papers_count) == ("waiting", TWO_OF_THREE)
    assert replace(found, papers_state="none", papers_count=PapersCount()) == booking


def test_desks_are_stirred_by_every_change(stores: Stores, booking: Booking) -> None:
    marks = [stores.bookings.day_mark("bang-rak", A_MONDAY)]

    folder = stores.saved(booking, first(booking))
    marks.append(stores.bookings.day_mark("bang-rak", A_MONDAY))
    stores.saved(booking, folder.without(PASSPORT.id))
    marks.append(stores.bookings.day_mark("bang-rak", A_MONDAY))

    assert len(set(marks)) == 3


def test_of_two_that_send_the_first_paper_one_is_refused(stores: Stores, booking: Booking) -> None:
    winner = stores.saved(booking, first(booking))

    with pytest.raises(BookingChanged):
        stores.saved(booking, PaperFolder(booking.reference).with_new(SET_ASIDE))

    assert stores.papers.folder(booking) == winner


def test_of_two_that_change_what_they_read_one_is_refused(stores: Stores, booking: Booking) -> None:
    read = stores.saved(booking, first(booking))
    winner = stores.saved(booking, read.with_new(ASKED_AGAIN))

    with pytest.raises(BookingChanged):
        stores.saved(booking, read.without(PASSPORT.id))

    assert stores.papers.folder(booking) == winner


def test_a_message_is_left_with_the_change_or_not_at_all(stores: Stores, booking: Booking) -> None:
    entry = OutboxEntry(booking.reference, "papers_asked", booking.sequence, due=NOW)
    read = stores.saved(booking, first(booking), entry)
    accepted = replace(entry, kind="papers_accepted")

    with pytest.raises(BookingChanged):
        stores.saved(booking, replace(read, version=9), accepted)

    assert stores.messages() == ["booked", "papers_asked"]


def test_a_booking_that_was_cancelled_meanwhile_takes_nothing(
    stores: Stores, booking: Booking
) -> None:
    after = booking.cancelled("couple", NOW)
    stores.bookings.cancel(booking, after, told(after, "cancelled", NOW), free_again_at=None)

    with pytest.raises(BookingChanged):
        stores.saved(booking, first(booking))

    assert stores.papers.folders("bang-rak") == []
    assert stores.found().papers_state == "none"


def test_a_booking_that_was_moved_meanwhile_has_to_be_read_again(
    stores: Stores, booking: Booking
) -> None:
    after = booking.moved(make_rules().slots[1], place(2), "couple", NOW)
    stores.bookings.move(booking, after, told(after, "moved", NOW), free_again_at=None)

    with pytest.raises(BookingChanged):
        stores.saved(booking, first(booking))

    stores.saved(stores.found(), first(booking))
    assert stores.found().papers_state == "waiting"


def test_a_move_keeps_what_stands_at_the_booking(stores: Stores, booking: Booking) -> None:
    stores.saved(booking, first(booking))

    before = stores.found()
    after = before.moved(make_rules().slots[1], place(2), "couple", NOW)
    stores.bookings.move(before, after, told(after, "moved", NOW), free_again_at=None)

    assert stores.found().papers_count == TWO_OF_THREE


def test_a_forgotten_folder_is_gone_and_may_be_forgotten_again(
    stores: Stores, booking: Booking
) -> None:
    other = make_stored(stores.bookings, reference=OTHER, slot=2)
    kept = stores.saved(other, first(other))
    stores.saved(booking, first(booking))

    stores.papers.forget(booking)
    stores.papers.forget(booking)

    assert stores.papers.folders("bang-rak") == [kept]
    assert stores.found() == booking


def test_the_folder_of_a_booking_that_is_no_more_can_be_dropped(
    stores: Stores, booking: Booking
) -> None:
    other = make_stored(stores.bookings, reference=OTHER, slot=2)
    kept = stores.saved(other, first(other))
    stores.saved(booking, first(booking))

    stores.papers.drop("bang-rak", booking.reference)
    stores.papers.drop("bang-rak", booking.reference)

    assert stores.papers.folders("bang-rak") == [kept]


def test_papers_of_nobody_are_neither_kept_nor_forgotten(stores: Stores) -> None:
    nobody = make_booking()

    with pytest.raises(BookingChanged):
        stores.saved(nobody, first(nobody))
    with pytest.raises(BookingChanged):
        stores.papers.forget(nobody)
