"""After the clock has moved on, nothing is left of a couple: not in the table, not in the logs."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from chalice.test import Client

from app import app
from chalicelib import schedule, wiring
from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import BookingUnknown
from chalicelib.domain.months import Month
from chalicelib.domain.ports import Unfinished
from chalicelib.domain.survey import SurveyAnswer
from chalicelib.domain.survey_tokens import last_day
from chalicelib.services import Services
from tests.builders import (
    A_MONDAY,
    make_body,
    make_booking,
    make_entry,
    make_rules,
    make_stored,
    place,
)
from tests.fakes import FrozenClock
from tests.usecases.test_messages import SUNDAY_NINE

MAIL = "couple@example.com"
PHONE = "+66812345678"
RETENTION = data_files.retention()
DECEMBER = Month(2026, 12)
LAST_DAY = timedelta(days=RETENTION.days)


class MailFile:
    """Takes mails and keeps nothing."""

    def send(self, message: object, name: str) -> None:
        del message, name


@pytest.fixture
def services(services: Services) -> Services:
    services.mail_sender = MailFile()
    return services


def table_as_text(services: Services) -> str:
    """Every item of the table: there is no index beside it."""
    found = services.table_client.scan(TableName=services.settings.table)["Items"]
    return json.dumps([items.from_wire(each) for each in found], default=str, ensure_ascii=False)


def put(services: Services, item: items.Item) -> None:
    services.table_client.put_item(TableName=services.settings.table, Item=items.to_wire(item))


def whole_life(services: Services, clock: FrozenClock) -> list[str]:
    """A couple books, moves, asks for its link and is reminded; what may not be left of it."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k" * 16}
    with Client(app, project_dir="functions") as client:
        body = json.dumps(make_body(email=MAIL)).encode()
        answer = client.http.post("/offices/bang-rak/bookings", headers=headers, body=body)
        made = json.loads(answer.body)
        for phone in (PHONE, "+66898765432"):
            asked = json.dumps({"reference": made["reference"], "phone": phone}).encode()
            client.http.post("/bookings/resend", headers=headers, body=asked)
    schedule.send_messages()
    clock.moment = SUNDAY_NINE
    schedule.remind_of_tomorrow()
    schedule.send_messages()
    booking = services.store.find(made["reference"])
    assert booking
    people = [word for person in booking.couple for word in person.name.split()]
    return [
        *people,
        *(MAIL, PHONE, PHONE[3:], "+66898765432", made["manage_token"], "k" * 16),
        *(booking.phone_key, booking.key, booking.body),
    ]


def test_nothing_is_left_of_a_couple_in_the_table_or_the_logs(
    services: Services,
    clock: FrozenClock,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    traces = whole_life(services, clock)
    before = table_as_text(services)
    # The control: what is looked for was there.
    assert all(word in before for word in (MAIL, PHONE, "มะลิ", traces[-1]))

    clock.moment += LAST_DAY + timedelta(days=2)
    schedule.sweep({}, None)

    after = table_as_text(services) + caplog.text + capsys.readouterr().out
    assert [trace for trace in traces if trace in after] == []
    assert "OUTBOX#" not in after
    assert "PHONE#" not in after
    assert '"unknown"' not in after


def test_the_figures_stay(services: Services, clock: FrozenClock) -> None:
    make_stored(services.store, channel="facebook")

    clock.moment += timedelta(days=200)
    schedule.forget()

    (left,) = services.store.bookings_on("bang-rak", A_MONDAY)
    kept = ("office_id", "date", "slot", "start", "channel", "language", "status", "made_at")
    assert [getattr(left, name) for name in kept] == [
        getattr(make_booking(channel="facebook"), name) for name in kept
    ]


def test_exports_of_an_old_day_name_nobody(services: Services, clock: FrozenClock) -> None:
    make_stored(services.store)
    clock.moment += timedelta(days=200)
    schedule.forget()
    link = services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "day-list", clock.now())
    token = services.staff_links.token(link)

    with Client(app, project_dir="functions") as client:
        for format_ in ("html", "csv", "json"):
            answer = client.http.get(f"/staff/day-list?token={token}&format={format_}")
            assert answer.status_code == 200
            assert "มะลิ" not in answer.body.decode()
            assert "345" not in answer.body.decode().replace("2345", "")


def test_a_couple_is_remembered_until_its_last_day(services: Services, clock: FrozenClock) -> None:
    booking = make_stored(services.store)
    clock.moment = booking.starts_at + LAST_DAY

    assert schedule.forget()["bookings"] == 0
    clock.moment += timedelta(days=1)
    assert schedule.forget()["bookings"] == 1


def test_forgetting_twice_forgets_once(services: Services, clock: FrozenClock) -> None:
    make_stored(services.store)
    clock.moment += timedelta(days=200)

    assert schedule.forget()["bookings"] == 1
    assert schedule.forget()["bookings"] == 0


def test_a_link_to_a_forgotten_booking_opens_nothing(
    services: Services, clock: FrozenClock
) -> None:
    booking = make_stored(services.store)
    token = services.bookings.manage_token(booking)
    clock.moment += timedelta(days=200)
    schedule.forget()

    with pytest.raises(BookingUnknown):
        services.bookings.look_up(booking.reference, token)


def test_a_phone_with_an_appointment_to_come_is_kept(
    services: Services, clock: FrozenClock
) -> None:
    make_stored(services.store, phone_key="one phone")
    clock.moment += timedelta(days=200)
    later = make_booking(
        reference="WXYZ-6789", phone_key="one phone", made_at=clock.moment,
        date=clock.moment.date() + timedelta(days=3),
    )  # fmt: skip
    make_stored(services.store, **{name: getattr(later, name) for name in vars(later)})

    done = schedule.forget()

    assert (done["bookings"], done["phones"]) == (1, 0)


def entered_by_staff(services: Services, **values: Any) -> Booking:
    booking = make_booking(**values)
    services.store.add(booking, make_entry(booking), counted=False)
    return booking


def phones(services: Services) -> list[items.Item]:
    found = services.table_client.scan(TableName=services.settings.table)["Items"]
    return [each for each in map(items.from_wire, found) if each["pk"].startswith("PHONE#")]


def test_a_phone_that_only_staff_used_is_forgotten_as_well(
    services: Services, clock: FrozenClock
) -> None:
    entered_by_staff(services)
    clock.moment += timedelta(days=200)

    assert schedule.forget()["phones"] == 1
    assert phones(services) == []


def test_should_the_sweep_not_run_the_database_removes_a_phone_that_staff_used(
    services: Services,
) -> None:
    booking = entered_by_staff(services)

    (phone,) = phones(services)
    gone = items.moment(phone["expires_at"]).date()
    assert gone >= booking.date + timedelta(days=RETENTION.days + RETENTION.grace_days)


def test_a_booking_moved_again_and_again_keeps_its_phone_as_long_as_itself(
    services: Services,
) -> None:
    booking = make_stored(services.store)
    (slot, *_) = make_rules().slots
    for _ in range(3):
        far = place(slot.number, day=booking.date + timedelta(days=200))
        moved = booking.moved(slot, far, "couple", booking.ends_at)
        services.store.move(booking, moved, make_entry(moved), free_again_at=None)
        booking = moved

    (phone,) = phones(services)
    assert items.moment(phone["expires_at"]) > booking.ends_at


def test_a_phone_of_an_edition_that_noted_no_time_is_forgotten(
    services: Services, clock: FrozenClock
) -> None:
    until = items.seconds(clock.moment)
    opened = {"open#bang-rak": {"reference": "ABCD-2345", "until": until}}
    put(services, {"pk": "PHONE#of-an-earlier-edition", "sk": "PHONE", **opened})
    clock.moment += timedelta(days=200)

    assert schedule.forget()["phones"] == 1


@pytest.mark.parametrize("first", ["couple", "staff"])
def test_a_phone_that_staff_use_while_it_is_swept_is_kept(
    services: Services, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    earlier = make_booking()
    services.store.add(earlier, make_entry(earlier), counted=first == "couple")
    clock.moment += timedelta(days=200)
    delete = services.table_client.delete_item

    def booked_meanwhile(**call: Any) -> Any:
        if call["Key"]["pk"]["S"].startswith("PHONE#"):
            entered_by_staff(
                services, reference="WXYZ-6789", made_at=clock.moment,
                date=clock.moment.date() + timedelta(days=3),
            )  # fmt: skip
        return delete(**call)

    monkeypatch.setattr(services.table_client, "delete_item", booked_meanwhile)

    assert schedule.forget()["phones"] == 0
    assert len(phones(services)) == 1


def test_an_item_nobody_can_read_keeps_no_other_from_being_forgotten(
    services: Services, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    booking = make_stored(services.store)
    put(services, {"pk": "PHONE#unreadable", "sk": "PHONE", "first": "a while ago"})
    put(services, {"pk": "BOOKING#BADD-2345", "sk": "BOOKING", "email": MAIL})
    clock.moment += timedelta(days=200)

    with pytest.raises(Unfinished) as raised:
        schedule.forget()

    assert (raised.value.numbers["failed"], raised.value.numbers["bookings"]) == (2, 1)
    assert str(raised.value.numbers["failed"]) in str(raised.value)
    forgotten = services.store.find(booking.reference)
    assert forgotten
    assert (forgotten.couple[0].name, forgotten.phone) == ("", "")
    assert MAIL not in caplog.text


def test_should_the_sweep_not_run_the_database_removes_the_whole_booking(
    services: Services,
) -> None:
    booking = make_stored(services.store)
    stored = services.table_client.scan(TableName=services.settings.table)["Items"]

    with_person = [each for each in stored if not each["pk"]["S"].startswith("OFFICE#")]

    assert len(with_person) == 3
    for item in with_person:
        assert "expires_at" in item, item["pk"]
    (kept,) = (each for each in with_person if each["sk"]["S"] == "BOOKING")
    gone = booking.date + timedelta(days=RETENTION.days + RETENTION.grace_days)
    assert items.moment(kept["expires_at"]["N"]).date() == gone


def comment_about(services: Services, comment: str = "ดี", **levels: int) -> SurveyAnswer:
    """Somebody answers about a visit of the month, and writes something."""
    booking = make_stored(services.store)
    tokens = services.surveys.tokens
    answer = SurveyAnswer("bang-rak", DECEMBER, levels or {"overall": 4}, comment)
    services.survey_store.add(tokens.read(tokens.token(booking), booking.starts_at), answer)
    return answer


def test_what_was_written_in_a_survey_goes_on_its_day_and_the_figures_stay(
    services: Services, clock: FrozenClock
) -> None:
    answer = comment_about(services)
    clock.moment = datetime.combine(RETENTION.comments_gone_on(DECEMBER), time(3), BANGKOK)
    schedule.keep_totals()
    figures = services.totals.months("bang-rak", DECEMBER.first, DECEMBER.last)

    clock.moment -= timedelta(days=1)
    assert schedule.forget()["comments"] == 0
    assert services.survey_store.comments("bang-rak", DECEMBER) == [answer.comment]
    clock.moment += timedelta(days=1)
    assert schedule.forget()["comments"] == 1

    assert services.survey_store.comments("bang-rak", DECEMBER) == []
    assert services.survey_store.levels("bang-rak", DECEMBER) == [answer.levels]
    services.totals.rebuild("bang-rak", A_MONDAY)
    assert figures == services.totals.months("bang-rak", DECEMBER.first, DECEMBER.last)
    assert figures[DECEMBER].couples == 1
    assert schedule.forget()["comments"] == 0


def test_what_was_written_before_it_had_an_end_is_read_and_goes_as_well(
    services: Services, clock: FrozenClock
) -> None:
    old = {**keys.survey_comment("bang-rak", DECEMBER, "0" * 32), "comment": "written long ago"}
    services.table_client.put_item(TableName=services.settings.table, Item=items.to_wire(old))
    assert services.survey_store.comments("bang-rak", DECEMBER) == ["written long ago"]

    clock.moment = datetime.combine(RETENTION.comments_gone_on(DECEMBER), time(3), BANGKOK)

    assert schedule.forget()["comments"] == 1
    assert "written long ago" not in table_as_text(services)


def test_should_the_sweep_not_run_the_database_removes_what_was_written_on_the_same_day(
    services: Services,
) -> None:
    comment_about(services)
    stored = services.table_client.scan(TableName=services.settings.table)["Items"]
    (comment,) = (each for each in stored if "comment" in each)

    gone = items.moment(comment["expires_at"]["N"])

    assert gone == datetime.combine(RETENTION.comments_gone_on(DECEMBER), time(), BANGKOK)


def test_nothing_that_can_still_be_written_is_over_already() -> None:
    months = [Month(2026, number) for number in range(1, 13)]

    assert all(last_day(month) < RETENTION.comments_gone_on(month) for month in months)


def test_a_kind_of_item_nobody_thought_of_shows_in_the_report(services: Services) -> None:
    put(services, {"pk": "DIARY#1", "sk": "PAGE"})

    assert schedule.forget()["unknown"] == 1


def test_all_that_is_known_of_a_person_is_shown_and_then_forgotten(services: Services) -> None:
    key = services.secrets.phone_key(PHONE)
    booking = make_stored(services.store, phone_key=key, email=MAIL)
    make_stored(services.store, reference="WXYZ-6789", slot=2, phone="+66898765432")

    known = services.forgetting.known_of(PHONE)
    done = services.forgetting.erase(PHONE)

    assert {each["pk"] for each in known} == {f"BOOKING#{booking.reference}", f"PHONE#{key}"}
    assert dict(done) == {"cancelled": 1, "erased": 1}
    assert MAIL not in table_as_text(services)
    assert "+66898765432" in table_as_text(services)
    # The place is another couple's to take.
    assert services.store.bookings_on("bang-rak", A_MONDAY) == [_the_other(services)]


def _the_other(services: Services) -> Booking:
    other = services.store.find("WXYZ-6789")
    assert other
    return replace(other)


def test_nobody_is_known_by_another_number(services: Services) -> None:
    make_stored(services.store)

    assert services.forgetting.known_of("+66800000000") == []
    wiring.services()
