"""`make office-check` and `make launch-pack`: what a district does before it opens.

The first reads the office's data as the service does, names what is wrong in it and shows the
calendar couples would see. The second fills the launch pack with that data.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chalicelib.adapters import data_files, office_schema
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.office_schema import RULES, WEEKDAYS, OfficeDataInvalid, WrongField
from chalicelib.adapters.phone_numbers import phone_from_abroad, phone_in_print
from chalicelib.domain.calendar import Calendar, days_between
from chalicelib.domain.text import Text
from chalicelib.domain.wording import day_in_words
from chalicelib.usecases.offices import calendar_at
from infra import office_addresses
from infra.command import ends_in_one_line
from infra.setup import ROOT

DATA = ROOT / "functions" / "chalicelib" / "data" / "offices.json"
PACK = ROOT / "infra" / "launch"
FIELDS = ROOT / "infra" / "office_fields.json"
NEEDED = "needed before the calendar can be shown"
UNKNOWN_FIELD = ("ช่องนี้ไม่มีในระบบ", "ตรวจตัวสะกด หรือดูตัวอย่างของเขตบางรัก")
SHOWN = timedelta(days=30)
_THAI_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_LONGEST_BREAK_MIN = 90


def main(arguments: list[str] | None = None) -> None:
    """Check or pack, or say in one line why not."""
    options = _options(arguments)
    with ends_in_one_line(options.deed):
        try:
            office = read(options.file, options.office)
        except OfficeDataInvalid as problem:
            lines = (line for wrong in problem.wrong for line in _in_both_languages(wrong))
            sys.exit("\n".join(lines))
        if options.deed == "check":
            others = open_beside(options.file, options.office)
            print("\n".join(checked(office, _now(options.now), others)))
        else:
            folder = ROOT / "build" / "launch" / office["id"]
            others = open_beside(options.file, options.office)
            pack(office, options.base_url.rstrip("/") or "https://…", folder, alone=not others)
            as_files_for_everyone(folder)
            print(folder)


def read(file: Path, office_id: str) -> dict[str, Any]:
    """The office's own entry, once the whole file is valid and the entry has every rule."""
    offices = json.loads(file.read_text(encoding="utf-8"))["offices"]
    office_schema.must_be_valid(offices)
    for office in offices:
        if office["id"] == office_id:
            missing = [rule for rule in RULES if rule not in office]
            if missing:
                raise OfficeDataInvalid([WrongField(office_id, each, NEEDED) for each in missing])
            found: dict[str, Any] = office
            return found
    known = ", ".join(office["id"] for office in offices)
    raise ValueError(f"OFFICE={office_id} is not in {file.name}; it has: {known}")


def open_beside(file: Path, office_id: str) -> list[Text]:
    """The names of the other offices that take bookings in the same copy."""
    offices = json.loads(file.read_text(encoding="utf-8"))["offices"]
    return [
        Text(office["name"]["th"], office["name"]["en"])
        for office in offices
        if office["booking"] and office["id"] != office_id
    ]


def _in_both_languages(wrong: WrongField) -> Iterator[str]:
    """The field by its place in the file, then in the words of whoever fills it in."""
    words = json.loads(FIELDS.read_text(encoding="utf-8"))
    name, how = words.get(wrong.path.partition("[")[0].partition(".")[0], UNKNOWN_FIELD)
    state = "ยังไม่ได้กรอก" if wrong.message.startswith("needed") else "กรอกไม่ถูกต้อง"
    yield f"{wrong.office_id}: {wrong.path} ({name}) {state} {how}"
    yield str(wrong)


def checked(values: dict[str, Any], now: datetime, others: Sequence[Text] = ()) -> Iterator[str]:
    """What couples would see, line by line, and what to look at twice.

    ``others`` are the offices of the same copy that take bookings already.
    """
    offices = data_files.offices_of([values])
    calendar = calendar_at(offices, values["id"], now, {})
    rules = calendar.rules
    yield f"{values['name']['th']} · {values['name']['en']}"
    yield f"{values['address']['th']} · {phone_in_print(values['phone'])}"
    is_open = values["booking"]
    yield "การจอง: เปิดแล้ว · booking: open" if is_open else "การจอง: ยังไม่เปิด · booking: NOT open yet"
    begins, ends = rules.slots[0].start, rules.slots[-1].end
    yield f"วันละ {len(rules.slots)} ช่วง ช่วงละ {rules.capacity} คู่ {begins:%H.%M}–{ends:%H.%M} น."
    yield f"slots a day: {len(rules.slots)}, couples in each: {rules.capacity}"
    yield f"from {begins:%H:%M} to {ends:%H:%M}"
    first, last = (day_in_words(day) for day in (calendar.window.first, calendar.window.last))
    yield f"จองได้ตั้งแต่{first.th} ถึง{last.th}"
    yield f"booked from {first.en} to {last.en}"
    yield ""
    yield from office_addresses.pages(values["id"], others)
    yield ""
    yield from _days(calendar)
    yield ""
    for look in [
        *_to_look_at(values, calendar, offices),
        *office_addresses.by_hand(values["id"], others),
    ]:
        yield f"ตรวจอีกครั้ง: {look.th}"
        yield f"look twice: {look.en}"


def pack(values: dict[str, Any], url: str, folder: Path, *, alone: bool = True) -> None:
    """The launch pack of an office: documents, a poster with its code, pictures to share.

    They name the home page of the copy at ``url``; where the office is not alone in it, the
    office's own booking page.
    """
    url, url_en = (f"{url}{path}" for path in office_addresses.launched(values["id"], alone=alone))
    folder.mkdir(parents=True, exist_ok=True)
    filled = Environment(
        loader=FileSystemLoader(PACK),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html", "svg"]),
    )
    words = _words(values, url, url_en)
    for source in sorted(PACK.glob("*.md")):
        text = filled.get_template(source.name).render(words)
        (folder / source.name).write_text(text + "\n", encoding="utf-8")
    code = segno.make(url, error="m").svg_inline(border=0, dark="#3b1220", omitsize=True)
    poster = filled.get_template("poster.html").render(words, code=code)
    (folder / "poster.html").write_text(poster, encoding="utf-8")
    for language, picture in _pictures(values, url, url_en).items():
        svg = filled.get_template("share.svg").render(picture)
        (folder / f"share.{language}.svg").write_text(svg, encoding="utf-8")


def as_files_for_everyone(folder: Path) -> None:
    """The poster as PDF and the pictures as PNG, which Facebook takes; Chromium draws them."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("pack: without Chromium there is no PDF and no PNG", file=sys.stderr)
        return
    drawing = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    made = [["--no-pdf-header-footer", f"--print-to-pdf={folder}/poster.pdf", "poster.html"]]
    for picture in sorted(folder.glob("share.*.svg")):
        target = picture.with_suffix(".png")
        made.append([f"--screenshot={target}", "--window-size=1200,630", picture.name])
    for *options, source in made:
        page = (folder / source).resolve().as_uri()
        subprocess.run([*drawing, *options, page], check=True, capture_output=True)


def _days(calendar: Calendar) -> Iterator[str]:
    for day in days_between(calendar.today, calendar.today + SHOWN):
        closed = calendar.closed_because(day)
        places = len(calendar.schedule(day).places)
        thai = f"ปิด: {closed.text.th}" if closed else f"{places} ที่"
        what = f"closed: {closed.text.en}" if closed else f"{places} places"
        yield f"{day}  {day:%a}  {what:40}  {day_in_words(day).th}  {thai}"


def _to_look_at(
    values: dict[str, Any], calendar: Calendar, offices: data_files.OfficesFile
) -> Iterator[Text]:
    rules = calendar.rules
    for before, after in zip(rules.slots, rules.slots[1:], strict=False):
        pause = _minutes(after.start) - _minutes(before.end)
        if pause > _LONGEST_BREAK_MIN:
            yield Text(
                f"หลัง {before.end:%H.%M} น. ไม่มีช่วงเวลาอยู่ {pause} นาที",
                f"{pause} minutes without a slot after {before.end:%H:%M}",
            )
    if {"saturday", "sunday"} & set(values["weekdays"]):
        yield Text(
            "เปิดวันเสาร์หรืออาทิตย์ เป็นเช่นนั้นทุกสัปดาห์หรือไม่",
            "open at the weekend: is that so every week?",
        )
    if alarm := offices.holidays().alarm(calendar.today):
        yield Text("ข้อมูลวันหยุดราชการใกล้หมด", alarm)
    if rules.capacity > 1:
        yield Text(
            f"รับพร้อมกัน {rules.capacity} คู่ มีช่องบริการพอหรือไม่",
            f"{rules.capacity} couples at the same time: are there as many counters?",
        )
    bang_rak = data_files.offices().get("bang-rak").rules
    if bang_rak and calendar.office.id != "bang-rak" and rules.phone == bang_rak.phone:
        yield Text("หมายเลขโทรศัพท์เป็นของเขตบางรัก", "the phone number is Bang Rak's")
    yield Text(
        "ทุกบรรทัดข้างบน เทียบกับสำนักงานจริง ไม่มีอะไรอื่นบอกได้ว่าตรงหรือไม่",
        "every line above against the office itself: nothing else can tell whether it is true",
    )


def _words(values: dict[str, Any], url: str, url_en: str) -> dict[str, Any]:
    return {
        "office": values,
        "url": url,
        "url_en": url_en,
        "phone": phone_in_print(values["phone"]),
        "phone_abroad": phone_from_abroad(values["phone"]),
        "slots": len(values["slots"]),
        "first": values["slots"][0]["start"].replace(":", "."),
        "last": values["slots"][-1]["end"].replace(":", "."),
        "early": values["arrive_minutes_early"],
        "late": values["late_after_minutes"],
        "weekdays": " ".join(_THAI_DAYS[WEEKDAYS.index(day)] for day in values["weekdays"]),
        "retention": data_files.retention().days,
    }


def _pictures(values: dict[str, Any], url: str, url_en: str) -> dict[str, dict[str, Any]]:
    return {
        "th": {
            "title": "นัดรัก",
            "line": "จองเวลาจดทะเบียนสมรส",
            "size": 60,
            "more": values["name"]["th"],
            "address": url.removeprefix("https://"),
        },
        "en": {
            "title": "NatRak",
            "line": "Book your marriage registration",
            "size": 42,
            "more": values["name"]["en"],
            "address": url_en.removeprefix("https://"),
        },
    }


def _minutes(moment: Any) -> int:
    return int(moment.hour * 60 + moment.minute)


def _now(text: str) -> datetime:
    clock = SystemClock.starting_at(datetime.fromisoformat(text)) if text else SystemClock()
    return clock.now()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", choices=("check", "pack"))
    parser.add_argument("--office", required=True)
    parser.add_argument("--file", type=Path, default=DATA)
    parser.add_argument("--now", default="")
    parser.add_argument("--base-url", default="")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
