"""Reads ``data/`` into the domain: offices, holidays, papers, countries, messages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from chalicelib.adapters import office_schema, paper_check_file, papers_file
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.domain.offices import BookingRules, Holidays, Office, Slot
from chalicelib.domain.papers import Checklist, Source
from chalicelib.domain.sent_papers import PaperCheck
from chalicelib.domain.text import Text

if TYPE_CHECKING:
    from chalicelib.domain.kpis import Targets
    from chalicelib.domain.retention import Retention
    from chalicelib.domain.survey import Questionnaire

_DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True)
class OfficesFile:
    """``Offices`` from data."""

    offices: Mapping[str, Office]
    calendar: Holidays
    test_office: Office | None = None

    def all(self) -> Sequence[Office]:
        """All 50, in the order of their codes."""
        return tuple(self.offices.values())

    def get(self, office_id: str) -> Office:
        """See ``Offices.get``."""
        if self.test_office and office_id == self.test_office.id:
            return self.test_office
        try:
            return self.offices[office_id]
        except KeyError:
            raise OfficeUnknown from None

    def holidays(self) -> Holidays:
        """Government holidays, the same for every office."""
        return self.calendar


@cache
def offices() -> OfficesFile:
    """The offices and holidays of ``offices.json`` and ``holidays.json``.

    The test office can be booked like any other and is in no list: the canary's own.
    """
    real = offices_of(_read("offices.json")["offices"])
    return replace(real, test_office=office(_read("test_office.json")))


def offices_of(values: Sequence[Mapping[str, Any]]) -> OfficesFile:
    """Offices from their data, or ``OfficeDataInvalid`` naming every wrong field."""
    office_schema.must_be_valid(values)
    read = (office(each) for each in values)
    return OfficesFile(MappingProxyType({each.id: each for each in read}), holidays())


def office(values: Mapping[str, Any]) -> Office:
    """One office of the file."""
    return Office(
        id=values["id"],
        code=values["code"],
        name=_text(values["name"]),
        postcodes=tuple(values["postcodes"]),
        takes_bookings=values["booking"],
        rules=_rules(values) if values["booking"] or "slots" in values else None,
    )


def _rules(values: Mapping[str, Any]) -> BookingRules:
    return BookingRules(
        address=_text(values["address"]),
        phone=values["phone"],
        latitude=values["location"]["latitude"],
        longitude=values["location"]["longitude"],
        counter=_text(values["counter"]),
        arrive_minutes_early=values["arrive_minutes_early"],
        late_after_minutes=values["late_after_minutes"],
        weekdays=frozenset(office_schema.WEEKDAYS.index(day) for day in values["weekdays"]),
        window_days=values["window_days"],
        capacity=values["capacity"],
        slots=tuple(
            Slot(
                number,
                time.fromisoformat(slot["start"]),
                time.fromisoformat(slot["end"]),
                kept=slot.get("kept_for_counter", 0),
            )
            for number, slot in enumerate(values["slots"], start=1)
        ),
        target_minutes=values.get("target_minutes", 30),
        tells_staff_of_bookings=values.get("tells_staff_of_bookings", False),
    )


@cache
def holidays() -> Holidays:
    """The frozen government holidays."""
    values = _read("holidays.json")
    return Holidays(
        last=date.fromisoformat(values["last"]),
        names=MappingProxyType(
            {date.fromisoformat(day): _text(names) for day, names in values["days"].items()}
        ),
    )


@cache
def retention() -> Retention:
    """For how long couples are remembered."""
    from chalicelib.domain.retention import Retention

    values = _read("retention.json")
    return Retention(values["days_after_appointment"], values["grace_days"], values["comment_days"])


@cache
def checklist() -> Checklist:
    """The papers the office asks for."""
    return papers_file.checklist_of(
        _read("papers.json"),
        apostille=foreign_papers()["apostille"]["in_force"],
        countries=countries(),
    )


@cache
def paper_check() -> PaperCheck:
    """What may be sent before the visit."""
    return paper_check_file.paper_check_of(_read("paper_check.json"), checklist())


@cache
def paper_sources() -> Mapping[str, Source]:
    """Where the claims of the checklist come from, by the key they use."""
    return papers_file.sources_of(_read("papers.json"))


@cache
def foreign_papers() -> Mapping[str, Any]:
    """What a foreigner's proof is called, and how papers from abroad are legalised."""
    return papers_file.foreign_papers_of(_read("foreign_papers.json"), paper_sources())


@cache
def fees() -> Mapping[str, Any]:
    """What things cost."""
    return papers_file.fees_of(_read("fees.json"), paper_sources())


@cache
def questionnaire() -> Questionnaire:
    """What couples are asked after their visit."""
    from chalicelib.domain.survey import Question, Questionnaire

    values = _read("survey.json")
    return Questionnaire(
        questions=tuple(
            Question(each["id"], each["topic"], _text(each)) for each in values["questions"]
        ),
        levels=MappingProxyType({each["value"]: _text(each) for each in values["levels"]}),
        not_applicable=_text(values["not_applicable"]),
        topics=MappingProxyType({id_: _text(each) for id_, each in values["topics"].items()}),
    )


@cache
def targets() -> Targets:
    """What is promised where an office has set itself nothing else."""
    from chalicelib.domain.kpis import Targets

    return Targets(minutes_target=30, **_read("kpis.json"))


@cache
def countries() -> Mapping[str, Text]:
    """Countries by ISO 3166-1 alpha-2 code, named as in Unicode CLDR."""
    return MappingProxyType({code: _text(names) for code, names in _read("countries.json").items()})


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """``title`` and the sentence in both languages, by the code of the refusal."""
    return MappingProxyType(_read("messages.json"))


@cache
def field_messages() -> Mapping[str, Mapping[str, str]]:
    """The sentence in both languages, by the code of a wrong field."""
    return MappingProxyType(_read("field_messages.json"))


def openapi() -> bytes:
    """The description of the API, as it is served."""
    return (_DATA / "openapi.json").read_bytes()


def _text(values: Mapping[str, str]) -> Text:
    return Text(values["th"], values["en"])


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))
