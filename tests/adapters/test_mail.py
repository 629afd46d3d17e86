"""Mails: what they say in each language, what they keep to themselves, and who carries them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, get_args

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.mail.compose import compose
from chalicelib.adapters.mail.mailer import LetterMailer
from chalicelib.adapters.mail.senders import (
    FileNotices,
    FileSender,
    SesSender,
    SnsNotices,
    notice_subject,
    notice_text,
)
from chalicelib.domain.bookings import Person
from chalicelib.domain.message_ports import CannotBeSent
from chalicelib.domain.messages import Letter, MessageKind, Notice
from chalicelib.domain.offices import Slot
from tests.builders import A_MONDAY, ANH, MALI, make_letter

OFFICE = "natrak@office.test"
KINDS = get_args(MessageKind)
THAI = re.compile("[\u0e00-\u0e7f]")
NOTICE = Notice(
    "booked", "ABCD-2345", A_MONDAY, Slot(2, time(8, 31), time(9, 0)), office_id="bang-rak"
)
SECOND_SLOT = {"slot": 2, "start": time(8, 31), "end": time(9, 0)}


def write(letter: Letter) -> EmailMessage:
    """The mail as the couple's own mail program reads it."""
    carried = message_from_bytes(compose(letter, OFFICE).as_bytes(), policy=policy.default)
    assert isinstance(carried, EmailMessage)
    return carried


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r", "")


def html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part
    return str(part.get_content()).replace("\r", "")


def calendar(mail: EmailMessage) -> Any:
    (part,) = mail.iter_attachments()
    return part


def in_words(page: str) -> str:
    """The words of a page, without its head."""
    return " ".join(re.sub("<[^>]*>", " ", page.partition("<body>")[2]).split())


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_message_is_whole_in_text_and_in_html(kind: Any, language: Any) -> None:
    mail = write(make_letter(kind, language=language))

    for text in (plain(mail), in_words(html(mail))):
        # The survey is anonymous, and does not begin by naming the booking.
        assert ("ABCD-2345" in text) == (kind != "survey")
        assert bool(THAI.search(text)) == (language == "th")
        assert "{" not in text
        assert "None" not in text
    assert mail["Content-Language"] == language
    assert bool(THAI.search(mail["Subject"])) == (language == "th")
    assert "\n\n\n" not in plain(mail)


@pytest.mark.parametrize("kind", ["booked", "moved", "reminder", "link"])
def test_a_thai_couple_reads_all_it_needs(kind: Any) -> None:
    mail = write(make_letter(kind, **SECOND_SLOT))

    for text in (plain(mail), in_words(html(mail))):
        for words in (
            "วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569",
            "08.31–09.00 น.",
            "08.26 น.",
            "สำนักงานเขตบางรัก",
            "เลขที่ 5 ถนนนเรศ",
            "จุดรับบริการ",
            "0 2236 1395",
            "16.00 น. ของวันอาทิตย์ที่ 13 ธันวาคม พ.ศ. 2569",
            "08.31 น. ของวันนัด",
            "บัตรประจำตัวประชาชน",
            "หนังสือเดินทาง",
            "บุคคลที่ 1",
            "บุคคลที่ 2",
        ):
            assert words in text, words
    assert "https://natrak.test/manage/#token=secret&reference=ABCD-2345" in plain(mail)
    assert "https://natrak.test/manage/#token=secret&amp;reference=ABCD-2345" in html(mail)


@pytest.mark.parametrize("kind", ["booked", "moved", "reminder", "link"])
def test_a_couple_that_reads_english_is_told_the_same(kind: Any) -> None:
    mail = write(make_letter(kind, language="en", **SECOND_SLOT))

    for text in (plain(mail), in_words(html(mail))):
        for words in (
            "Monday 14 December 2026 (B.E. 2569)",
            "08:31–09:00",
            "08:26",
            "Bang Rak District Office",
            "5 Naret Road",
            "Counter",
            "+66 2236 1395",
            "16:00 on Sunday 13 December 2026",
            "at 08:31 on the day",
            "National ID card",
            "Passport",
            "Person 1",
            "Person 2",
        ):
            assert words in text, words
    assert "https://natrak.test/en/manage/#token=secret" in plain(mail)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_cancelled_couple_is_not_told_to_come(language: Any) -> None:
    mail = write(make_letter("cancelled", language=language, status="cancelled", sequence=1))

    for text in (plain(mail), html(mail)):
        assert "#token=" not in text
        assert "book/" in text
        assert not re.search("เอกสารที่ต้องเตรียม|Papers to bring", text)
    assert calendar(mail).get_content_type() == "text/calendar"
    assert calendar(mail)["Content-Type"].params["method"] == "CANCEL"


def test_the_day_stands_in_the_subject() -> None:
    thai, english = (write(make_letter("booked", language=each)) for each in ("th", "en"))

    assert thai["Subject"] == (
        "จองคิวจดทะเบียนสมรสแล้ว วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569 เวลา 08.00–08.30 น."
    )
    assert english["Subject"] == (
        "Your marriage registration is booked: Monday 14 December 2026 (B.E. 2569), 08:00–08:30"
    )


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_on_the_way_learns_who_the_couple_is(kind: Any, language: Any) -> None:
    letter = make_letter(kind, language=language)

    mail = write(letter)

    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert len(parts) == (2 if kind == "survey" else 3)
    whole = "\n".join([str(mail.items()), *parts]).replace("\r\n ", "")
    for person in letter.booking.couple:
        assert person.name not in whole
    assert letter.booking.phone not in whole
    assert "812345678" not in re.sub(r"\D", "", whole)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_loaded_from_elsewhere(kind: Any, language: Any) -> None:
    page = html(write(make_letter(kind, language=language)))

    assert not re.search(r"<img|<script|<link|url\(|@import|src=", page)
    links = set(re.findall(r'href="([^"#]*)', page))
    assert {link for link in links if not link.startswith("tel:")} <= {
        "https://natrak.test/manage/",
        "https://natrak.test/en/manage/",
        "https://natrak.test/book/",
        "https://natrak.test/en/book/",
        "https://natrak.test/survey/",
        "https://natrak.test/en/survey/",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_makes_one_of_the_two_a_bride(kind: Any) -> None:
    for language in ("th", "en"):
        text = plain(write(make_letter(kind, language=language)))
        assert not re.search(
            "bride|groom|husband|wife|เจ้าบ่าว|เจ้าสาว|สามี|ภรรยา", text, re.IGNORECASE
        )


def test_papers_that_each_of_the_two_needs_are_listed_once() -> None:
    text = plain(write(make_letter(couple=(MALI, Person("สมใจ ทดสอบ", "TH")))))

    assert text.count("บัตรประจำตัวประชาชน\n") == 1
    assert "แต่ละคน" in text
    assert "บุคคลที่ 1" not in text


def test_papers_are_told_to_the_person_who_brings_them() -> None:
    text = plain(write(make_letter(language="en", couple=(ANH, MALI))))

    assert text.index("Person 1") < text.index("Passport") < text.index("Person 2")
    assert text.index("Person 2") < text.index("National ID card")


def test_a_paper_that_may_be_either_ones_is_not_told_to_both() -> None:
    letter = make_letter(language="en", couple=(ANH, MALI))
    papers = tuple(data_files.checklist().to_bring(("R05", "R20"), letter.booking.couple))

    text = plain(write(replace(letter, papers=papers)))

    assert text.index("For both of you") < text.index("Both of you in person")
    assert text.index("The one of you it concerns") < text.index("Divorce certificate")


@pytest.mark.parametrize(
    ("written_at", "may", "may_not"),
    [
        (datetime(2026, 12, 13, 15, 59, tzinfo=BANGKOK), "You can move it", "too late"),
        (datetime(2026, 12, 13, 16, 0, tzinfo=BANGKOK), "too late to move", "You can move it"),
        (datetime(2026, 12, 14, 7, 59, tzinfo=BANGKOK), "You can cancel it", "no longer"),
        (datetime(2026, 12, 14, 8, 0, tzinfo=BANGKOK), "no longer be moved", "You can cancel"),
    ],
)
def test_what_can_no_longer_be_done_is_not_offered(
    written_at: datetime, may: str, may_not: str
) -> None:
    letter = replace(make_letter("link", language="en"), written_at=written_at)

    for text in (plain(write(letter)), in_words(html(write(letter)))):
        assert may in text
        assert may_not not in text


def test_a_second_copy_of_a_message_can_be_known_for_one() -> None:
    letter = make_letter()
    later = replace(letter, written_at=letter.written_at.replace(hour=10))

    assert write(letter)["Message-ID"] == write(later)["Message-ID"]
    assert write(letter)["Date"] != write(later)["Date"]


def test_the_mail_is_dated_by_the_clock_of_the_service() -> None:
    assert write(make_letter())["Date"].datetime == make_letter().written_at


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\nSubject: x",
        "a@b.example, c@d.example",
        '"a\r\nBcc: c@d.example"@b.example',
        '"a\x07"@b.example',
        "a <c@d.example>@b.example",
        "มะลิ@b.example",
        "a@",
        "",
        f"a@{'x' * 64}.example",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused_whole(address: str) -> None:
    with pytest.raises(CannotBeSent):
        compose(make_letter(email=address), OFFICE)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("mali.test+natrak@example.com", "mali.test+natrak@example.com"),
        ("mali@ตัวอย่าง.ไทย", "mali@xn--72c1a1bt4awk9o.xn--o3cw4h"),
        ('"a b"@example.com', '"a b"@example.com'),
    ],
)
def test_an_unusual_address_arrives(address: str, written: str) -> None:
    raw = compose(make_letter(email=address), OFFICE).as_bytes()

    assert f"\r\nTo: {written}\r\n".encode() in raw
    assert raw.partition(b"\r\n\r\n")[0].isascii()


def test_every_line_is_short_enough_for_every_mail_server() -> None:
    for kind in KINDS:
        for language in ("th", "en"):
            raw = compose(make_letter(kind, language=language), OFFICE).as_bytes()
            assert raw.isascii()
            assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_ses_carries_the_whole_mail() -> None:
    with mock_aws():
        client = boto3.client("sesv2", region_name="ap-southeast-1")
        client.create_email_identity(EmailIdentity=OFFICE)

        LetterMailer(SesSender(client), OFFICE).send(make_letter())

        (sent,) = ses_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-1"].sent_messages
        carried = message_from_bytes(sent.raw_data.encode(), policy=policy.default)
        assert (sent.source, set(sent.destinations)) == (OFFICE, {"couple@example.com"})
        assert carried["Subject"] == write(make_letter())["Subject"]


def test_what_ses_refuses_is_not_tried_again() -> None:
    with mock_aws():
        client = boto3.client("sesv2", region_name="ap-southeast-1")

        with pytest.raises(CannotBeSent) as refused:
            LetterMailer(SesSender(client), OFFICE).send(make_letter())

        assert str(refused.value) == "MessageRejected"


@pytest.mark.parametrize("code", ["TooManyRequestsException", "SendingPausedException"])
def test_what_somebody_can_mend_is_tried_again(code: str) -> None:
    client = boto3.client("sesv2", region_name="ap-southeast-1")
    with Stubber(client) as stub:
        stub.add_client_error("send_email", code)

        with pytest.raises(ClientError):
            LetterMailer(SesSender(client), OFFICE).send(make_letter())


def test_a_mail_on_this_machine_is_a_file_that_tells_nothing_by_its_name(tmp_path: Path) -> None:
    mailer = LetterMailer(FileSender(tmp_path / "mail"), OFFICE)

    mailer.send(make_letter())
    mailer.send(make_letter())

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "20261201T090000-booked-an-id-th.eml"
    assert file.stat().st_mode & 0o077 == 0
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert read["To"] == "couple@example.com"


def test_staff_are_told_when_and_never_who() -> None:
    assert notice_subject(NOTICE) == "NatRak booked: 2026-12-14 08:31, ABCD-2345"
    assert notice_text(NOTICE).startswith(
        "จองคิวใหม่\nวันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569 เวลา 08.31–09.00 น.\nรหัสการจอง ABCD-2345\n"
    )


@pytest.mark.parametrize("kind", ["booked", "moved", "cancelled"])
def test_a_subject_is_what_sns_takes(kind: Any) -> None:
    subject = notice_subject(replace(NOTICE, kind=kind))

    assert subject.isascii()
    assert len(subject) <= 100


def test_sns_carries_the_notice() -> None:
    with mock_aws():
        client = boto3.client("sns", region_name="ap-southeast-7")
        topic = client.create_topic(Name="staff")["TopicArn"]

        SnsNotices(client, topic).send(NOTICE)

        (sent,) = (
            sns_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-7"].topics[topic].sent_notifications
        )
        assert notice_text(NOTICE) in sent
        assert notice_subject(NOTICE) in sent


def test_a_notice_on_this_machine_is_a_file(tmp_path: Path) -> None:
    FileNotices(tmp_path).send(NOTICE)

    (file,) = tmp_path.iterdir()
    assert file.name == "20261214-0831-ABCD-2345-booked.txt"
    assert notice_text(NOTICE) in file.read_text()
