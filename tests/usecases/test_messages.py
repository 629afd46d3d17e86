"""Sending what waits, and reminding of tomorrow: who is told what, how often, and who is not."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.bookings import Booking
from chalicelib.domain.days import Closure
from chalicelib.domain.errors import TryAgain
from chalicelib.domain.message_ports import CannotBeSent
from chalicelib.domain.messages import OutboxEntry, told
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Text
from chalicelib.usecases.lost_links import LostLinks
from chalicelib.usecases.messages import (
    FIRST_PAUSE,
    LEASE,
    LONGEST_PAUSE,
    TRIES,
    Deliveries,
    pause_after,
)
from chalicelib.usecases.reminders import Reminders
from tests.builders import A_MONDAY, NOW, make_office, make_stored, place
from tests.fakes import (
    FrozenClock,
    InMemoryBookingStore,
    InMemoryOutbox,
    RecordingMailer,
    RecordingNotices,
    SomeOffices,
)

SECRETS = Secrets(b"a test's own key")
EMAIL = "couple@example.com"
OTHER = "WXYZ-6789"
PHONE = "+66812345678"
SUNDAY_NINE = datetime(2026, 12, 13, 9, 0, tzinfo=BANGKOK)


@dataclass
class Desk:
    """Everything around the messages, without a table."""

    store: InMemoryBookingStore
    outbox: InMemoryOutbox
    mailer: RecordingMailer
    notices: RecordingNotices
    clock: FrozenClock
    deliveries: Deliveries
    reminders: Reminders
    lost_links: LostLinks

    def sent(self) -> list[tuple[str, str]]:
        """The letters that went out: to which booking, of which kind."""
        return [(letter.booking.reference, letter.entry.kind) for letter in self.mailer.sent]

    def end(self, reference: str, kind: str, *, sequence: int = 0, audience: str = "couple") -> Any:
        return self.outbox.notes.get((reference, sequence, kind, audience))


def make_desk(*, with_notices: bool = True) -> Desk:
    store, clock, mailer, notices = (
        InMemoryBookingStore(),
        FrozenClock(),
        RecordingMailer(),
        RecordingNotices(),
    )
    outbox, offices = InMemoryOutbox(store.entries), SomeOffices([make_office()])
    venue = Venue(Text("ที่นั่น", "there"), Text("ถนนนั้น", "that street"))
    deliveries = Deliveries(
        offices=offices,
        checklist=data_files.checklist(),
        store=store,
        outbox=outbox,
        mailer=mailer,
        links=BookingLinks("https://natrak.test", SECRETS),
        venue=lambda _: venue,
        still_holds=lambda booking: store.change_of(booking.office_id, booking.date) is None,
        clock=clock,
        notices=notices if with_notices else None,
    )
    reminders = Reminders(offices, store, outbox, clock)
    lost_links = LostLinks(store, outbox, SECRETS, clock)
    return Desk(store, outbox, mailer, notices, clock, deliveries, reminders, lost_links)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def move(desk: Desk, before: Booking, number: int = 2) -> Booking:
    slot = Slot(number, time(8, 31), time(9, 0))
    after = before.moved(slot, place(number), "couple", desk.clock.now())
    desk.store.move(before, after, told(after, "moved", desk.clock.now()), free_again_at=None)
    return after


def cancel(desk: Desk, before: Booking) -> Booking:
    after = before.cancelled("couple", desk.clock.now())
    entry = told(after, "cancelled", desk.clock.now())
    desk.store.cancel(before, after, entry, free_again_at=None)
    return after


def test_a_couple_with_an_address_is_told_once(desk: Desk) -> None:
    booking = make_stored(desk.store, email=EMAIL)

    desk.deliveries.deliver_due()
    desk.deliveries.deliver_due()

    assert desk.sent() == [(booking.reference, "booked")]
    (letter,) = desk.mailer.sent
    assert letter.booking == booking
    assert letter.manage_url.endswith(
        f"token={SECRETS.manage_token('ABCD-2345', 1)}&reference=ABCD-2345"
    )
    assert letter.venue.name.en == "there"
    assert {paper.paper.id for paper in letter.papers} == set(booking.documents)
    assert desk.end("ABCD-2345", "booked") == "sent"


def test_a_couple_without_an_address_is_noted_and_not_told(desk: Desk) -> None:
    make_stored(desk.store)

    assert desk.deliveries.deliver_due()["no_address"] == 1

    assert desk.sent() == []
    assert desk.end("ABCD-2345", "booked") == "no_address"


def test_a_message_for_no_booking_is_never_sent(desk: Desk) -> None:
    desk.store.entries.append(OutboxEntry("ABCD-2345", "booked", 0, due=NOW))

    desk.deliveries.deliver_due()

    assert (desk.sent(), desk.notices.sent) == ([], [])
    assert desk.end("ABCD-2345", "booked") == "overtaken"


def test_after_a_move_only_the_newer_state_is_told(desk: Desk) -> None:
    moved = move(desk, make_stored(desk.store, email=EMAIL))

    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", "moved")]
    assert desk.mailer.sent[0].booking == moved
    assert desk.end("ABCD-2345", "booked") == "overtaken"


def test_each_step_is_told_when_it_is_sent_before_the_next(desk: Desk) -> None:
    booking = make_stored(desk.store, email=EMAIL)
    desk.deliveries.deliver_due()
    moved = move(desk, booking)
    desk.deliveries.deliver_due()
    cancel(desk, moved)
    desk.deliveries.deliver_due()

    assert [kind for _, kind in desk.sent()] == ["booked", "moved", "cancelled"]
    assert desk.mailer.sent[-1].booking.status == "cancelled"


def test_a_message_that_comes_after_the_visit_is_not_sent(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.clock.moment = datetime(2026, 12, 14, 8, 0, tzinfo=BANGKOK)

    desk.deliveries.deliver_due()

    assert desk.sent() == []
    assert desk.end("ABCD-2345", "booked") == "overtaken"


FLOOD = Closure(Text("น้ำท่วม", "flood"))


@pytest.mark.parametrize(("change", "sent"), [(FLOOD, "closed"), (None, "venue")])
def test_a_day_that_was_changed_twice_within_a_minute_is_told_as_it_is(
    desk: Desk, change: Closure | None, sent: str
) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.deliveries.deliver_due()
    desk.mailer.sent.clear()
    for occasion, kind in enumerate(("closed", "venue"), start=1):
        entry = OutboxEntry("ABCD-2345", kind, 0, due=NOW, occasion=str(occasion))  # type: ignore[arg-type]
        desk.outbox.leave_once([entry], NOW)
    desk.store.set_change("bang-rak", A_MONDAY, change)

    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", sent)]


def test_a_mail_service_that_is_out_is_tried_with_growing_pauses_and_then_given_up(
    desk: Desk,
) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = ConnectionError()
    tries = []
    while len(tries) < TRIES:
        before = desk.clock.moment
        desk.deliveries.deliver_due()
        tries.append(desk.clock.moment)
        waiting = [entry for entry in desk.outbox.entries if entry.audience == "couple"]
        if waiting:
            desk.clock.moment = waiting[0].due - timedelta(seconds=1)
            assert desk.deliveries.deliver_due()["postponed"] == 0
            desk.clock.moment = waiting[0].due
            assert desk.clock.moment - before == pause_after(len(tries))

    assert desk.end("ABCD-2345", "booked") == "failed"
    assert [entry for entry in desk.outbox.entries if entry.audience == "couple"] == []
    assert timedelta(hours=6) < tries[-1] - tries[0] < timedelta(days=1)


def test_pauses_grow_from_a_minute_to_six_hours() -> None:
    pauses = [pause_after(tries) for tries in range(1, 10)]

    assert pauses[0] == FIRST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_what_can_never_be_sent_is_given_up_at_once(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = CannotBeSent("address")

    desk.deliveries.deliver_due()

    assert desk.end("ABCD-2345", "booked") == "failed"


def test_a_mail_service_that_comes_back_sends_what_waited(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = ConnectionError()
    desk.deliveries.deliver_due()
    desk.mailer.fails.clear()
    desk.clock.moment += FIRST_PAUSE

    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", "booked")]
    assert desk.end("ABCD-2345", "booked") == "sent"


@pytest.mark.parametrize("error", [ConnectionError(), CannotBeSent("x"), KeyError("a bug of ours")])
def test_one_bad_message_does_not_stop_the_others(desk: Desk, error: Exception) -> None:
    make_stored(desk.store, email=EMAIL)
    make_stored(desk.store, reference=OTHER, slot=2, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = error

    desk.deliveries.deliver_due()

    assert desk.sent() == [(OTHER, "booked")]


def test_a_table_that_cannot_answer_for_one_does_not_stop_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stored(desk.store, email=EMAIL)
    make_stored(desk.store, reference=OTHER, slot=2, email=EMAIL)
    find = desk.store.find

    def sometimes(reference: str) -> Booking | None:
        if reference == "ABCD-2345":
            raise TryAgain
        return find(reference)

    monkeypatch.setattr(desk.store, "find", sometimes)
    desk.deliveries.deliver_due()
    assert desk.sent() == [(OTHER, "booked")]

    monkeypatch.undo()
    desk.clock.moment += LEASE
    desk.deliveries.deliver_due()
    assert desk.sent() == [(OTHER, "booked"), ("ABCD-2345", "booked")]


def test_a_crash_after_sending_leads_at_most_to_a_second_copy_with_the_same_id(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_stored(desk.store, email=EMAIL)

    def crash(*_: Any, **__: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(desk.outbox, "done", crash)
    with pytest.raises(SystemExit):
        desk.deliveries.deliver_due()
    monkeypatch.undo()

    desk.deliveries.deliver_due()
    assert len(desk.mailer.sent) == 1
    desk.clock.moment += LEASE
    for _ in range(3):
        desk.deliveries.deliver_due()
        desk.clock.moment += LEASE

    first, second = desk.mailer.sent
    assert first.id == second.id


def test_two_messages_never_share_an_id(desk: Desk) -> None:
    booking = make_stored(desk.store, email=EMAIL)
    desk.deliveries.deliver_due()
    cancel(desk, booking)
    desk.deliveries.deliver_due()

    assert len({letter.id for letter in desk.mailer.sent}) == 2
    assert all("ABCD" not in letter.id for letter in desk.mailer.sent)


def test_staff_are_told_of_every_booking_with_or_without_an_address(desk: Desk) -> None:
    make_stored(desk.store)
    desk.deliveries.deliver_due()
    desk.deliveries.deliver_due()
    desk.deliveries.deliver_due()

    (notice,) = desk.notices.sent
    assert (notice.kind, notice.reference, notice.date) == ("booked", "ABCD-2345", A_MONDAY)
    assert desk.end("ABCD-2345", "booked", audience="staff") == "sent"


def test_staff_and_couple_do_not_wait_for_each_other(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = ConnectionError()
    desk.deliveries.deliver_due()
    desk.deliveries.deliver_due()
    assert len(desk.notices.sent) == 1

    desk.mailer.fails.clear()
    desk.notices.fails = ConnectionError()
    make_stored(desk.store, reference=OTHER, slot=2, email=EMAIL)
    for _ in range(TRIES + 2):
        desk.deliveries.deliver_due()
        desk.clock.moment += LONGEST_PAUSE

    assert desk.sent() == [(OTHER, "booked"), ("ABCD-2345", "booked")]
    assert len(desk.notices.sent) == 1
    assert desk.end(OTHER, "booked", audience="staff") == "failed"


def test_without_a_topic_staff_get_nothing_and_nothing_waits() -> None:
    desk = make_desk(with_notices=False)
    make_stored(desk.store, email=EMAIL)

    desk.deliveries.deliver_due()

    assert desk.outbox.entries == []


def test_a_log_line_holds_no_personal_data(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.mailer.fails["ABCD-2345"] = RuntimeError(f"{EMAIL} refused for มะลิ ทดสอบ {PHONE}")

    with caplog.at_level(logging.DEBUG):
        desk.deliveries.deliver_due()

    assert "RuntimeError booked to couple, try 1" in caplog.text
    for secret in (EMAIL, "มะลิ", PHONE, "ABCD-2345"):
        assert secret not in caplog.text


# Reminders


def test_tomorrows_couples_are_reminded_once_however_often_it_runs(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    make_stored(desk.store, reference=OTHER, slot=2)
    desk.deliveries.deliver_due()
    desk.mailer.sent.clear()
    desk.clock.moment = SUNDAY_NINE

    assert desk.reminders.remind_of_tomorrow() == 1
    assert desk.reminders.remind_of_tomorrow() == 0
    desk.deliveries.deliver_due()
    assert desk.reminders.remind_of_tomorrow() == 0
    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", "reminder")]


def test_nobody_is_reminded_before_nine(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.clock.moment = SUNDAY_NINE - timedelta(seconds=1)

    assert desk.reminders.remind_of_tomorrow() == 0


@pytest.mark.parametrize("day", [date(2026, 12, 13), date(2026, 12, 15)])
def test_only_the_day_in_question_is_reminded_of(desk: Desk, day: date) -> None:
    make_stored(desk.store, email=EMAIL)

    assert desk.reminders.remind(day) == 0


def test_who_booked_after_the_hour_of_reminders_has_just_been_told(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL, made_at=SUNDAY_NINE)
    make_stored(
        desk.store, reference=OTHER, slot=2, email=EMAIL, made_at=SUNDAY_NINE - timedelta(minutes=1)
    )

    assert desk.reminders.remind(A_MONDAY) == 1


def test_a_couple_that_moved_away_is_not_reminded_of_the_old_day(desk: Desk) -> None:
    booking = make_stored(desk.store, email=EMAIL)
    desk.clock.moment = SUNDAY_NINE
    desk.reminders.remind_of_tomorrow()
    cancel(desk, booking)

    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", "cancelled")]
    assert desk.end("ABCD-2345", "reminder") == "overtaken"


def test_nobody_is_reminded_of_a_day_that_staff_closed(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    desk.store.set_change("bang-rak", A_MONDAY, Closure(Text("น้ำท่วม", "flood")))

    assert desk.reminders.remind(A_MONDAY) == 0


def test_an_office_that_stopped_taking_bookings_still_reminds_its_couples(desk: Desk) -> None:
    make_stored(desk.store, email=EMAIL)
    closed = SomeOffices([replace(make_office(), takes_bookings=False)])

    assert replace(desk.reminders, offices=closed).remind(A_MONDAY) == 1


# Lost links


def ask(desk: Desk, reference: str = "ABCD-2345", phone: str = PHONE) -> list[str]:
    before = list(desk.store.entries)
    desk.lost_links.ask(reference, phone)
    return [entry.kind for entry in desk.store.entries if entry not in before]


def stored_with_phone(desk: Desk, **values: Any) -> Booking:
    return make_stored(
        desk.store, **{"email": EMAIL, "phone_key": SECRETS.phone_key(PHONE)} | values
    )


def test_a_lost_link_is_mailed_to_the_address_on_file(desk: Desk) -> None:
    stored_with_phone(desk)
    desk.deliveries.deliver_due()

    assert ask(desk) == ["link"]
    desk.deliveries.deliver_due()

    assert desk.sent()[-1] == ("ABCD-2345", "link")
    assert desk.mailer.sent[-1].booking.email == EMAIL


def test_a_lost_link_is_mailed_even_on_the_day(desk: Desk) -> None:
    stored_with_phone(desk)
    desk.clock.moment = datetime(2026, 12, 14, 8, 10, tzinfo=BANGKOK)

    ask(desk)
    desk.deliveries.deliver_due()

    assert desk.sent() == [("ABCD-2345", "link")]


def test_a_link_is_mailed_for_nothing_but_an_open_booking_with_phone_and_address(
    desk: Desk,
) -> None:
    booking = stored_with_phone(desk)
    stored_with_phone(
        desk, reference=OTHER, slot=2, email=None, phone_key=SECRETS.phone_key("+66823456789")
    )

    assert ask(desk, phone="+66800000000") == []
    assert ask(desk, reference="ZZZZ-2222") == []
    assert ask(desk, OTHER, "+66823456789") == []
    cancel(desk, booking)
    assert ask(desk) == []


def test_the_fourth_link_of_an_hour_is_not_sent(desk: Desk) -> None:
    stored_with_phone(desk)
    asked = []
    for _ in range(4):
        desk.clock.moment += timedelta(minutes=1)
        asked.append(ask(desk))

    assert asked == [["link"], ["link"], ["link"], []]
