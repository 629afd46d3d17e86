"""Decisions about days as the table keeps them, and back: the rules are those of ``items``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.domain.days import DayChange, DayDecision, DayErrand


def decision_item(office_id: str, day: date, decision: DayDecision) -> items.Item:
    """How staff came to decide it; what they decided is the day's own item."""
    return items.to_wire(
        {
            **keys.decision(office_id, day),
            "number": decision.number,
            "at": decision.at.isoformat() if decision.at else None,
            # An ordinary day is an empty map.
            "heard": [items.change_values(each) if each else {} for each in decision.heard],
            "finished": decision.finished,
        }
    )


def finished_item(office_id: str, day: date, decision: DayDecision) -> items.Item:
    """The same decision, carried out."""
    return decision_item(office_id, day, replace(decision, finished=True))


def decision_from(change: DayChange | None, values: Mapping[str, Any]) -> DayDecision:
    """The decision that led to a day, from its plain values; early editions noted none."""
    if not values:
        return DayDecision(change)
    return DayDecision(
        change,
        number=int(values["number"]),
        at=datetime.fromisoformat(values["at"]).astimezone(BANGKOK),
        heard=tuple(items.change_from(each) if each else None for each in values["heard"]),
        finished=values["finished"],
    )


def errand_item(errand: DayErrand, decision: DayDecision) -> items.Item:
    """A decision that waits to be carried out; nobody else has one of this number."""
    return items.to_wire(
        {
            **keys.errand(errand.office_id, errand.date),
            "number": decision.number,
            "due": errand.due.isoformat(),
            "expires_at": items.expires_after(errand.date),
        }
    )


def errand_from(values: Mapping[str, Any]) -> DayErrand:
    """The errand an item holds, from its plain values."""
    office_id, day = keys.errand_of(values["sk"])
    return DayErrand(office_id, day, datetime.fromisoformat(values["due"]).astimezone(BANGKOK))
