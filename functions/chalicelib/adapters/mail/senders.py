"""What carries messages: SES and SNS on AWS, files on one's own machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from chalicelib.domain.message_ports import CannotBeSent
from chalicelib.domain.messages import MessageKind, MorningNotice, Notice
from chalicelib.domain.text import Text
from chalicelib.domain.wording import day_in_words, slot_in_print

if TYPE_CHECKING:
    from types_boto3_sesv2 import SESV2Client
    from types_boto3_sns import SNSClient

# SES looked at this very message and said no. Its other refusals are about the account or the
# moment, and somebody can mend them.
_REFUSED = frozenset({"BadRequestException", "MessageRejected"})

_DEEDS: dict[MessageKind, Text] = {
    "booked": Text("จองคิวใหม่", "booked"),
    "moved": Text("เลื่อนนัด", "moved"),
    "cancelled": Text("ยกเลิกนัด", "cancelled"),
}


@dataclass(frozen=True)
class SesSender:
    """``Sender`` through Amazon SES, version 2 of its API."""

    client: SESV2Client

    def send(self, message: EmailMessage, name: str) -> None:
        """See ``Sender.send``."""
        del name
        try:
            self.client.send_email(
                FromEmailAddress=str(message["From"].addresses[0].addr_spec),
                Destination={"ToAddresses": [str(message["To"].addresses[0].addr_spec)]},
                Content={"Raw": {"Data": message.as_bytes()}},
            )
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code in _REFUSED:
                raise CannotBeSent(code) from error
            raise


@dataclass(frozen=True)
class FileSender:
    """``Sender`` that leaves each message as an ``.eml`` file, which a mail program opens."""

    folder: Path

    def send(self, message: EmailMessage, name: str) -> None:
        """See ``Sender.send``."""
        _write(self.folder / f"{name}.eml", message.as_bytes())


@dataclass(frozen=True)
class SnsNotices:
    """``StaffNotices`` through an Amazon SNS topic, which staff subscribe to by mail."""

    client: SNSClient
    topic: str

    def send(self, notice: Notice) -> None:
        """See ``StaffNotices.send``."""
        self._publish(notice_subject(notice), notice_text(notice), notice.office_id)

    def good_morning(self, notice: MorningNotice) -> None:
        """See ``StaffNotices.good_morning``."""
        self._publish(morning_subject(notice), morning_text(notice), notice.office.id)

    def _publish(self, subject: str, text: str, office_id: str) -> None:
        # An office subscribes with a filter on this attribute, and so gets no other's links.
        office = {"DataType": "String", "StringValue": office_id}
        self.client.publish(
            TopicArn=self.topic,
            Subject=subject,
            Message=text,
            MessageAttributes={"office": office},  # type: ignore[dict-item]
        )


@dataclass(frozen=True)
class FileNotices:
    """``StaffNotices`` as files."""

    folder: Path

    def send(self, notice: Notice) -> None:
        """See ``StaffNotices.send``."""
        day = f"{notice.date:%Y%m%d}-{notice.slot.start:%H%M}"
        name = f"{day}-{notice.reference}-{notice.kind}.txt"
        text = f"{notice_subject(notice)}\n\n{notice_text(notice)}"
        _write(self.folder / name, text.encode())

    def good_morning(self, notice: MorningNotice) -> None:
        """See ``StaffNotices.good_morning``."""
        name = f"mornings/{notice.date:%Y%m%d}-{notice.office.id}.txt"
        text = f"{morning_subject(notice)}\n\n{morning_text(notice)}"
        _write(self.folder / name, text.encode())


def morning_subject(notice: MorningNotice) -> str:
    """One line in ASCII, as SNS wants it."""
    return f"NatRak {notice.office.id}: {notice.date.isoformat()}, {notice.couples} couples today"


def morning_text(notice: MorningNotice) -> str:
    """The number of couples and the link for whoever is on duty."""
    return (
        f"{notice.office.name.th} {day_in_words(notice.date).th}\n"
        f"วันนี้มีคู่สมรสจองคิวจดทะเบียนไว้ {notice.couples} คู่\n\n"
        f"เปิดหน้างานของวันนี้:\n{notice.url}\n\n"
        "ลิงก์นี้ใช้ได้ถึงเที่ยงคืนของวันนี้ ผู้ที่มีลิงก์เห็นชื่อและเบอร์โทรของคู่สมรส\n"
        "กรุณาใช้เฉพาะในฝ่ายทะเบียน และอย่าส่งต่อให้ผู้อื่น\n"
    )


def notice_subject(notice: Notice) -> str:
    """One line in ASCII, as SNS wants it, at most 100 signs long."""
    day, start = notice.date.isoformat(), notice.slot.start.isoformat("minutes")
    return f"NatRak {_DEEDS[notice.kind].en}: {day} {start}, {notice.reference}"


def notice_text(notice: Notice) -> str:
    """The notice in full; who the couple is stands in the day list alone."""
    return (
        f"{_DEEDS[notice.kind].th}\n"
        f"{day_in_words(notice.date).th} เวลา {slot_in_print(notice.slot)}\n"
        f"รหัสการจอง {notice.reference}\n\n"
        "ชื่อและเบอร์ติดต่อดูได้จากตารางคิวของวันนั้น\n"
    )


def _write(path: Path, content: bytes) -> None:
    # Written aside and then named, so that nobody opens half a message; for its owner alone.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)
