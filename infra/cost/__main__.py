"""`make cost`: the monthly bill, with and without free tiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.command import ends_in_one_line
from infra.cost import model

_FREE: tuple[model.FreeTiers, ...] = ("all", "permanent", "none")


@ends_in_one_line("cost")
def main() -> None:
    """Print the four months, and the largest one line by line."""
    journeys, prices = model.journeys(), model.prices()
    print(f"US dollars a month. Prices as of {prices['as_of']}, to be verified; use is modelled.")
    print(f"\n{'':32}{'all free tiers':>16}{'permanent only':>16}{'no free tier':>16}")
    for who, months in journeys["months"].items():
        for name, month in months.items():
            used = model.usage(month, journeys)
            totals = "".join(f"{model.total(model.bill(used, free)):16.2f}" for free in _FREE)
            print(f"{who.replace('_', ' ') + ', ' + name:32}{totals}")
    month = journeys["months"]["bang_rak"]["ordinary"]
    print("\nBang Rak, an ordinary month, with permanent free tiers only:\n")
    print(f"{'':44}{'used':>16}{'USD':>10}  free each month")
    bill = model.bill(model.usage(month, journeys), "permanent")
    for line, price in zip(bill, prices["lines"].values(), strict=True):
        print(f"{line.what:44}{line.amount:16,.2f}{line.cost:10.3f}  {_free(price)}")


def _free(price: Mapping[str, Any]) -> str:
    if not price["free"]:
        return "nothing"
    lasts = "for good" if price["permanent"] else "for 12 months, of accounts made before July 2025"
    return f"{price['free']:,} {lasts}"


if __name__ == "__main__":
    main()
