"""The appointment as an iCalendar file (RFC 5545), by mail or from its address.

``METHOD`` is PUBLISH and never REQUEST: an invitation shows buttons to accept and decline, and a
couple that presses "decline" would believe that it had cancelled. A moved booking has the same UID
and a higher SEQUENCE, so opening the new file replaces the old entry; a cancelled one has
METHOD:CANCEL, and opening it takes the entry out.

Calendars are shared with families, colleagues and companies. So the file holds no name, no phone
number and no token, and so no address either: without its key the private link opens nothing. It
names the papers that every such couple brings; one that tells of a divorce or a child is counted
and not named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.phone_numbers import phone_from_abroad, phone_in_print
from chalicelib.domain.bookings import Booking
from chalicelib.domain.offices import BookingRules, Office, Venue
from chalicelib.domain.papers import PaperToBring, is_usual
from chalicelib.domain.text import Text
from chalicelib.domain.wording import clock_time

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

NAME = "appointment.ics"

_ZONE = "Asia/Bangkok"
_A_DAY_BEFORE = timedelta(days=-1)

_SUMMARY = Text("จดทะเบียนสมรส {office}", "Marriage registration, {office}")
_ALARM = Text("พรุ่งนี้มีนัดจดทะเบียนสมรส", "Marriage registration tomorrow")
_DESCRIPTION = Text(
    "มาถึงภายใน {arrive_by} น. พร้อมกันทั้งสองคน\n"
    "{counter}\n"
    "รหัสการจอง: {reference}\n"
    "{papers}"
    "หากต้องการดูรายการเอกสาร เลื่อน หรือยกเลิกนัด เปิดลิงก์ส่วนตัวที่ท่านเก็บไว้\n"
    "โทรสำนักงาน: {phone}",
    "Come by {arrive_by}, both of you together.\n"
    "{counter}\n"
    "Booking reference: {reference}\n"
    "{papers}"
    "To see the papers to bring, or to move or cancel, open the private link you kept.\n"
    "Phone: {phone}",
)
_PAPERS = Text("เตรียม: {titles}\n", "Bring: {titles}\n")
_MORE_PAPERS = Text(
    "เอกสารอื่นอีก {count} รายการตามใบนัด\n", "And papers named on your booking: {count}\n"
)


@dataclass(frozen=True)
class Appointment:
    """What the file tells of; ``organizer`` is the office's mail address."""

    booking: Booking
    office: Office
    rules: BookingRules
    venue: Venue
    papers: tuple[PaperToBring, ...]
    organizer: str


def method(booking: Booking) -> str:
    """``PUBLISH``, or ``CANCEL`` for a cancelled booking."""
    return "CANCEL" if booking.status == "cancelled" else "PUBLISH"


def content_type(booking: Booking) -> str:
    """The media type, which repeats the method as RFC 6047 asks."""
    return f"text/calendar; charset=utf-8; method={method(booking)}"


def write(appointment: Appointment, now: datetime) -> bytes:
    """The file, in the booking's language, as of ``now``."""
    # Loaded with the first file, so that a booking does not wait for it.
    import icalendar  # noqa: PLC0415

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//NatRak//Marriage registration//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method(appointment.booking))
    calendar.add_component(_zone())
    calendar.add_component(_event(appointment, now))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, now: datetime) -> Event:
    import icalendar  # noqa: PLC0415

    booking, office, venue = appointment.booking, appointment.office, appointment.venue
    language = booking.language
    host = icalendar.vCalAddress(f"mailto:{appointment.organizer}")
    host.params["cn"] = icalendar.vText(office.name[language])
    event = icalendar.Event()
    event.add("uid", f"{booking.reference}@{booking.office_id}.natrak")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", booking.starts_at.astimezone(BANGKOK))
    event.add("dtend", booking.ends_at.astimezone(BANGKOK))
    event.add("status", "CANCELLED" if booking.status == "cancelled" else "CONFIRMED")
    # Others who may look into this calendar see that the time is taken, and not by what.
    event.add("class", "PRIVATE")
    event.add("organizer", host)
    event.add("summary", _SUMMARY[language].format(office=office.name[language]))
    event.add("location", f"{venue.name[language]}, {venue.address[language]}")
    event.add("description", _description(booking, appointment.rules, appointment.papers))
    if venue.name == office.name:
        event.add("geo", (appointment.rules.latitude, appointment.rules.longitude))
    if booking.status != "cancelled":
        event.add_component(_alarm(_ALARM[language]))
    return event


def _description(booking: Booking, rules: BookingRules, papers: tuple[PaperToBring, ...]) -> str:
    language = booking.language
    arrive_by = clock_time(booking.arrive_by(rules.arrive_minutes_early))
    thai = language == "th"
    return _DESCRIPTION[language].format(
        arrive_by=arrive_by.replace(":", ".") if thai else arrive_by,
        counter=rules.counter[language],
        reference=booking.reference,
        papers=_papers(booking, papers),
        phone=phone_in_print(rules.phone) if thai else phone_from_abroad(rules.phone),
    )


def _papers(booking: Booking, papers: tuple[PaperToBring, ...]) -> str:
    language = booking.language
    distinct = {each.paper.id: each.paper for each in papers}.values()
    titles = [paper.title[language] for paper in distinct if is_usual(paper, booking.couple)]
    more = len(distinct) - len(titles)
    named = _PAPERS[language].format(titles="; ".join(titles)) if titles else ""
    return named + (_MORE_PAPERS[language].format(count=more) if more else "")


def _alarm(text: str) -> Alarm:
    import icalendar  # noqa: PLC0415

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", _A_DAY_BEFORE)
    return alarm


def _zone() -> Timezone:
    """Bangkok's zone in full, for calendars that do not know it: UTC+7 all year round."""
    import icalendar  # noqa: PLC0415

    offset = timedelta(hours=7)
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  (local by definition)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", "+07")
    zone = icalendar.Timezone()
    zone.add("tzid", _ZONE)
    zone.add_component(standard)
    return zone
