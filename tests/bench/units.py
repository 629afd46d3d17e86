"""Request units of each deed, beside the least that the rules of the transaction allow.

How the least comes about stands in DECISIONS.md under "The least a deed can cost".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from chalicelib.settings import Settings
from chalicelib.usecases.day_list import day_list
from tests.bench.row import Row, worst
from tests.builders import A_MONDAY, make_request
from tests.fakes import FrozenClock
from tests.live.meter import Rig, fill, rig_on

FRIDAY = date(2026, 12, 11)
# Read and write units together.
LEAST = {
    "booking": 8.5,
    "move": 11.5,
    "cancellation": 11.0,
    "month": 4.5,
    "day": 0.5,
    "day list": 16.5,
}


def rows(settings: Settings) -> list[Row]:
    """The row `units`, and one for each deed; the table of the settings is empty."""
    rig = rig_on(settings)
    parts = [_row(name, sum(rig.meter.of(deed).values())) for name, deed in _deeds(rig)]
    assert len(parts) == len(LEAST)
    return [worst("units", parts), *parts]


def _row(deed: str, units: float) -> Row:
    least = LEAST[deed]
    return Row(
        f"units: {deed}", units, "units", least, units / least, "equal", units == least, 1, 0.0
    )


def _deeds(rig: Rig) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each deed when the table is ready for it."""
    request, key = make_request(), "k" * 16
    yield "booking", lambda: rig.bookings.book(request, key)
    booking = rig.bookings.book(request, key).booking
    yield "move", lambda: rig.bookings.move(booking, FRIDAY, 3)
    moved = rig.bookings.book(request, key).booking
    yield "cancellation", lambda: rig.bookings.cancel(moved)
    office, shown = booking.office_id, rig.availability.days(booking.office_id, None, None)
    fill(rig, [day.date for day in shown.days if day.closed is None])
    yield "month", lambda: rig.availability.days(office, None, None)
    yield "day", lambda: rig.availability.slots(office, A_MONDAY)
    yield (
        "day list",
        lambda: day_list(
            office, A_MONDAY, offices=rig.bookings.offices, store=rig.store, clock=FrozenClock()
        ),
    )
