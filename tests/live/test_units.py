"""What each deed costs in DynamoDB's request units, as DynamoDB Local counts them.

The figures stand in DECISIONS.md; a change that makes a deed dearer must change them there.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.dynamodb.link_register import LinkRegister
from chalicelib.adapters.dynamodb.paper_store import DynamoPaperStore
from chalicelib.adapters.dynamodb.survey_store import DynamoSurveyStore
from chalicelib.adapters.dynamodb.totals_store import DynamoTotalsStore
from chalicelib.adapters.staff_links import SigningKey, StaffLinks
from chalicelib.domain.day_totals import DayTotals
from chalicelib.domain.kept_totals import KeptSpan
from chalicelib.domain.months import Month, months_of
from chalicelib.domain.satisfaction import Tally
from chalicelib.domain.sent_papers import Finding
from chalicelib.domain.survey import SurveyAnswer, SurveyPass
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.services import Services
from chalicelib.settings import Settings
from chalicelib.usecases.day_list import day_list
from chalicelib.usecases.desk import Desk, PressWish
from chalicelib.usecases.report import Reports
from chalicelib.usecases.sent_papers import UploadWish
from chalicelib.usecases.survey import Surveys
from chalicelib.usecases.totals import Totals
from tests.builders import A_MONDAY, NOW, make_booking, make_request
from tests.fakes import FrozenClock
from tests.live.meter import WRITES, Rig, fill, rig_on

pytestmark = pytest.mark.engine

FRIDAY = date(2026, 12, 11)


@pytest.fixture
def rig(engine_settings: Settings) -> Rig:
    return rig_on(engine_settings)


def test_a_booking_costs_one_small_read_and_a_transaction_of_four_writes(rig: Rig) -> None:
    used = rig.meter.of(lambda: rig.bookings.book(make_request(), "k" * 16))

    assert used == {"GetItem": 0.5, WRITES: 8}


def test_a_move_costs_two_small_reads_and_a_transaction_of_five_writes(rig: Rig) -> None:
    booking = rig.bookings.book(make_request(), "k" * 16).booking

    used = rig.meter.of(lambda: rig.bookings.move(booking, FRIDAY, 3))

    assert used == {"GetItem": 0.5, "Query": 1, WRITES: 10}


def test_a_cancellation_costs_a_look_at_the_day_and_a_transaction_of_five_writes(rig: Rig) -> None:
    booking = rig.bookings.book(make_request(), "k" * 16).booking

    used = rig.meter.of(lambda: rig.bookings.cancel(booking))

    assert used == {"Query": 1, WRITES: 10}


def test_the_calendar_of_a_full_window_is_one_query_of_a_few_units(rig: Rig) -> None:
    shown = rig.availability.days("bang-rak", None, None)
    fill(rig, [day.date for day in shown.days if day.closed is None])

    assert rig.meter.of(lambda: rig.availability.days("bang-rak", None, None)) == {"Query": 4.5}
    assert rig.meter.of(lambda: rig.availability.slots("bang-rak", A_MONDAY)) == {"Query": 0.5}


def test_the_day_list_of_a_full_day_reads_each_booking_once(rig: Rig) -> None:
    fill(rig, [A_MONDAY])

    used = rig.meter.of(
        lambda: day_list(
            "bang-rak",
            A_MONDAY,
            offices=rig.bookings.offices,
            store=rig.store,
            clock=FrozenClock(),
        )
    )

    # The day's empty history is free here; Amazon counts one unit for asking.
    assert used == {"GetItem": 0.5, "Query": 1, "BatchGetItem": 15}


def test_a_press_costs_a_read_of_the_booking_and_a_transaction_of_two_writes(rig: Rig) -> None:
    booking = rig.bookings.book(make_request(date=A_MONDAY), "k" * 16).booking
    clock = FrozenClock(booking.starts_at)
    desk = Desk(rig.store, rig.bookings.secrets, clock)
    link = StaffLinks((SigningKey("k", "s"),)).make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)

    for deed in ("arrive", "start", "finish"):
        wish = PressWish(deed, officer="สมชาย ใจดี", key=f"a-key-of-its-own-{deed}")
        used = rig.meter.of(lambda wish=wish: desk.press(link, booking.reference, wish))
        assert used == {"GetItem": 1, WRITES: 4}


def test_a_tick_costs_what_a_press_costs_and_nothing_when_it_stands(rig: Rig) -> None:
    booking = rig.bookings.book(make_request(date=A_MONDAY), "k" * 16).booking
    desk = Desk(rig.store, rig.bookings.secrets, FrozenClock())
    link = StaffLinks((SigningKey("k", "s"),)).make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)
    paper = booking.documents[0]

    def tick() -> object:
        return desk.tick(link, booking.reference, paper, seen=True)

    assert rig.meter.of(tick) == {"GetItem": 1, WRITES: 4}
    assert rig.meter.of(tick) == {"GetItem": 1}


def test_a_look_for_news_at_the_desk_costs_half_a_unit_on_a_full_day(rig: Rig) -> None:
    fill(rig, [A_MONDAY])

    assert rig.meter.of(lambda: rig.store.day_mark("bang-rak", A_MONDAY)) == {"Query": 0.5}


def test_every_use_of_a_staff_link_reads_one_small_item(rig: Rig) -> None:
    link = StaffLinks((SigningKey("k", "s"),)).make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)
    register = LinkRegister(rig.store.client, rig.store.table)
    register.note(link)

    assert rig.meter.of(lambda: register.must_stand(link)) == {"GetItem": 1}


def test_a_survey_answer_reads_no_booking_and_is_one_transaction_of_small_items(rig: Rig) -> None:
    surveys, token = a_survey(rig)
    levels = dict.fromkeys(surveys.questionnaire.ids, 5)

    assert rig.meter.of(lambda: surveys.open(token)) == {"GetItem": 1}
    assert rig.meter.of(lambda: surveys.answer(token, levels, "")) == {WRITES: 4}
    _, other = a_survey(rig, reference="ZZZZ-2345")
    assert rig.meter.of(lambda: surveys.answer(other, levels, "ดีมาก")) == {WRITES: 6}


def test_a_year_of_one_office_is_reported_for_less_than_two_of_its_full_days(rig: Rig) -> None:
    """300 full days and 100 answers in each of the two open months, which are read as they are."""
    surveys, _ = a_survey(rig)
    totals = Totals(
        rig.bookings.offices,
        rig.store,
        surveys.store,
        DynamoTotalsStore(rig.store.client, rig.store.table),
        rig.bookings.clock,
    )
    today = NOW.date()
    for ago in range(1, 301):
        totals.kept.keep_day("bang-rak", today - timedelta(days=ago), A_FULL_DAY)
    for month in months_of(today - timedelta(days=300), date(2026, 10, 1)):
        totals.kept.keep_month("bang-rak", month, Tally(100, {"overall": {5: 100}}))
    totals.kept.set_span("bang-rak", KeptSpan(today - timedelta(days=300), today - timedelta(1)))
    for number in range(200):
        month = Month(2026, 11 + number % 2)
        answer = SurveyAnswer("bang-rak", month, dict.fromkeys(surveys.questionnaire.ids, 5))
        surveys.store.add(SurveyPass("bang-rak", month, f"pass {number}"), answer)
    questions, targets = surveys.questionnaire, data_files.targets()
    reports = Reports(
        rig.bookings.offices, totals, surveys.store, questions, targets, rig.bookings.clock
    )

    used = rig.meter.of(lambda: reports.report("bang-rak", None, today))

    assert used == {"GetItem": 0.5, "Query": 21.5}


def test_a_paper_asked_for_looked_at_and_accepted_costs_three_transactions(
    rig: Rig, engine_settings: Settings
) -> None:
    request = make_request(date=A_MONDAY, documents=("R10",))
    booking = rig.bookings.book(request, "k" * 16).booking
    services = Services(replace(engine_settings, papers_bucket="b"), clock=FrozenClock())
    store = DynamoPaperStore(rig.store.client, rig.store.table)
    files = replace(services.papers.files, client=NoBucket())  # type: ignore[type-var]
    papers = replace(services.papers, bookings=rig.store, papers=store, files=files)
    wish = UploadWish("R10", "image/jpeg", 1000)

    def whole_way() -> None:
        paper, _ = papers.ask(booking, wish)
        papers.take_in(booking.reference, paper.id, lambda _: Finding((b"",)))
        papers.change(booking, lambda folder: folder.reviewed(paper.id, "accepted", None))

    assert rig.meter.of(whole_way) == {"GetItem": 5, WRITES: 18}


class NoBucket:
    """An S3 that takes everything and has an empty file under every name."""

    def __getattr__(self, call: str) -> Any:
        answer = {"Body": io.BytesIO(), "fields": {}}
        return lambda *_, **__: answer


def a_survey(rig: Rig, **visit: Any) -> tuple[Surveys, str]:
    """The survey, and the token of a visit."""
    tokens = SurveyTokens(rig.bookings.secrets)
    kept = DynamoSurveyStore(rig.store.client, rig.store.table)
    surveys = Surveys(data_files.questionnaire(), kept, tokens, rig.bookings.clock)
    return surveys, tokens.token(make_booking(**visit))


# Fifteen couples, each of whom did everything differently.
A_FULL_DAY = DayTotals(
    channels={"web": 9, "facebook": 3, "phone": 2, "counter": 1},
    slots={f"{8 + number // 2:02}:{number % 2 * 30:02}": 1 for number in range(15)},
    cancelled=1,
    no_shows=1,
    finished=13,
    by_register=dict.fromkeys(range(11), 1),
    by_desk={1: 1, 2: 1},
    minutes=dict.fromkeys(range(22, 35), 1),
    leads=dict.fromkeys(range(1, 16), 1),
)
