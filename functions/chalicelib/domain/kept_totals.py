"""Totals that are kept, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class KeptSpan:
    """The days whose totals are kept, both included: one of them without totals had no booking.

    Before ``first`` the office had no bookings at all.
    """

    first: date
    last: date
