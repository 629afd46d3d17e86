"""What opens a staff route and what does not: every route, every way a link can be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from chalice.test import Client

from chalicelib import wiring
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.staff_links import SigningKey, StaffLinks
from chalicelib.domain.staff_links import StaffLink
from chalicelib.services import Services
from chalicelib.stored_settings import StoredSettings
from tests.api.desk_client import Officer, make_officer
from tests.builders import A_MONDAY, NOW, make_stored
from tests.conftest import KEYS
from tests.fakes import FrozenClock

GET_ROUTES = ("/staff/desk", "/staff/day-list?format=json")


@pytest.fixture
def link(services: Services) -> StaffLink:
    return services.staff_links.make("bang-rak", A_MONDAY, A_MONDAY, "desk", NOW)


@pytest.fixture
def officer(api: Client, services: Services, link: StaffLink) -> Officer:
    return Officer(api, services.staff_links.token(link))


@pytest.mark.parametrize("path", GET_ROUTES)
def test_a_revoked_link_stops_at_once_and_leaves_the_others(
    api: Client, services: Services, officer: Officer, link: StaffLink, path: str
) -> None:
    other = make_officer(api, services)
    assert officer.get(path).status_code == 200

    services.link_register.revoke("bang-rak", link.id, NOW)

    answer = officer.get(path)
    assert (answer.status_code, answer.json_body["code"]) == (403, "link_revoked")
    assert other.get(path).status_code == 200


def test_a_revoked_link_presses_nothing(
    services: Services, officer: Officer, link: StaffLink
) -> None:
    make_stored(services.store)
    services.link_register.revoke("bang-rak", link.id, NOW)

    assert officer.press("arrive").json_body["code"] == "link_revoked"


def test_a_link_revoked_before_it_was_noted_stays_revoked(
    services: Services, officer: Officer, link: StaffLink
) -> None:
    services.link_register.revoke("bang-rak", link.id, NOW)
    services.link_register.note(link)

    assert officer.get("/staff/desk").json_body["code"] == "link_revoked"


def test_the_register_lists_what_the_office_gave_out(services: Services, link: StaffLink) -> None:
    services.link_register.note(link)
    services.link_register.revoke("bang-rak", link.id, NOW)

    (noted,) = services.link_register.listed("bang-rak")

    assert (noted.id, noted.scope, noted.first, noted.revoked_at) == (
        link.id,
        "desk",
        A_MONDAY,
        NOW,
    )
    assert services.link_register.listed("pathum-wan") == []


def test_yesterdays_link_works_after_a_new_key_until_it_expires(
    api: Client, services: Services, officer: Officer, clock: FrozenClock
) -> None:
    old_keys = services.staff_links.keys
    services.__dict__["staff_links"] = StaffLinks((*old_keys, SigningKey("new", "a newer secret")))

    assert officer.get("/staff/desk").status_code == 200
    assert make_officer(api, services).get("/staff/desk").status_code == 200
    clock.moment = datetime(2026, 12, 15, tzinfo=BANGKOK)
    assert officer.get("/staff/desk").json_body["code"] == "link_expired"


class Container:
    """A warm one, which has read its keys; ``put`` is what Parameter Store says from now on."""

    def __init__(self, services: Services, clock: FrozenClock) -> None:
        self.settings = services.settings
        wiring.use(services, StoredSettings(lambda: self.settings, clock))

    def put(self, *keys: SigningKey) -> None:
        self.settings = replace(self.settings, keys=replace(self.settings.keys, staff_links=keys))


OLD, NEW = KEYS.staff_links[0], SigningKey("new", "a newer secret")


def test_links_of_a_key_that_was_taken_out_end_within_five_minutes_on_a_warm_container(
    services: Services, officer: Officer, clock: FrozenClock
) -> None:
    container = Container(services, clock)
    assert officer.get("/staff/desk").status_code == 200

    container.put(NEW)
    clock.moment += timedelta(minutes=5)

    assert officer.get("/staff/desk").json_body["code"] == "link_invalid"


def test_a_link_of_a_new_key_opens_a_container_that_has_not_heard_of_it(
    api: Client, services: Services, officer: Officer, link: StaffLink, clock: FrozenClock
) -> None:
    container = Container(services, clock)
    newest = Officer(api, StaffLinks((OLD, NEW)).token(link))
    clock.moment += timedelta(minutes=1)

    container.put(OLD, NEW)

    assert newest.get("/staff/desk").status_code == 200
    assert officer.get("/staff/desk").status_code == 200


def test_an_office_link_ends_in_the_night_of_its_day(
    api: Client, services: Services, clock: FrozenClock
) -> None:
    on_duty = make_officer(api, services, "office", NOW.date())

    clock.moment = NOW.replace(hour=23, minute=59)
    assert on_duty.get("/staff/desk?date=2026-12-14").status_code == 200
    clock.moment = datetime(2026, 12, 2, tzinfo=BANGKOK)
    assert on_duty.get("/staff/desk").status_code == 401


def test_with_any_character_changed_a_link_opens_nothing(officer: Officer) -> None:
    for at in range(0, len(officer.token), 7):
        other = "A" if officer.token[at] != "A" else "B"
        changed = officer.token[:at] + other + officer.token[at + 1 :]
        assert Officer(officer.api, changed).get("/staff/desk").status_code == 403


def test_the_desk_takes_no_token_from_the_address(officer: Officer, api: Client) -> None:
    assert api.http.get(f"/staff/desk?token={officer.token}").status_code == 403


def test_each_use_of_a_link_is_logged_by_the_links_id_alone(
    services: Services, officer: Officer, link: StaffLink, caplog: pytest.LogCaptureFixture
) -> None:
    make_stored(services.store)

    officer.get("/staff/desk")

    lines = [record.message for record in caplog.records if link.id in record.message]
    assert lines == [
        f'{{"link": "{link.id}", "office": "bang-rak", "scope": "desk", "route": "/staff/desk"}}'
    ]
    everything = "".join(record.message for record in caplog.records)
    assert officer.token not in everything
    assert "มะลิ" not in everything


def test_a_link_of_another_day_opens_nothing(api: Client, services: Services) -> None:
    tuesday = make_officer(api, services, "desk", date(2026, 12, 15))

    assert tuesday.get("/staff/desk?date=2026-12-14").json_body["code"] == "link_invalid"
