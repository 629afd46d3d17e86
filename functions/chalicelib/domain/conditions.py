"""Whether a condition of the checklist holds for a couple.

The same function, step for step, is ``site/docs/assets/checklist/conditions.mjs``; shared vectors
prove that both give the same answer. A condition is one of

    true                                                 always
    {"all": […]}  {"any": […]}  {"not": …}               of the same person
    {"some": …}  {"each": …}                             of the two people
    {"fact": "prior", "is": ["widowed"]}                 one of these values
    {"fact": "age", "under": 20}  {…, "at_least": 18}    numbers
    {"fact": "prior_end", "under_days": 310}             so many days before the appointment
    {"fact": "cert_date", "over_days": 90}  {…, "over_months": 3}

A fact is one of a person, of ``partner.``, or of the ``couple.`` What nobody has said yet is
unknown, and so is what follows from it: a missing answer never counts as "no".
"""

from __future__ import annotations

import calendar
import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Truth = bool | None
Condition = Any  # as above; JSON, already checked by whoever read it
Facts = Mapping[str, Any]


def holds(condition: Condition, facts: Facts, who: int | None = None) -> Truth:
    """True, False, or None for unknown; ``who`` is the person a rule is about."""
    match condition:
        case {"all": parts}:
            truth = _all(holds(part, facts, who) for part in parts)
        case {"any": parts}:
            truth = _any(holds(part, facts, who) for part in parts)
        case {"not": part}:
            truth = _not(holds(part, facts, who))
        case {"each": part}:
            truth = _all(holds(part, facts, person) for person in (0, 1))
        case {"some": part}:
            truth = _any(holds(part, facts, person) for person in (0, 1))
        case {"fact": str(fact), **comparison}:
            truth = _compared(comparison, value(fact, facts, who), facts.get("appointment"))
        case _:
            truth = bool(condition)
    return truth


def value(fact: str, facts: Facts, who: int | None) -> Any:
    """What is known of a fact, or None. An age is worked out where the day of birth is known."""
    owner, _, name = fact.rpartition(".")
    if owner == "couple":
        return facts.get(name)
    if who is None:
        raise ValueError(f"{fact} is a fact of a person, and no person was named")
    person = facts["people"][1 - who if owner == "partner" else who]
    known = person.get(name)
    if name == "age" and known is None:
        return _age(person.get("born"), facts.get("appointment"))
    return known


def _compared(comparison: Mapping[Any, Any], known: Any, appointment: str | None) -> Truth:
    [(word, limit)] = comparison.items()
    if known is None:
        return None
    if word in _OF_VALUES:
        return _OF_VALUES[word](known, limit)
    if appointment is None:
        return None
    return _OF_DAYS[word](date.fromisoformat(known), date.fromisoformat(appointment), limit)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _age(born: str | None, appointment: str | None) -> int | None:
    """Whole years: a birthday counts on its own date, that of 29 February on 1 March."""
    if born is None or appointment is None:
        return None
    birth, on = date.fromisoformat(born), date.fromisoformat(appointment)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _all(truths: Iterable[Truth]) -> Truth:
    """One "no" decides, whatever else is unknown."""
    seen = set(truths)
    if False in seen:
        return False
    return None if None in seen else True


def _any(truths: Iterable[Truth]) -> Truth:
    return _not(_all(_not(truth) for truth in truths))


_OF_VALUES: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda known, values: known in values,
    "under": operator.lt,
    "at_least": operator.ge,
}
_OF_DAYS: Mapping[str, Callable[[date, date, int], bool]] = {
    "under_days": lambda then, on, limit: (on - then).days < limit,
    "over_days": lambda then, on, limit: (on - then).days > limit,
    "over_months": lambda then, on, limit: months_after(then, limit) < on,
}
