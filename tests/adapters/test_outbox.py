"""The contract of an outbox, kept by the fake, on moto and on DynamoDB Local alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import clients
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.dynamodb.outbox import DynamoOutbox
from chalicelib.domain.message_ports import Outbox
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.ports import BookingStore
from chalicelib.settings import Settings
from tests.builders import NOW, make_booking, make_entry, make_stored, phone_of
from tests.fakes import InMemoryBookingStore, InMemoryOutbox

A_MINUTE = timedelta(minutes=1)
LEASE = timedelta(minutes=2)
REMINDER = OutboxEntry("ABCD-2345", "reminder", 0, due=NOW)
LINK = OutboxEntry("ABCD-2345", "link", 0, due=NOW)


@dataclass
class Table:
    """A store and an outbox on the same table; ``note`` reads what became of a message."""

    store: BookingStore
    outbox: Outbox
    note: Callable[[OutboxEntry], str | None]


@pytest.fixture(params=["memory", "moto", pytest.param("engine", marks=pytest.mark.engine)])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        store = InMemoryBookingStore()
        outbox = InMemoryOutbox(store.entries)
        return Table(
            store,
            outbox,
            lambda entry: outbox.notes.get(
                (entry.reference, entry.sequence, entry.kind, entry.audience)
            ),
        )
    return on_dynamodb(request.getfixturevalue(f"{request.param}_settings"))


def on_dynamodb(settings: Settings) -> Table:
    client = clients.dynamodb_client(settings)

    def note(entry: OutboxEntry) -> str | None:
        key = items.to_wire(dict(keys.message(entry)))
        found = client.get_item(TableName=settings.table, Key=key).get("Item")
        return str(items.from_wire(found)["state"]) if found else None

    return Table(
        DynamoBookingStore(client, settings.table), DynamoOutbox(client, settings.table), note
    )


def test_a_booking_leaves_one_message_that_is_due_at_once(table: Table) -> None:
    booking = make_stored(table.store)

    assert table.outbox.due(NOW) == [make_entry(booking)]
    assert table.outbox.due(NOW - A_MINUTE) == []


def test_messages_of_all_partitions_come_oldest_first(table: Table) -> None:
    for number in range(20):
        make_stored(
            table.store,
            reference=f"ABCD-23{number + 10}",
            place=number + 1,
            phone_key=phone_of(number),
            made_at=NOW - number * A_MINUTE,
        )

    due = table.outbox.due(NOW)

    assert len(due) == 20
    assert [entry.due for entry in due] == sorted(entry.due for entry in due)


def test_only_one_sender_gets_a_message(table: Table) -> None:
    entry = make_entry(make_stored(table.store))

    assert table.outbox.claim(entry, NOW + LEASE, NOW)
    assert not table.outbox.claim(entry, NOW + LEASE, NOW)
    assert table.outbox.due(NOW + A_MINUTE) == []


def test_the_message_of_a_sender_that_died_comes_up_again(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.claim(entry, NOW + LEASE, NOW)

    assert table.outbox.due(NOW + LEASE) == [entry]
    assert table.outbox.claim(entry, NOW + 2 * LEASE, NOW + LEASE)


@pytest.mark.parametrize("outcome", ["sent", "no_address", "overtaken", "failed"])
def test_a_finished_message_is_gone_and_its_end_is_noted(table: Table, outcome: Any) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.claim(entry, NOW + LEASE, NOW)

    table.outbox.done(entry, outcome, NOW)

    assert table.outbox.due(NOW + timedelta(days=1)) == []
    assert table.note(entry) == outcome
    assert not table.outbox.claim(entry, NOW + LEASE, NOW + timedelta(days=1))


def test_a_second_end_changes_nothing(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.done(entry, "sent", NOW)

    table.outbox.done(entry, "failed", NOW, also=replace(entry, audience="staff"))

    assert table.note(entry) == "sent"
    assert table.outbox.due(NOW) == []


def test_a_finished_message_leaves_the_next_in_the_same_write(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    for_staff = replace(entry, audience="staff")

    table.outbox.done(entry, "sent", NOW, also=for_staff)

    assert table.outbox.due(NOW) == [for_staff]
    table.outbox.done(for_staff, "failed", NOW)
    assert (table.note(entry), table.note(for_staff)) == ("sent", "failed")


def test_a_postponed_message_waits_and_counts_its_tries(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.claim(entry, NOW + LEASE, NOW)

    table.outbox.postpone(entry, NOW + A_MINUTE, NOW + LEASE)

    assert table.outbox.due(NOW) == []
    (again,) = table.outbox.due(NOW + A_MINUTE)
    assert again == replace(entry, due=NOW + A_MINUTE, attempts=1)
    assert table.note(entry) is None


def test_a_sender_that_was_too_slow_does_not_postpone_what_another_has(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.claim(entry, NOW + LEASE, NOW)
    table.outbox.claim(entry, NOW + 2 * LEASE, NOW + LEASE)

    table.outbox.postpone(entry, NOW + A_MINUTE, NOW + LEASE)
    table.outbox.done(entry, "sent", NOW + LEASE)

    assert table.outbox.due(NOW + timedelta(days=1)) == []


def test_a_postponed_message_does_not_come_back_after_it_was_sent(table: Table) -> None:
    entry = make_entry(make_stored(table.store))
    table.outbox.claim(entry, NOW + LEASE, NOW)
    table.outbox.done(entry, "sent", NOW)

    table.outbox.postpone(entry, NOW + A_MINUTE, NOW + LEASE)

    assert table.outbox.due(NOW + timedelta(days=1)) == []


def test_a_booking_is_reminded_of_once(table: Table) -> None:
    assert table.outbox.leave_once([REMINDER], NOW)
    assert table.note(REMINDER) == "waiting"

    assert not table.outbox.leave_once([REMINDER], NOW)
    assert table.outbox.due(NOW) == [REMINDER]

    table.outbox.done(REMINDER, "sent", NOW)
    assert not table.outbox.leave_once([REMINDER], NOW)
    assert table.note(REMINDER) == "sent"


def test_a_postponed_reminder_is_not_left_twice(table: Table) -> None:
    table.outbox.leave_once([REMINDER], NOW)
    table.outbox.claim(REMINDER, NOW + LEASE, NOW)
    table.outbox.postpone(REMINDER, NOW + A_MINUTE, NOW + LEASE)

    assert not table.outbox.leave_once([REMINDER], NOW)
    assert len(table.outbox.due(NOW + A_MINUTE)) == 1


def test_of_many_messages_those_that_were_left_before_are_not_left_again(table: Table) -> None:
    reminders = [replace(REMINDER, reference=f"ABCD-2{number:03}") for number in range(60)]
    table.outbox.leave_once(reminders[10:35], NOW)

    assert table.outbox.leave_once(reminders, NOW) == 35

    assert table.outbox.leave_once(reminders, NOW) == 0
    assert len(set(table.outbox.due(NOW))) == len(table.outbox.due(NOW)) == 60


def test_another_occasion_makes_another_message_of_the_same_kind(table: Table) -> None:
    first, second = (replace(REMINDER, kind="closed", occasion=number) for number in ("1", "2"))

    assert table.outbox.leave_once([first, second], NOW) == 2
    assert table.outbox.leave_once([first, second], NOW) == 0

    assert sorted(entry.occasion for entry in table.outbox.due(NOW)) == ["1", "2"]
    table.outbox.done(second, "sent", NOW)
    assert table.outbox.due(NOW) == [first]


def test_a_moved_booking_is_reminded_of_anew(table: Table) -> None:
    table.outbox.leave_once([REMINDER], NOW)

    assert table.outbox.leave_once([replace(REMINDER, sequence=1)], NOW)


def test_three_links_an_hour_and_not_a_fourth(table: Table) -> None:
    def ask(minute: int) -> int:
        now = NOW + minute * A_MINUTE
        table.outbox.offer_link(replace(LINK, due=now), now, wanted=True)
        return len(table.outbox.due(NOW + timedelta(days=1)))

    assert [ask(minute) for minute in (0, 1, 2, 3, 59)] == [1, 2, 3, 3, 3]
    # Refused ones do not count: an hour after the first there is room for one more.
    assert [ask(minute) for minute in (60, 60, 61, 62, 62)] == [4, 4, 5, 6, 6]


def test_a_link_that_is_not_wanted_reaches_nobody(table: Table) -> None:
    for _ in range(5):
        table.outbox.offer_link(LINK, NOW, wanted=False)

    assert table.outbox.due(NOW + timedelta(days=1)) == []
    table.outbox.offer_link(LINK, NOW, wanted=True)
    assert table.outbox.due(NOW) == [LINK]


@pytest.mark.engine
def test_of_twenty_senders_at_once_one_gets_the_message(engine_settings: Settings) -> None:
    table = on_dynamodb(engine_settings)
    for round_ in range(10):
        booking = make_booking(reference=f"ABCD-23{round_ + 10}", place=round_ + 1)
        entry = make_entry(replace(booking, phone_key=phone_of(round_)))
        table.store.add(replace(booking, phone_key=phone_of(round_)), entry)

        with ThreadPoolExecutor(20) as senders:
            won = list(
                senders.map(lambda _: table.outbox.claim(entry, NOW + LEASE, NOW), range(20))  # noqa: B023
            )

        assert won.count(True) == 1


def test_an_entry_of_the_first_edition_is_for_the_couple(moto_settings: Settings) -> None:
    table = on_dynamodb(moto_settings)
    entry = make_entry(make_booking())
    item = items.outbox_item(entry)
    del item["audience"]

    clients.dynamodb_client(moto_settings).put_item(TableName=moto_settings.table, Item=item)

    assert table.outbox.due(NOW) == [entry]
