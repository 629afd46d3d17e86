"""The 50 district offices, as the page about offices lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from natrak_site.sources import Sources
from natrak_site.wording import dictionary_order


@dataclass(frozen=True)
class District:
    """One line of the list."""

    name: str
    postcodes: str
    takes_bookings: bool


def districts(sources: Sources, language: str) -> list[District]:
    """All of them, in the order of the reader's dictionary."""
    offices: list[dict[str, Any]] = sources.data("offices.json")["offices"]
    listed = [
        District(_bare(office["name"][language]), ", ".join(office["postcodes"]), office["booking"])
        for office in offices
    ]
    return sorted(listed, key=lambda district: dictionary_order(district.name, language))


def _bare(name: str) -> str:
    """In a list of district offices each line need not say so again."""
    return name.removeprefix("สำนักงานเขต").removesuffix(" District Office")


@dataclass(frozen=True)
class MapLinks:
    """Two links to the office on a map: none of them loads anything before it is pressed."""

    web: str
    app: str


def map_links(sources: Sources) -> MapLinks:
    """Where the office that takes bookings stands."""
    offices: list[dict[str, Any]] = sources.data("offices.json")["offices"]
    place = next(office for office in offices if office["booking"])["location"]
    north, east = place["latitude"], place["longitude"]
    return MapLinks(
        web=f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}",
        app=f"geo:{north},{east}",
    )
