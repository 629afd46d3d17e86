"""The calendar file: the right hour everywhere, replaced by a move, taken out by a cancel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import icalendar
import pytest

from chalicelib.adapters import calendar_file, data_files
from chalicelib.adapters.calendar_file import Appointment
from chalicelib.domain.bookings import Booking
from chalicelib.domain.offices import Slot, Venue
from chalicelib.domain.text import Text
from tests.builders import A_MONDAY, NOW, make_booking, make_office, place


def appointment(booking: Booking, **values: Any) -> Appointment:
    office = make_office()
    assert office.rules
    made = Appointment(
        booking=booking,
        office=office,
        rules=office.rules,
        venue=Venue(office.name, office.rules.address),
        papers=tuple(data_files.checklist().to_bring(booking.documents, booking.couple)),
        organizer="natrak@office.test",
    )
    return replace(made, **values)


def read(booking: Booking, **values: Any) -> tuple[icalendar.Calendar, icalendar.Event]:
    file = calendar_file.write(appointment(booking, **values), NOW)
    calendar = icalendar.Calendar.from_ical(file)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    return calendar, event


@pytest.fixture
def booking() -> Booking:
    return make_booking(slot=2, start=time(8, 31), end=time(9, 0))


def test_the_hour_is_right_in_bangkok_and_so_everywhere(booking: Booking) -> None:
    _, event = read(booking)

    assert event.start.astimezone(UTC) == datetime(2026, 12, 14, 1, 31, tzinfo=UTC)
    assert event.end.astimezone(UTC) == datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Asia/Bangkok"


def test_the_zone_is_explained_to_calendars_that_do_not_know_it(booking: Booking) -> None:
    calendar, event = read(booking)

    (zone,) = calendar.timezones
    assert zone["TZID"] == event["dtstart"].params["TZID"]
    (rule,) = zone.subcomponents
    assert rule["TZOFFSETTO"].td == rule["TZOFFSETFROM"].td == timedelta(hours=7)


@pytest.mark.parametrize("slot", make_office().rules.slots)  # type: ignore[union-attr]
def test_every_slot_of_the_table_has_its_own_hour(slot: Slot) -> None:
    _, event = read(make_booking(slot=slot.number, start=slot.start, end=slot.end))

    assert (event.start.time(), event.end.time()) == (slot.start, slot.end)


def test_a_move_raises_the_sequence_under_the_same_uid(booking: Booking) -> None:
    _, before = read(booking)
    moved = booking.moved(Slot(3, time(9, 1), time(9, 30)), place(3), "couple", NOW)

    calendar, after = read(moved)

    assert before["UID"] == after["UID"] == "ABCD-2345@bang-rak.natrak"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert calendar["METHOD"] == "PUBLISH"
    assert after.start.time() == time(9, 1)


def test_a_cancelled_booking_takes_itself_out(booking: Booking) -> None:
    calendar, event = read(booking.cancelled("couple", NOW))

    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event.alarms.times == []
    assert event["UID"] == "ABCD-2345@bang-rak.natrak"


def test_the_alarm_rings_the_day_before(booking: Booking) -> None:
    _, event = read(booking)

    (alarm,) = event.alarms.times
    assert alarm.trigger.astimezone(UTC) == datetime(2026, 12, 13, 1, 31, tzinfo=UTC)


def test_the_file_is_dated_by_the_clock_of_the_service(booking: Booking) -> None:
    _, event = read(booking)

    assert event["DTSTAMP"].dt == NOW


def test_nobody_is_asked_to_accept_or_decline(booking: Booking) -> None:
    _, event = read(booking)

    assert "ATTENDEE" not in event
    assert event["ORGANIZER"] == "mailto:natrak@office.test"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_file_tells_nobody_who_they_are_and_opens_nothing(language: Any) -> None:
    booking = make_booking(language=language, email="couple@example.com")

    text = calendar_file.write(appointment(booking), NOW).decode().replace("\r\n ", "")

    for secret in ("มะลิ", "Ánh", "couple@example.com", "81234567", "token"):
        assert secret not in text


def test_the_file_sends_to_the_private_link_that_was_kept(booking: Booking) -> None:
    _, thai = read(booking)
    _, english = read(replace(booking, language="en"))

    assert "เปิดลิงก์ส่วนตัวที่ท่านเก็บไว้" in thai["DESCRIPTION"]
    assert "open the private link you kept" in english["DESCRIPTION"]
    assert "URL" not in english
    assert "http" not in english["DESCRIPTION"]


def test_the_counter_is_named_once(booking: Booking) -> None:
    _, thai = read(booking)
    _, english = read(replace(booking, language="en"))

    assert "\nCounter for couples with a booking\n" in english["DESCRIPTION"]
    assert "\nช่องบริการสำหรับผู้จองคิวล่วงหน้า\n" in thai["DESCRIPTION"]


def test_each_language_is_written_for_its_reader(booking: Booking) -> None:
    _, thai = read(booking)
    _, english = read(replace(booking, language="en"))

    assert thai["SUMMARY"] == "จดทะเบียนสมรส สำนักงานเขตบางรัก"
    assert "มาถึงภายใน 08.26 น." in thai["DESCRIPTION"]
    assert english["SUMMARY"] == "Marriage registration, Bang Rak District Office"
    assert "Come by 08:26" in english["DESCRIPTION"]
    assert "ABCD-2345" in english["DESCRIPTION"]
    assert "+66 2236 1395" in english["DESCRIPTION"]


def test_another_building_is_not_drawn_at_the_office(booking: Booking) -> None:
    hall = Venue(Text("ศูนย์อัญมณี", "Jewelry Trade Center"), Text("สีลม", "Silom"))

    _, event = read(replace(booking, language="en"), venue=hall)

    assert event["LOCATION"] == "Jewelry Trade Center, Silom"
    assert "GEO" not in event


def test_lines_are_as_long_as_the_standard_allows(booking: Booking) -> None:
    file = calendar_file.write(appointment(booking), NOW)

    assert file.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert A_MONDAY.strftime("%Y%m%d").encode() in file


def test_papers_that_every_such_couple_brings_are_named_and_others_only_counted() -> None:
    documents = ("R01", "R10", "R05", "R20", "R41")
    _, english = read(make_booking(documents=documents, language="en"))
    _, thai = read(make_booking(documents=documents))

    told = str(english["description"])
    assert "Bring: National ID card; Passport; Both of you in person" in told
    assert "And papers named on your booking: 2" in told
    assert "ivorce" not in told
    assert "irth" not in told
    assert "เตรียม: บัตรประจำตัวประชาชน; หนังสือเดินทาง" in str(thai["description"])
    assert "อีก 2 รายการ" in str(thai["description"])


def test_a_booking_without_papers_names_none() -> None:
    _, event = read(make_booking(documents=(), language="en"))

    assert "Bring" not in str(event["description"])
    assert "named on your booking" not in str(event["description"])
