"""Opening another district is one edit of data, and a slip of the hand is named."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters import data_files
from chalicelib.adapters.office_schema import OfficeDataInvalid
from chalicelib.domain.errors import SlotTaken
from chalicelib.domain.secrets import Secrets
from chalicelib.usecases.bookings import Bookings
from tests.builders import make_request, phone_of
from tests.fakes import FrozenClock, InMemoryBookingStore

FILE = Path(data_files.__file__).resolve().parents[1] / "data" / "offices.json"


@pytest.fixture
def data() -> list[dict[str, Any]]:
    """All offices, with Dusit opened on three long slots of two couples, Saturdays included."""
    offices: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["offices"]
    bang_rak = next(office for office in offices if office["id"] == "bang-rak")
    dusit = next(office for office in offices if office["id"] == "dusit")
    rules = copy.deepcopy({name: bang_rak[name] for name in set(bang_rak) - set(dusit)})
    dusit |= rules | {
        "booking": True,
        "capacity": 2,
        "window_days": 7,
        "weekdays": ["tuesday", "saturday"],
        "slots": [
            {"start": "09:00", "end": "10:00"},
            {"start": "10:00", "end": "11:00"},
            {"start": "13:00", "end": "14:00"},
        ],
    }
    return offices


def dusit(data: list[dict[str, Any]]) -> dict[str, Any]:
    return next(office for office in data if office["id"] == "dusit")


def test_a_second_office_takes_bookings_by_its_own_rules(data: list[dict[str, Any]]) -> None:
    clock = FrozenClock()
    bookings = Bookings(
        data_files.offices_of(data),
        data_files.checklist(),
        InMemoryBookingStore(),
        Secrets(b"key"),
        clock,
    )
    a_week_from_tuesday = clock.moment.date() + timedelta(days=7)

    def book(couple: int) -> int:
        request = make_request(
            office_id="dusit", date=a_week_from_tuesday, slot=3, phone=phone_of(couple)
        )
        return bookings.book(request, f"key-of-couple-number-{couple}").booking.place

    assert {book(1), book(2)} == {1, 2}
    with pytest.raises(SlotTaken) as refused:
        book(3)
    assert refused.value.free_slots == (1, 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"capacity": 0}, "dusit: capacity"),
        ({"capacity": "2"}, "dusit: capacity"),
        ({"weekdays": ["mon"]}, "dusit: weekdays[0]"),
        ({"window_days": 1000}, "dusit: window_days"),
        ({"phone": "02 236 1395"}, "dusit: phone: like +6622361395"),
        ({"name": {"th": "ดุสิต"}}, "dusit: name.en"),
        ({"location": {"latitude": 100.5, "longitude": 13.7}}, "dusit: location.latitude"),
        ({"slots": [{"start": "9:00", "end": "10:00"}]}, "dusit: slots[0].start: a time looks"),
        ({"slots": [{"start": "10:00", "end": "09:00"}]}, "dusit: slots[0].end"),
        (
            {
                "slots": [
                    {"start": "09:00", "end": "10:00"},
                    {"start": "09:30", "end": "11:00"},
                ]
            },
            "dusit: slots[1].start: begins before",
        ),
        ({"colour": "red"}, "dusit: colour"),
        ({"code": "1004"}, "two offices: code: 1004 is there twice"),
    ],
)
def test_a_slip_of_the_hand_is_named(
    data: list[dict[str, Any]], change: dict[str, Any], said: str
) -> None:
    dusit(data).update(change)

    with pytest.raises(OfficeDataInvalid) as refused:
        data_files.offices_of(data)

    assert said in str(refused.value)


def test_an_office_that_opens_without_a_rule_is_told_which(data: list[dict[str, Any]]) -> None:
    del dusit(data)["counter"]

    with pytest.raises(OfficeDataInvalid, match="dusit: counter: needed where booking is true"):
        data_files.offices_of(data)


def test_an_office_that_is_made_ready_needs_every_rule_too(data: list[dict[str, Any]]) -> None:
    dusit(data)["booking"] = False
    del dusit(data)["counter"]

    with pytest.raises(OfficeDataInvalid, match="dusit: counter: needed where there are slots"):
        data_files.offices_of(data)


def test_several_slips_are_named_at_once(data: list[dict[str, Any]]) -> None:
    dusit(data).update({"capacity": 0, "window_days": 0})

    with pytest.raises(OfficeDataInvalid) as refused:
        data_files.offices_of(data)

    assert "dusit: capacity" in str(refused.value)
    assert "dusit: window_days" in str(refused.value)
