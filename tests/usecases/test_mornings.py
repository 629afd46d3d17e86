"""The morning message: who gets it, when, and that its link works and ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.mail.senders import morning_subject, morning_text
from chalicelib.domain.days import Closure
from chalicelib.domain.messages import MorningNotice, Notice
from chalicelib.domain.text import Text
from chalicelib.services import Services
from chalicelib.usecases.mornings import Mornings
from tests.builders import A_MONDAY, make_stored
from tests.fakes import FrozenClock

SEVEN = datetime(2026, 12, 14, 7, 0, tzinfo=BANGKOK)


@dataclass
class Post:
    """What the office was sent."""

    mornings: list[MorningNotice] = field(default_factory=list)

    def send(self, notice: Notice) -> None:
        raise AssertionError(notice)

    def good_morning(self, notice: MorningNotice) -> None:
        self.mornings.append(notice)


@pytest.fixture
def post(services: Services, clock: FrozenClock) -> Post:
    made = Post()
    services.staff_notices = made
    make_stored(services.store)
    clock.moment = SEVEN
    return made


def test_an_office_at_work_gets_its_link_and_the_number_of_couples(
    services: Services, post: Post
) -> None:
    assert services.mornings.send() == 1

    (notice,) = post.mornings
    assert (notice.office.id, notice.date, notice.couples) == ("bang-rak", A_MONDAY, 1)
    assert "1 couples" in morning_subject(notice)
    assert morning_subject(notice).isascii()
    assert notice.url in morning_text(notice)
    assert "มะลิ" not in morning_text(notice)


def test_the_link_is_the_offices_own_and_is_noted(services: Services, post: Post) -> None:
    services.mornings.send()

    page, _, token = post.mornings[0].url.partition("#token=")
    link = services.staff_links.read(token)
    assert page == "http://natrak.test/staff/desk/"
    assert (link.scope, link.day) == ("office", A_MONDAY)
    assert link.expires_at == datetime(2026, 12, 15, tzinfo=BANGKOK)
    assert [noted.id for noted in services.link_register.listed("bang-rak")] == [link.id]


def test_nothing_is_sent_before_seven(services: Services, post: Post, clock: FrozenClock) -> None:
    clock.moment = SEVEN.replace(hour=6, minute=59)

    assert services.mornings.send() == 0


@pytest.mark.parametrize("day", [date(2026, 12, 12), date(2026, 12, 10)])
def test_nothing_is_sent_on_a_weekend_or_holiday(
    services: Services, post: Post, clock: FrozenClock, day: date
) -> None:
    clock.moment = datetime.combine(day, SEVEN.timetz())

    assert services.mornings.send() == 0


def test_nothing_is_sent_on_a_day_that_staff_closed(services: Services, post: Post) -> None:
    services.store.set_change("bang-rak", A_MONDAY, Closure(Text("อบรม", "training")))

    assert services.mornings.send() == 0


def test_without_a_way_to_reach_the_office_no_link_is_made(
    services: Services, clock: FrozenClock
) -> None:
    def no_link(*_: object) -> str:
        raise AssertionError

    clock.moment = SEVEN

    assert Mornings(services.offices, services.store, clock, no_link).send() == 0
