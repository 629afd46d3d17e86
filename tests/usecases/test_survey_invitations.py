"""Who is asked how it was, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.mail.compose import compose
from chalicelib.domain.bookings import Booking
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.service_records import Press, ServiceRecord
from chalicelib.usecases.survey_invitations import Invitations
from tests.builders import A_MONDAY, make_booking, make_letter, make_office, make_stored
from tests.fakes import FrozenClock, InMemoryBookingStore, InMemoryOutbox, SomeOffices

EVENING = datetime.combine(A_MONDAY, time(17, 0), BANGKOK)
SERVED = ServiceRecord(
    (
        Press("start", EVENING - timedelta(hours=9), EVENING, "link"),
        Press("finish", EVENING - timedelta(hours=8), EVENING, "link"),
    )
)


@pytest.fixture
def store() -> InMemoryBookingStore:
    return InMemoryBookingStore()


@pytest.fixture
def outbox() -> InMemoryOutbox:
    return InMemoryOutbox()


def invitations(
    store: InMemoryBookingStore, outbox: InMemoryOutbox, now: datetime = EVENING
) -> Invitations:
    return Invitations(SomeOffices([make_office()]), store, outbox, FrozenClock(now))


def a_visit(store: InMemoryBookingStore, **values: object) -> Booking:
    return make_stored(store, **{"email": "couple@example.com", "service": SERVED} | values)


def test_a_couple_that_was_served_is_asked_once_however_often_it_runs(
    store: InMemoryBookingStore, outbox: InMemoryOutbox
) -> None:
    a_visit(store)

    assert [invitations(store, outbox).ask() for _ in range(3)] == [1, 0, 0]
    assert [entry.kind for entry in outbox.entries] == ["survey"]


def test_who_was_entered_the_day_after_is_asked_then(
    store: InMemoryBookingStore, outbox: InMemoryOutbox
) -> None:
    a_visit(store)

    assert invitations(store, outbox, EVENING + timedelta(days=1)).ask() == 1


@pytest.mark.parametrize(
    "values", [{"email": None}, {"service": ServiceRecord()}, {"date": A_MONDAY + timedelta(1)}]
)
def test_who_was_not_served_or_gave_no_address_is_not_asked(
    store: InMemoryBookingStore, outbox: InMemoryOutbox, values: dict[str, object]
) -> None:
    a_visit(store, **values)

    assert invitations(store, outbox).ask() == 0


def test_nobody_is_asked_before_five(store: InMemoryBookingStore, outbox: InMemoryOutbox) -> None:
    a_visit(store)

    assert invitations(store, outbox, EVENING - timedelta(minutes=1)).ask() == 0


def test_an_invitation_is_overtaken_when_the_finish_was_a_mistake() -> None:
    entry = OutboxEntry("ABCD-2345", "survey", 0, due=EVENING)
    served = make_booking(service=SERVED)

    assert not entry.is_overtaken_by(served, EVENING)
    assert entry.is_overtaken_by(replace(served, service=ServiceRecord()), EVENING)


@pytest.mark.parametrize(
    ("language", "until"), [("th", "31 มกราคม พ.ศ. 2570"), ("en", "31 January 2027")]
)
def test_the_mail_leads_to_the_survey_and_holds_no_name(language: str, until: str) -> None:
    letter = make_letter("survey", language=language)

    mail = compose(letter, "natrak@office.test")

    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert len(texts) == 2
    for text in texts:
        assert letter.survey_url in text
        assert until in text
        assert "ABCD" not in text
        assert "มะลิ" not in text
    assert "calendar" not in str(mail)
