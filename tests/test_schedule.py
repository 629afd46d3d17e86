"""What a deployment's schedule calls, on AWS's services as moto plays them."""

from __future__ import annotations

from dataclasses import replace

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from chalicelib import schedule, wiring
from chalicelib.settings import Settings
from chalicelib.wiring import Services
from tests.builders import make_stored
from tests.fakes import FrozenClock
from tests.usecases.test_messages import SUNDAY_NINE

MAIL_REGION = "ap-southeast-1"


@pytest.fixture
def services(moto_settings: Settings, clock: FrozenClock) -> Services:
    topic = boto3.client("sns", region_name=moto_settings.region).create_topic(Name="staff")
    settings = replace(
        moto_settings,
        mail_from="natrak@office.test",
        mail_region=MAIL_REGION,
        staff_topic=topic["TopicArn"],
    )
    ses = boto3.client("sesv2", region_name=MAIL_REGION)
    ses.create_email_identity(EmailIdentity=settings.mail_from)
    made = Services(settings, clock=clock)
    wiring.use(made)
    return made


def test_a_booking_reaches_couple_and_staff_and_is_reminded_of(
    services: Services, clock: FrozenClock
) -> None:
    make_stored(services.store, email="couple@example.com")

    assert schedule.send_messages() == {"sent": 1}
    assert schedule.send_messages() == {"sent": 1}
    assert schedule.send_messages() == {}
    clock.moment = SUNDAY_NINE
    assert schedule.remind_of_tomorrow() == 1
    assert schedule.send_messages() == {"sent": 1}

    mails = ses_backends[DEFAULT_ACCOUNT_ID][MAIL_REGION].sent_messages
    topics = sns_backends[DEFAULT_ACCOUNT_ID][services.settings.region].topics
    assert [mail.source for mail in mails] == ["natrak@office.test"] * 2
    assert [len(topic.sent_notifications) for topic in topics.values()] == [1]


def test_without_a_verified_sender_a_message_fails_and_the_next_goes_on(
    services: Services,
) -> None:
    make_stored(services.store, email="couple@example.com")
    services.settings = replace(services.settings, mail_from="natrak@elsewhere.test")

    assert schedule.send_messages() == {"failed": 1}


def test_the_alarm_is_raised_in_time_before_the_holidays_run_out(
    services: Services, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    schedule.remind_of_tomorrow()
    assert not caplog.records

    last = services.offices.holidays().last
    clock.moment = clock.moment.replace(year=last.year, month=2, day=1)
    schedule.remind_of_tomorrow()

    assert f"known only until {last}" in caplog.text
