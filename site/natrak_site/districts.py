"""The 50 district offices, as the page about offices lists them."""

from __future__ import annotations

from dataclasses import dataclass

from natrak_site.offices import WRITTEN_FOR, booking_offices, map_address, office_data
from natrak_site.sources import Sources
from natrak_site.wording import dictionary_order


@dataclass(frozen=True)
class District:
    """One line of the list; ``book`` is the path of its booking page, where it has one."""

    name: str
    postcodes: str
    book: str | None


def districts(sources: Sources, language: str) -> list[District]:
    """All of them, in the order of the reader's dictionary."""
    book = {office.id: office.book for office in booking_offices(sources, language)}
    listed = [
        District(
            _bare(office["name"][language]),
            ", ".join(office["postcodes"]),
            book.get(office["id"]),
        )
        for office in office_data(sources)
    ]
    return sorted(listed, key=lambda district: dictionary_order(district.name, language))


def open_districts(sources: Sources, language: str) -> list[District]:
    """Those that take bookings here."""
    return [district for district in districts(sources, language) if district.book]


def _bare(name: str) -> str:
    """In a list of district offices each line need not say so again."""
    return name.removeprefix("สำนักงานเขต").removesuffix(" District Office")


@dataclass(frozen=True)
class MapLinks:
    """Two links to the office on a map: none of them loads anything before it is pressed."""

    web: str
    app: str


def map_links(sources: Sources) -> MapLinks:
    """Where the office stands whose way the page describes."""
    office = next(office for office in office_data(sources) if office["id"] == WRITTEN_FOR)
    place = office["location"]
    return MapLinks(web=map_address(office), app=f"geo:{place['latitude']},{place['longitude']}")
