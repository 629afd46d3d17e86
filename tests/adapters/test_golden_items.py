"""A deployment never loses a booking: items of every earlier edition are read today.

``tests/golden/`` holds items as each edition of the code wrote them, made by running that edition.
A change of what is written needs a new file (``python -m tests.adapters.test_golden_items``), and
no file is ever changed.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.dynamodb import day_items, items, keys, memory
from chalicelib.adapters.dynamodb.survey_store import comment_item
from chalicelib.domain.days import Closure, DayDecision, DayErrand, Opening
from chalicelib.domain.messages import OutboxEntry, told
from chalicelib.domain.months import Month
from chalicelib.domain.offices import Venue
from chalicelib.domain.text import Text
from tests.builders import A_MONDAY, NOW, make_booking, make_rules, place

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
EDITIONS = sorted(GOLDEN.glob("edition-*.json"), key=lambda path: int(path.stem.split("-")[1]))
BOOKINGS = ("booking", "moved", "cancelled", "ticked")


CLOSURE = Closure(Text("อบรม", "training"))
MALL = Venue(Text("ห้าง", "Mall"), Text("สีลม", "Silom"))
OPENING = Opening(MALL, 37, None, NOW)
DECISION = DayDecision(None, 3, NOW, (None, CLOSURE, OPENING), finished=False)
ERRAND = DayErrand("bang-rak", A_MONDAY, due=NOW)
OF_THE_DAY = OutboxEntry("ABCD-2345", "closed", 0, due=NOW, occasion="2")


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def written_today() -> dict[str, Any]:
    booking = make_booking(email="couple@example.com")
    moved = booking.moved(make_rules().slots[2], place(3), "couple", NOW)
    return {
        "booking": items.booking_item(booking),
        "moved": items.booking_item(moved),
        "cancelled": items.booking_item(moved.cancelled("couple", NOW)),
        "ticked": items.booking_item(booking.ticked(booking.documents[0], seen=True)),
        "place": items.place_item(booking),
        "history": items.history_item(booking),
        "closure": items.change_item("bang-rak", A_MONDAY, CLOSURE),
        "opening": items.change_item("bang-rak", A_MONDAY, OPENING),
        "outbox": items.outbox_item(told(booking, "booked", NOW)),
        "comment": comment_item("bang-rak", Month(2026, 12), "0" * 32, "ดี"),
        "told_of_the_day": items.outbox_item(OF_THE_DAY),
        "decision": day_items.decision_item("bang-rak", A_MONDAY, DECISION),
        "errand": day_items.errand_item(ERRAND, DECISION),
    }


def as_file(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_bookings_of_every_edition_are_read(path: Path) -> None:
    golden = read(path)

    for name in set(BOOKINGS) & set(golden):
        booking = items.booking_from(golden[name])
        assert booking.reference == "ABCD-2345"
        assert [person.nationality for person in booking.couple] == ["TH", "VN"]
        assert booking.phone == "+66812345678"
        assert booking.status == ("cancelled" if name == "cancelled" else "booked")


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_days_and_messages_of_every_edition_are_read(path: Path) -> None:
    golden = {name: items.from_wire(item) for name, item in read(path).items()}

    if "closure" in golden:
        assert items.change_from(golden["closure"]) == Closure(Text("อบรม", "training"))
        opening = items.change_from(golden["opening"])
        assert isinstance(opening, Opening)
        assert (opening.capacity, opening.opens_at) == (37, NOW)
    if "outbox" in golden:
        assert items.entry_from(golden["outbox"]) == told(make_booking(), "booked", NOW)
    if "comment" in golden:
        assert golden["comment"]["comment"] == "ดี"
        assert keys.surveyed_month_of(golden["comment"]["pk"]) == Month(2026, 12)
    if "decision" in golden:
        assert items.entry_from(golden["told_of_the_day"]) == OF_THE_DAY
        assert day_items.decision_from(None, golden["decision"]) == DECISION
        assert day_items.errand_from(golden["errand"]) == ERRAND


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_bookings_of_every_edition_can_be_forgotten(path: Path) -> None:
    golden = read(path)

    for name in set(BOOKINGS) & set(golden):
        left = memory.figures_of(items.from_wire(golden[name]))
        booking = items.booking_from(items.to_wire(left))
        assert {person.name for person in booking.couple} == {""}
        assert booking.channel == "web"


@pytest.mark.parametrize(("path", "later"), list(itertools.pairwise(EDITIONS)))
def test_an_edition_only_adds_attributes(path: Path, later: Path) -> None:
    before, after = read(path), read(later)

    for name in before:
        assert set(before[name]) <= set(after[name]), name


def test_what_is_written_today_is_the_last_edition() -> None:
    assert as_file(read(EDITIONS[-1])) == as_file(written_today())


if __name__ == "__main__":
    (GOLDEN / f"edition-{len(EDITIONS) + 1}.json").write_text(as_file(written_today()))
