"""What a deployment's schedule calls, on AWS's services as moto plays them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from chalicelib import schedule, wiring
from chalicelib.adapters.clock import SystemClock
from chalicelib.domain.offices import TEST_OFFICE
from chalicelib.services import Services
from chalicelib.settings import Settings
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


def test_the_canarys_bookings_wake_no_staff(services: Services) -> None:
    make_stored(services.store, office_id=TEST_OFFICE)

    assert schedule.send_messages() == {"no_address": 1}
    assert schedule.send_messages() == {"no_address": 1}

    topics = sns_backends[DEFAULT_ACCOUNT_ID][services.settings.region].topics
    assert [len(topic.sent_notifications) for topic in topics.values()] == [0]


def test_each_job_reports_one_line_of_numbers(
    services: Services, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    make_stored(services.store, email="couple@example.com")
    clock.moment = SUNDAY_NINE

    for job in (schedule.outbox, schedule.reminders, schedule.sweep):
        job({}, None)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["job"] for line in lines] == ["outbox", "reminders", "sweep"]
    assert lines[0]["sent"] == 1
    # The notice to staff was left by this very round, and could have gone out by now.
    assert lines[0]["late_seconds"] == 0
    assert lines[1]["holiday_days_left"] > 90
    assert all(
        isinstance(value, int) for line in lines for name, value in line.items() if name != "job"
    )


def test_a_message_that_waits_is_as_late_as_it_is(services: Services, clock: FrozenClock) -> None:
    make_stored(services.store, email="couple@example.com")
    clock.moment += timedelta(minutes=20)

    assert schedule.late_seconds() == 20 * 60


def test_a_deployed_container_reads_its_keys_from_parameter_store_now_and_then(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    keys = json.dumps({"hash_key": "00ff", "staff_links": [{"id": "1", "secret": "s"}]})
    with mock_aws():
        ssm = boto3.client("ssm", region_name="ap-southeast-7")
        ssm.put_parameter(Name="/natrak/prod/keys", Value=keys, Type="SecureString")
        ssm.put_parameter(Name="/natrak/prod/base-url", Value="https://d.test/", Type="String")
        ssm.put_parameter(Name="/natrak/trial/keys", Value="another's", Type="SecureString")
        for name, value in {
            "AWS_REGION": "ap-southeast-7",
            "NATRAK_PARAMETERS": "/natrak/prod",
            "NATRAK_TABLE": "natrak-prod",
            "NATRAK_MAIL_FROM": "a@office.test",
            "NATRAK_MAIL_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(wiring, "_serving", [])
        monkeypatch.setattr(SystemClock, "now", lambda _: clock.moment)

        settings = wiring.services().settings

        assert settings.keys.hash_key == b"\x00\xff"
        assert settings.base_url == "https://d.test"
        assert wiring.services() is wiring.services()
        assert "00ff" not in repr(settings)

        before = wiring.services()
        newer = keys.replace('"1"', '"2"')
        ssm.put_parameter(Name="/natrak/prod/keys", Value=newer, Overwrite=True)
        clock.moment += timedelta(minutes=4)
        assert wiring.services() is before
        clock.moment += timedelta(minutes=1)
        assert [key.id for key in wiring.services().settings.keys.staff_links] == ["2"]
        assert wiring.services().staff_links.keys == wiring.services().settings.keys.staff_links
