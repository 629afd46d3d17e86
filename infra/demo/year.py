"""The sample year as bookings: seeded, so that everybody looks at the same one.

Its story is the one the office hopes for. Bookings move from Facebook to the web, a service takes
47 minutes in December and 29 a year later, and couples notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from chalicelib.adapters.clock import BANGKOK
from chalicelib.domain.bookings import Booking, Channel, Place
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.days import Closure, DayChange, Opening
from chalicelib.domain.offices import Office, Slot, Venue
from chalicelib.domain.papers import Checklist
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.service_records import Press, ServiceRecord
from chalicelib.domain.text import Text
from infra.demo import people

FIRST, LAST = date(2025, 12, 1), date(2026, 11, 30)
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=BANGKOK)
COUPLES = 3_400
SEED = 14_02_2026

VALENTINES = date(2026, 2, 14)
_HALL = Venue(
    Text("หอประชุมสมมติ", "Sample Hall"),
    Text("ถนนตัวอย่าง เขตบางรัก", "Sample Road, Bang Rak"),
)
_TRAINING = Text("อบรมเจ้าหน้าที่", "staff training")
# December 2025 is older than the holidays this service knows.
_HOLIDAYS = Text("วันหยุดราชการ", "government holiday")

CHANGES: dict[date, DayChange] = {
    VALENTINES: Opening(_HALL, capacity=48),
    date(2026, 6, 19): Closure(_TRAINING),
    date(2026, 9, 11): Closure(_TRAINING),
    date(2025, 12, 5): Closure(_HOLIDAYS),
    date(2025, 12, 10): Closure(_HOLIDAYS),
    date(2025, 12, 31): Closure(_HOLIDAYS),
}

_LINK = "sample"
# How much each hour, weekday and month is liked; the middle of the morning fills first.
_HOURS = {8: 0.7, 9: 1.7, 10: 1.6, 11: 1.0, 12: 0.5, 13: 1.3, 14: 1.1, 15: 0.6}
_WEEKDAYS = (1.0, 0.9, 0.95, 1.0, 1.5, 1.0, 1.0)
_MONTHS = {12: 1.3, 1: 1.0, 2: 1.6, 3: 0.9, 4: 0.8, 5: 0.9, 6: 0.9, 7: 0.8, 8: 0.9, 11: 1.2}
_LUCKY_DAYS = frozenset({9, 14})


@dataclass(frozen=True)
class Visit:
    """A booking and what became of it, with what the couple answered, if they did."""

    booking: Booking
    levels: dict[str, int]
    comment: str | None


@dataclass(frozen=True)
class SampleYear:
    """Everything that happens in it."""

    office: Office
    calendar: Calendar
    checklist: Checklist
    secrets: Secrets
    questions: Sequence[str]

    def visits(self) -> Iterator[Visit]:
        """All couples in the order of their places, the same ones each time."""
        chance = Random(SEED)  # noqa: S311  (a sample, no secret)
        for number, (place, slot) in enumerate(self._places(chance)):
            booking = self._booking(chance, number, place, slot)
            yield self._answered(chance, booking)

    def _places(self, chance: Random) -> list[tuple[Place, Slot]]:
        """The places that are taken: all of Valentine's, and of the others the best liked."""
        open_days = [
            self.calendar.schedule(day)
            for day in days_between(FIRST, LAST)
            if not self.calendar.is_day_off(day)
        ]
        slots = {place: day.slot(place.slot) for day in open_days for place in day.places}
        special = [place for place in slots if place.date == VALENTINES]
        others = [place for place in slots if place.date != VALENTINES]
        # Drawn without putting back, the liked ones sooner (Efraimidis and Spirakis, 2006).
        others.sort(key=lambda place: chance.expovariate(_liking(place, slots[place])))
        taken = sorted([*special, *others[: COUPLES - len(special)]])
        return [(place, slots[place]) for place in taken]

    def _booking(self, chance: Random, number: int, place: Place, slot: Slot) -> Booking:
        progress = (place.date - FIRST) / (LAST - FIRST)
        couple = people.couple(chance)
        phone = f"+66900{number:06d}"
        channel = _channel(chance, progress)
        key = f"sample-couple-{number:06d}"
        booking = Booking(
            reference=self.secrets.references(key)[0],
            office_id=self.office.id,
            date=place.date,
            slot=place.slot,
            start=slot.start,
            end=slot.end,
            place=place.number,
            couple=couple,
            phone=phone,
            phone_key=self.secrets.phone_key(phone),
            language="th" if "TH" in {person.nationality for person in couple} else "en",
            channel=channel,
            email=None,
            documents=tuple(self.checklist.ids_for(couple)),
            made_at=_made_at(chance, place.date, channel),
            key=self.secrets.fingerprint("key", key),
            body=self.secrets.fingerprint("body", key),
        )
        fate = chance.random()
        special = place.date == VALENTINES
        if fate < (0.02 if special else 0.075):
            return booking.cancelled("couple", _cancelled_at(chance, booking))
        missing = 0.075 if special else 0.125 - 0.025 * progress
        return replace(booking, service=_record(chance, booking, progress, misses=fate < missing))

    def _answered(self, chance: Random, booking: Booking) -> Visit:
        progress = (booking.date - FIRST) / (LAST - FIRST)
        if not booking.service.finished_at or chance.random() > 0.2 + 0.14 * progress:
            return Visit(booking, {}, None)
        late = (booking.service.started_at or booking.starts_at) - booking.starts_at
        mood = 0.55 + 0.3 * progress - (0.3 if late > timedelta(minutes=15) else 0)
        levels = {
            id_: _level(chance, mood, id_) for id_ in self.questions if chance.random() < 0.97
        }
        says = people.comment(chance, levels.get("overall", 4)) if chance.random() < 0.1 else None
        return Visit(booking, levels, says)


def _liking(place: Place, slot: Slot) -> float:
    day = place.date
    lucky = 1.8 if day.day in _LUCKY_DAYS else 1.0
    return _HOURS[slot.start.hour] * _WEEKDAYS[day.weekday()] * _MONTHS.get(day.month, 1.0) * lucky


def _channel(chance: Random, progress: float) -> Channel:
    """From Facebook to the web within a year; some always call or come by."""
    weights: dict[Channel, float] = {
        "web": 12 + 53 * progress,
        "facebook": 55 - 38 * progress,
        "line": 8 + 2 * progress,
        "phone": 15 - 8 * progress,
        "counter": 10 - 4 * progress,
    }
    return chance.choices(list(weights), list(weights.values()))[0]


def _made_at(chance: Random, day: date, channel: Channel) -> datetime:
    longest = 10 if channel in {"phone", "counter"} else 60
    ahead = min(longest, 1 + int(chance.expovariate(1 / (3 if longest == 10 else 17))))
    hour = chance.randint(8, 15) if channel in {"phone", "counter"} else chance.randint(7, 22)
    return datetime.combine(
        day - timedelta(days=ahead), time(hour, chance.randint(0, 59)), tzinfo=BANGKOK
    )


def _cancelled_at(chance: Random, booking: Booking) -> datetime:
    return booking.made_at + (booking.starts_at - booking.made_at) * chance.uniform(0.2, 0.95)


def _record(chance: Random, booking: Booking, progress: float, *, misses: bool) -> ServiceRecord:
    """The presses at the desk, with the register's time where somebody noted it."""
    if misses:
        gone = booking.starts_at + timedelta(minutes=16)
        return ServiceRecord((Press("no-show", gone, gone, _LINK),))
    late = timedelta(minutes=round(chance.gauss(5.5 - 4.5 * progress, 7.5 - 2 * progress)))
    start = booking.starts_at + max(late, timedelta(minutes=-6))
    minutes = round(max(14, 47 * (29 / 47) ** progress * chance.lognormvariate(0, 0.21)))
    end = start + timedelta(minutes=minutes)
    arrival = min(start, booking.starts_at - timedelta(minutes=chance.randint(-4, 15)))
    if chance.random() < 0.004:  # came, and could not be registered that day
        return ServiceRecord((Press("arrive", arrival, arrival, _LINK),))
    registered = start + timedelta(minutes=chance.randint(3, 8)) if chance.random() < 0.8 else None
    return ServiceRecord(
        (
            Press("arrive", arrival, arrival, _LINK),
            Press("start", start, start, _LINK),
            Press("finish", end, end, _LINK, registered_at=registered),
        )
    )


def _level(chance: Random, mood: float, question: str) -> int:
    liked = mood + {"staff": 0.12, "place": -0.16, "channel": 0.05}.get(question, 0)
    weights = (0.2 + liked, 0.45 - 0.1 * liked, max(0.03, 0.35 - 0.35 * liked), 0.03, 0.012)
    return chance.choices((5, 4, 3, 2, 1), weights)[0]
