"""The nationalities a couple chooses from."""

from __future__ import annotations

from dataclasses import dataclass

from natrak_site.sources import Entries
from natrak_site.wording import dictionary_order

HOME_COUNTRY = "TH"
STATELESS = "stateless"
# Nobody lives there but for a time, and nobody is its national: Antarctica, Bouvet Island, South
# Georgia, Heard and McDonald Islands, the French Southern Territories, the U.S. Outlying Islands.
NOBODYS = frozenset({"AQ", "BV", "GS", "HM", "TF", "UM"})


@dataclass(frozen=True)
class Choice:
    """One entry of a drop-down list: what is sent, and what is read."""

    value: str
    label: str


def nationality_choices(countries: Entries, language: str, stateless_label: str) -> list[Choice]:
    """Thailand first, because most visitors choose it; "stateless" last, where one looks for it."""
    labels = {code: names[language] for code, names in countries.items() if code not in NOBODYS}
    first = Choice(HOME_COUNTRY, labels.pop(HOME_COUNTRY))
    others = sorted(labels.items(), key=lambda country: dictionary_order(country[1], language))
    return [first, *(Choice(*country) for country in others), Choice(STATELESS, stateless_label)]
