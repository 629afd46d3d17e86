"""Freezes Thailand's government holidays into ``functions/chalicelib/data/holidays.json``.

The `holidays` package knows the days and their substitutes; a district office differs from its
default in two points (source: the Cabinet's yearly list of government holidays): Labour Day is a
working day for government offices, the Royal Ploughing Ceremony is not. Lambda reads the frozen
file, so the package itself is never deployed.

Run ``make holidays`` after a new edition of the package, and read the difference before committing.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import holidays

YEARS = (2026, 2027)
# Announced year by year, always in May; until it is, nothing after April is known for certain.
ROYAL_PLOUGHING = "วันพืชมงคล"
TARGET = Path(__file__).resolve().parents[2] / "functions" / "chalicelib" / "data" / "holidays.json"
# Not a government holiday, and so neither is the day off in its place.
LABOUR_DAY = "วันแรงงานแห่งชาติ"


def _names(language: str) -> dict[date, str]:
    days = holidays.country_holidays(
        "TH", years=YEARS, categories=("public", "government"), language=language
    )
    return dict(days.items())


def government_holidays() -> dict[str, dict[str, str]]:
    """``{date: {"th", "en"}}`` for every day of ``YEARS``."""
    thai, english = _names("th"), _names("en_US")
    return {
        day.isoformat(): {"th": thai[day], "en": english[day]}
        for day in sorted(thai)
        if LABOUR_DAY not in thai[day]
    }


def known_until(days: dict[str, dict[str, str]]) -> str:
    """The last day up to which no government holiday is missing."""
    for year in YEARS:
        of_the_year = [names["th"] for day, names in days.items() if day.startswith(str(year))]
        if not any(ROYAL_PLOUGHING in name for name in of_the_year):
            return f"{year}-04-30"
    return f"{YEARS[-1]}-12-31"


def main() -> None:
    """Write the file, one day a line."""
    days = government_holidays()
    lines = ",\n".join(
        f'    "{day}": {json.dumps(names, ensure_ascii=False)}' for day, names in days.items()
    )
    TARGET.write_text(
        f'{{\n  "last": "{known_until(days)}",\n  "days": {{\n{lines}\n  }}\n}}\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
