"""The report as one long table, a number a line, named in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from chalicelib.domain.histograms import Histogram
from chalicelib.domain.text import Text
from chalicelib.routes.report_payload import rounded
from chalicelib.usecases.report import Report

COLUMNS = ("หมวด", "รายการ", "Section", "Item", "ค่า / Value")

_BOOKINGS = Text("การจอง", "Bookings")
_CHANNEL = Text("การจองตามช่องทาง", "Bookings by channel")
_MONTH = Text("การจองรายเดือน", "Bookings by month")
_ON_TIME = Text("ได้รับบริการตรงเวลา", "Served on time")
_MINUTES = Text("เวลาให้บริการ (นาที)", "Service time (minutes)")
_MINUTES_SEEN = Text("จำนวนคู่ตามเวลาให้บริการ (นาที)", "Couples by service time (minutes)")
_SATISFACTION = Text("ความพึงพอใจ", "Satisfaction")
_QUESTION = Text("ความพึงพอใจรายข้อ (ร้อยละของคะแนนเต็ม)", "Satisfaction by question (% of best)")
_LEAD = Text("จองล่วงหน้า (วัน)", "Booked ahead (days)")
_SLOTS = Text("การจองตามเวลาเริ่ม", "Bookings by start of slot")

_CHANNELS = {
    "web": Text("เว็บไซต์", "Website"),
    "facebook": Text("เฟซบุ๊ก", "Facebook"),
    "line": Text("ไลน์", "LINE"),
    "phone": Text("โทรศัพท์", "Telephone"),
    "counter": Text("ที่เคาน์เตอร์", "At the counter"),
    "other": Text("อื่น ๆ", "Other"),
}

Line = tuple[Text, Text, object]


def table(report: Report) -> str:
    """The whole file. Every cell is a number or a word of ours, so none can be a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for section, item, value in _lines(report):
        shown = "" if value is None else value
        writer.writerow([section.th, item.th, section.en, item.en, shown])
    return text.getvalue()


def _lines(report: Report) -> Iterator[Line]:
    totals = report.totals
    yield _BOOKINGS, Text("ตั้งแต่วันที่", "From"), report.first.isoformat()
    yield _BOOKINGS, Text("ถึงวันที่", "To"), report.last.isoformat()
    yield (
        _BOOKINGS,
        Text("การจองทั้งหมด (รวมที่ยกเลิก)", "All, cancelled ones included"),
        totals.bookings,
    )
    yield _BOOKINGS, Text("ยกเลิก", "Cancelled"), totals.cancelled
    yield _BOOKINGS, Text("ไม่มาตามนัด", "Did not come"), totals.no_shows
    yield _BOOKINGS, Text("มาตามนัด", "Came"), totals.came
    for channel in sorted(totals.channels):
        yield _CHANNEL, _CHANNELS[channel], totals.channels[channel]
    for line in report.months:
        yield _MONTH, _same(line.month), line.totals.bookings
    yield from _on_time(report)
    yield from _minutes(report)
    yield from _satisfaction(report)
    yield _LEAD, Text("มัธยฐาน", "Median"), rounded(report.lead_time.median, 1)
    yield from _counted(_LEAD, report.lead_time.histogram)
    for start in sorted(totals.slots):
        yield _SLOTS, _same(start), totals.slots[start]


def _on_time(report: Report) -> Iterator[Line]:
    judged = report.on_time
    late = judged.tolerance_minutes
    yield (
        _ON_TIME,
        Text(f"สัดส่วน (ช้าไม่เกิน {late} นาที)", f"Share, at most {late} minutes late"),
        rounded(judged.share, 4),
    )
    yield _ON_TIME, Text("จำนวนคู่ที่มา", "Couples that came"), judged.n
    yield _ON_TIME, Text("ใช้เวลาใน คร.2", "By the register (คร.2)"), judged.by_register
    yield _ON_TIME, Text("ใช้เวลาที่เคาน์เตอร์", "By the desk"), judged.by_desk
    yield _ON_TIME, Text("มาแล้วไม่ได้รับบริการ", "Came and were not served"), judged.unserved


def _minutes(report: Report) -> Iterator[Line]:
    taken, targets = report.minutes, report.targets
    within = Text("สัดส่วนไม่เกิน {} นาที", "Share within {} minutes")
    yield _MINUTES, Text("มัธยฐาน", "Median"), rounded(taken.median, 1)
    yield _MINUTES, Text("ค่าเฉลี่ย", "Mean"), rounded(taken.mean, 1)
    for limit, share in (
        (targets.minutes_target, taken.share_within_target),
        (targets.minutes_before, taken.share_within_before),
    ):
        yield _MINUTES, Text(within.th.format(limit), within.en.format(limit)), rounded(share, 4)
    yield _MINUTES, Text("จำนวนคู่", "Couples"), taken.n
    yield from _counted(_MINUTES_SEEN, taken.histogram)


def _satisfaction(report: Report) -> Iterator[Line]:
    asked = report.satisfaction
    low, high = asked.overall.percent_interval or (None, None)
    yield (
        _SATISFACTION,
        Text("ร้อยละ จากค่าเฉลี่ย ÷ 5 (ใช้ตัดสิน)", "Percent, mean ÷ 5 (the one judged)"),
        rounded(asked.overall.percent, 1),
    )
    yield _SATISFACTION, Text("ช่วงเชื่อมั่น 95% ต่ำ", "95 % interval, low"), rounded(low, 1)
    yield _SATISFACTION, Text("ช่วงเชื่อมั่น 95% สูง", "95 % interval, high"), rounded(high, 1)
    yield (
        _SATISFACTION,
        Text("ร้อยละของคำตอบระดับ 4–5", "Percent of answers of 4 and 5"),
        rounded(asked.overall.top2_percent, 1),
    )
    yield _SATISFACTION, Text("จำนวนคู่ที่ตอบ", "Couples that answered"), asked.answered
    yield (
        _SATISFACTION,
        Text("อัตราการตอบ", "Response rate"),
        rounded(asked.response_rate, 4),
    )
    for question in report.questionnaire.questions:
        found = asked.questions.get(question.id)
        yield _QUESTION, question.text, rounded(found.percent, 1) if found else None


def _counted(section: Text, histogram: Histogram) -> Iterator[Line]:
    for value in sorted(histogram):
        yield section, _same(value), histogram[value]


def _same(word: object) -> Text:
    """What is written alike in both languages."""
    return Text(str(word), str(word))
