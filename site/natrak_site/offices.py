"""The office whose queue this site keeps, as the pages speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from natrak_site.sources import Sources
from natrak_site.wording import spoken_clock, spoken_phone


@dataclass(frozen=True)
class OfficeFacts:
    """What the pages say about an office, in one language."""

    id: str
    name: str
    address: str
    phone: Markup
    phone_link: str
    opens: str
    closes: str
    window_days: int
    slots_a_day: int
    minutes_early: int


def booking_office(sources: Sources, language: str) -> OfficeFacts:
    """The first office that takes bookings."""
    words = sources.words(language)["site"]
    offices: list[dict[str, Any]] = sources.data("offices.json")["offices"]
    office = next(office for office in offices if office["booking"])
    return OfficeFacts(
        id=office["id"],
        name=office["name"][language],
        address=office["address"][language],
        phone=spoken_phone(office["phone"], language, words["phone_abroad"]),
        phone_link=f"tel:{office['phone']}",
        opens=spoken_clock(office["slots"][0]["start"], language),
        closes=spoken_clock(office["slots"][-1]["end"], language),
        window_days=office["window_days"],
        slots_a_day=len(office["slots"]),
        minutes_early=office["arrive_minutes_early"],
    )
