"""Reads the conditions of the checklist: puts in what names stand for, refuses all else.

Whoever mistypes a fact or a value is told where: ``R20.when.all[0].is: …``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.conditions import Condition

PRIORS = (
    "never",
    "divorced_registered",
    "divorced_court",
    "divorced_abroad",
    "widowed",
    "annulled",
    "married",
)
YES_OR_NO = (True, False)
SEXES = ("M", "F")
SURNAMES = ("keep", "a_takes_b", "b_takes_a", "undecided")
# What can be known about a person and about the couple: its values, a number, or a day.
OF_A_PERSON: Mapping[str, Any] = {
    "nationality": (),
    "age": "number",
    "prior": PRIORS,
    "prior_end": "day",
    "sex_reg": SEXES,
    "prior_spouse_sex": SEXES,
    "name_changed": YES_OR_NO,
    "speaks_thai": YES_OR_NO,
    "thai_issued_card": YES_OR_NO,
    "cert_origin": ("embassy_in_TH", "home_country"),
    "cert_date": "day",
}
OF_THE_COUPLE: Mapping[str, Any] = {
    "couple.remarry_same": YES_OR_NO,
    "couple.already_married_abroad": YES_OR_NO,
    "couple.common_children": "number",
    "couple.prenup": YES_OR_NO,
    "couple.surname_choice": SURNAMES,
    "couple.place": ("office", "event_venue", "outside"),
}
COMPARISONS = {"number": ("under", "at_least"), "day": ("under_days", "over_days", "over_months")}


class ConditionInvalid(ValueError):
    """Not a condition; the text names the place and the mend."""


@dataclass(frozen=True)
class ConditionReader:
    """Reads one condition, which may use ``names`` and speak of these ``nationalities``.

    ``place`` is where it stands; ``person`` whether it is about a person.
    """

    names: Mapping[str, Any]
    nationalities: tuple[str, ...]
    place: str
    person: bool
    used: tuple[str, ...] = ()

    def read(self, condition: Any) -> Condition:
        """The condition with each name replaced by what it stands for."""
        if condition is True:
            return True
        if isinstance(condition, str):
            return self._named(condition)
        if not isinstance(condition, Mapping) or not condition:
            raise self.wrong("is no condition")
        if "fact" in condition:
            return self._comparison(condition)
        return self._composed(condition)

    def _composed(self, condition: Mapping[str, Any]) -> Condition:
        if len(condition) > 1:
            raise self.wrong(f"holds more than one word: {', '.join(condition)}")
        [(word, below)] = condition.items()
        inside = self.at(f".{word}")
        match word:
            case "not":
                return {word: inside.read(below)}
            case "some" | "each":
                return {word: replace(inside, person=True).read(below)}
            case "all" | "any":
                if not isinstance(below, list) or not below:
                    raise inside.wrong("is no list of conditions")
                return {
                    word: [inside.at(f"[{number}]").read(one) for number, one in enumerate(below)]
                }
        raise self.wrong(f"there is no word {word}")

    def _named(self, name: str) -> Condition:
        if name not in self.names:
            raise self.wrong(f"there is no condition called {name}")
        if name in self.used:
            raise self.wrong(f"{name} stands for itself")
        return replace(self.at(f"({name})"), used=(*self.used, name)).read(self.names[name])

    def _comparison(self, condition: Mapping[str, Any]) -> Condition:
        fact = condition["fact"]
        kind = self._kind(fact)
        words = [word for word in condition if word != "fact"]
        known = COMPARISONS[kind] if isinstance(kind, str) else ("is",)
        if len(words) != 1 or words[0] not in known:
            raise self.wrong(f"{fact} takes one of: {', '.join(known)}")
        [word] = words
        value, inside = condition[word], self.at(f".{word}")
        if word != "is":
            if type(value) is not int:
                raise inside.wrong("is no whole number")
            return {"fact": fact, word: value}
        values = value if isinstance(value, list) else [value]
        never = [each for each in values if each not in kind]
        if never or not values:
            raise inside.wrong(f"{fact} is never {never}")
        return {"fact": fact, "is": values}

    def _kind(self, fact: Any) -> Any:
        if fact in OF_THE_COUPLE:
            return OF_THE_COUPLE[fact]
        name = str(fact).removeprefix("partner.")
        inside = self.at(".fact")
        if name not in OF_A_PERSON:
            raise inside.wrong(f"there is no fact {fact}")
        if not self.person:
            raise inside.wrong(f"{fact} is of a person: say some or each")
        return self.nationalities if name == "nationality" else OF_A_PERSON[name]

    def at(self, step: str) -> ConditionReader:
        """The reader of what stands one step further inside."""
        return replace(self, place=self.place + step)

    def wrong(self, said: str) -> ConditionInvalid:
        """The error that names this place."""
        return ConditionInvalid(f"{self.place}: {said}")
