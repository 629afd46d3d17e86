"""Settings that change while a container lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from botocore.exceptions import ConnectTimeoutError

from chalicelib.settings import Settings
from chalicelib.stored_settings import StoredSettings
from tests.conftest import make_settings
from tests.fakes import FrozenClock


class Store:
    """A parameter store that counts how often it is asked."""

    def __init__(self) -> None:
        self.settings = make_settings()
        self.asked = 0
        self.broken: Exception | None = None

    def read(self) -> Settings:
        self.asked += 1
        if self.broken:
            raise self.broken
        return self.settings

    def change(self) -> Settings:
        self.settings = replace(self.settings, base_url="https://another.test")
        return self.settings


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def stored(store: Store, clock: FrozenClock) -> StoredSettings:
    return StoredSettings(store.read, clock)


def test_a_change_is_seen_within_five_minutes_and_not_asked_for_more_often(
    store: Store, stored: StoredSettings, clock: FrozenClock
) -> None:
    before, after = stored.current(), store.change()

    clock.moment += timedelta(minutes=4, seconds=59)
    assert stored.current() == before
    clock.moment += timedelta(seconds=1)
    assert stored.current() == stored.current() == after
    assert store.asked == 2


def test_whoever_would_be_refused_sees_a_change_at_once_but_asks_once_a_minute(
    store: Store, stored: StoredSettings, clock: FrozenClock
) -> None:
    clock.moment += timedelta(minutes=1)
    after = store.change()

    assert stored.newest() == after
    for _ in range(30):
        clock.moment += timedelta(seconds=1)
        stored.newest()
    assert store.asked == 2


@pytest.mark.parametrize(
    "broken", [ConnectTimeoutError(endpoint_url="ssm"), KeyError("NATRAK_KEYS"), TypeError()]
)
def test_a_store_that_does_not_answer_takes_nothing_along_and_is_asked_again_later(
    store: Store, stored: StoredSettings, clock: FrozenClock, broken: Exception
) -> None:
    before, after = stored.current(), store.change()
    store.broken = broken

    clock.moment += timedelta(minutes=5)
    assert stored.current() == before
    stored.current()
    assert store.asked == 2, "not every request waits for a store that is down"
    store.broken = None
    clock.moment += timedelta(minutes=5)
    assert stored.current() == after


def test_without_any_settings_there_is_no_service(store: Store, clock: FrozenClock) -> None:
    store.broken = KeyError("NATRAK_KEYS")

    with pytest.raises(KeyError):
        StoredSettings(store.read, clock)
