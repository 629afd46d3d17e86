"""A letter as a mail: one whole text per kind and language, plain and in HTML, and the calendar.

The texts are ``templates/mail/{th,en}/{kind}.{txt,html}``. A mail crosses other people's machines,
perhaps another country's, so it holds what the couple needs on the way and nothing about who they
are: no name, no phone number, no nationality. Nothing in it is loaded from elsewhere, so nobody
learns when or where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.adapters import calendar_file
from chalicelib.adapters.phone_numbers import phone_from_abroad, phone_in_print
from chalicelib.domain.bookings import LAST_MOVE
from chalicelib.domain.message_ports import CannotBeSent
from chalicelib.domain.messages import Letter, slot_of
from chalicelib.domain.months import Month
from chalicelib.domain.papers import PaperToBring
from chalicelib.domain.survey_tokens import last_day
from chalicelib.domain.text import Language, Text
from chalicelib.domain.wording import clock_time, day_in_words, slot_in_print, slot_label

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

_SENDER = Text("นัดรัก {office}", "NatRak, {office}")


def compose(letter: Letter, from_address: str) -> EmailMessage:
    """The mail, or ``CannotBeSent`` where the couple's address is none that mail can reach."""
    language = letter.booking.language
    values = _values(letter)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = _address(
        from_address, _SENDER[language].format(office=letter.office.name[language])
    )
    message["To"] = _address(letter.booking.email or "")
    message["Subject"] = _text(letter, "subject", values)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.id}@natrak.{from_address.rpartition('@')[2]}>"
    # Holiday notices and other robots need not answer.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(letter, "txt", values))
    message.add_alternative(_text(letter, "html", values), subtype="html")
    # After the visit there is nothing left for a calendar.
    if letter.entry.kind != "survey":
        message.add_attachment(
            _calendar(letter, from_address),
            maintype="text",
            subtype="calendar",
            filename=calendar_file.NAME,
            params={"method": calendar_file.method(letter.booking), "charset": "utf-8"},
        )
    # Last, because each of the calls above clears what is said of the content.
    message["Content-Language"] = language
    return message


def _address(address: str, name: str = "") -> Address:
    """An address for a header: in ASCII and on one line, whatever was typed into the form."""
    user, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        parsed = Address(name, addr_spec=f"{user}@{ascii_domain}")
    except (ValueError, IndexError, MessageError) as error:
        # Python's own parser trips over an empty domain.
        raise CannotBeSent("address") from error
    if not (parsed.addr_spec.isascii() and parsed.addr_spec.isprintable()):
        raise CannotBeSent("address")
    return parsed


def _calendar(letter: Letter, from_address: str) -> bytes:
    appointment = calendar_file.Appointment(
        booking=letter.booking,
        office=letter.office,
        rules=letter.rules,
        venue=letter.venue,
        papers=letter.papers,
        organizer=from_address,
    )
    return calendar_file.write(appointment, letter.written_at)


def _text(letter: Letter, part: str, values: dict[str, object]) -> str:
    name = f"mail/{letter.booking.language}/{letter.entry.kind}"
    if part == "subject":
        # The first line of the plain text, so that a message's words are all in one file.
        subject, _, _ = _render(f"{name}.txt", values).partition("\n")
        return subject
    text = _render(f"{name}.{part}", values)
    return text.partition("\n\n")[2] if part == "txt" else text


def _render(name: str, values: dict[str, object]) -> str:
    return _environment().get_template(name).render(values)


def _values(letter: Letter) -> dict[str, object]:
    """What the texts may say, in the letter's language."""
    booking, rules, language = letter.booking, letter.rules, letter.booking.language
    move_until = datetime.combine(
        booking.date - timedelta(days=1), LAST_MOVE, booking.starts_at.tzinfo
    )
    slot = slot_of(booking)
    thai = language == "th"
    return {
        "day": day_in_words(booking.date)[language],
        "slot": slot_in_print(slot) if thai else slot_label(slot).en,
        "start": _clock(booking.start, language),
        "arrive_by": _clock(booking.arrive_by(rules.arrive_minutes_early), language),
        "minutes_early": rules.arrive_minutes_early,
        "venue": letter.venue.name[language],
        "address": letter.venue.address[language],
        "counter": rules.counter[language],
        "office": letter.office.name[language],
        "phone": phone_in_print(rules.phone) if thai else phone_from_abroad(rules.phone),
        "phone_link": rules.phone,
        "reference": booking.reference,
        "papers": _papers(letter.papers, language),
        "manage_url": letter.manage_url,
        "book_page": letter.book_page,
        "survey_url": letter.survey_url,
        "survey_until": day_in_words(last_day(Month.of(booking.date)))[language],
        "can_move": letter.written_at < move_until,
        "can_cancel": letter.written_at < booking.starts_at,
        "move_until_day": day_in_words(move_until.date())[language],
        "move_until_time": _clock(LAST_MOVE, language),
    }


def _clock(moment: time, language: Language) -> str:
    return f"{moment:%H.%M} น." if language == "th" else clock_time(moment)


def _papers(
    papers: tuple[PaperToBring, ...], language: Language
) -> dict[str, list[dict[str, str]]]:
    """Who brings what, in the order of the letter; groups that bring nothing are left out."""
    groups: dict[str, list[dict[str, str]]] = {
        "together": [],
        "either": [],
        "each": [],
        "first": [],
        "second": [],
    }
    for group, paper in _by_bearer(papers):
        words = {
            "title": paper.paper.title[language],
            "detail": paper.paper.in_full[language],
        }
        if words not in groups[group]:
            groups[group].append(words)
    return {group: lines for group, lines in groups.items() if lines}


def _by_bearer(papers: tuple[PaperToBring, ...]) -> Iterator[tuple[str, PaperToBring]]:
    for each in papers:
        bearers = {other.bearer for other in papers if other.paper.id == each.paper.id}
        if each.of_either:
            yield "either", each
        elif each.bearer == "both":
            yield "together", each
        elif bearers == {0, 1}:
            yield "each", each
        else:
            yield ("first" if each.bearer == 0 else "second"), each


@cache
def _environment() -> Environment:
    # Jinja is loaded with the first mail, so that a booking does not wait for it.
    import jinja2  # noqa: PLC0415

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
