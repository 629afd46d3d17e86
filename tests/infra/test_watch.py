"""Who is told of what: alarms, their pages, the figures they are made of, dashboard and budget."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chalicelib import schedule
from chalicelib.services import Services
from infra.package.template import INFRA
from tests.infra.conftest import Package


def alarms(made: Package) -> dict[str, Any]:
    return made.of_type("AWS::CloudWatch::Alarm")


def filters(made: Package) -> dict[str, tuple[str, str]]:
    """Each figure that is made of the jobs' lines: which job, and which of its numbers."""
    found = {}
    for each in made.of_type("AWS::Logs::MetricFilter").values():
        (figure,) = each["MetricTransformations"]
        (job,) = re.findall(r'^\{ \$\.job = "(\w+)" \}$', each["FilterPattern"])
        found[figure["MetricName"]] = (job, figure["MetricValue"].removeprefix("$."))
    return found


def test_every_alarm_tells_somebody(made: Package) -> None:
    for alarm in alarms(made).values():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    topic = made.resources["AlarmTopic"]["Properties"]
    assert topic["Subscription"] == [{"Protocol": "email", "Endpoint": {"Ref": "AlarmMail"}}]


def test_errors_throttles_waiting_messages_and_the_end_of_holidays_are_watched(
    made: Package,
) -> None:
    watched = {
        (
            alarm["Namespace"] if isinstance(alarm["Namespace"], str) else "natrak",
            alarm["MetricName"],
        )
        for alarm in alarms(made).values()
        if "MetricName" in alarm
    }

    assert watched == {
        ("AWS/ApiGateway", "5XXError"),
        ("AWS/Lambda", "Throttles"),
        ("AWS/Lambda", "Errors"),
        ("AWS/DynamoDB", "WriteThrottleEvents"),
        ("natrak", "outbox-late-seconds"),
        ("natrak", "mails-in-trouble"),
        ("natrak", "holiday-days-left"),
    }


def test_two_failed_visits_of_the_canary_ring(made: Package) -> None:
    alarm = alarms(made)["CanaryFailsAlarm"]

    assert (alarm["Threshold"], alarm["EvaluationPeriods"]) == (2, 1)
    # One that says nothing has stopped.
    assert alarm["TreatMissingData"] == "breaching"
    at = {
        name: schedule_["ScheduleExpression"]
        for name, schedule_ in made.of_type("AWS::Scheduler::Schedule").items()
        if name.startswith("Canary")
    }
    assert at == {"CanaryRead": "rate(1 minute)", "CanaryBook": "cron(7 * * * ? *)"}


def test_the_figures_are_numbers_that_the_jobs_write(
    made: Package, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    for figure, (job, number) in filters(made).items():
        getattr(schedule, job)({}, None)
        line = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert line["job"] == job, figure
        assert isinstance(line[number], int), figure


def test_the_dashboard_shows_figures_that_exist(made: Package) -> None:
    (dashboard,) = made.of_type("AWS::CloudWatch::Dashboard").values()
    body = json.loads(dashboard["DashboardBody"]["Fn::Sub"])

    shown: set[str] = set()
    for widget in body["widgets"]:
        thai, english = widget["properties"]["title"].split(" · ")
        assert any("฀" <= sign <= "๿" for sign in thai)
        assert english.isascii()
        shown |= {metric[1] for metric in widget["properties"]["metrics"] if len(metric) > 2}

    assert set(filters(made)) <= shown
    assert {"5XXError", "Latency", "WriteThrottleEvents"} <= shown


def test_the_budget_speaks_at_half_at_all_and_when_it_is_foreseen(made: Package) -> None:
    budget = made.global_["Resources"]["Budget"]["Properties"]
    told = budget["NotificationsWithSubscribers"]

    assert budget["Budget"]["TimeUnit"] == "MONTHLY"
    assert [
        (each["Notification"]["NotificationType"], each["Notification"]["Threshold"])
        for each in told
    ] == [("ACTUAL", 50), ("ACTUAL", 100), ("FORECASTED", 100)]
    for each in told:
        (mail,) = each["Subscribers"]
        assert mail == {"SubscriptionType": "EMAIL", "Address": {"Ref": "AlarmMail"}}


def test_alarms_and_metrics_stay_within_what_is_free_for_good(made: Package) -> None:
    watched = sum(1 + len(each.get("Metrics", ())[2:]) for each in alarms(made).values())

    assert watched <= 10
    assert len(made.of_type("AWS::Logs::MetricFilter")) <= 10


def test_a_job_that_fails_is_noticed_whichever_it_is(made: Package) -> None:
    sums, every, *apart = alarms(made)["JobsFailAlarm"]["Metrics"]
    with_own_alarms = [each["MetricStat"]["Metric"]["Dimensions"][0]["Value"] for each in apart]

    # Without dimensions Errors are those of all functions together.
    assert every["MetricStat"]["Metric"] == {"Namespace": "AWS/Lambda", "MetricName": "Errors"}
    assert with_own_alarms == [{"Ref": "APIHandler"}, {"Ref": "CanaryFunction"}]
    # A job of once a day has no figure for most of it.
    filled = " - ".join(f"FILL({each['Id']}, 0)" for each in (every, *apart))
    assert sums["Expression"] == filled


def test_a_job_that_runs_out_of_its_time_each_time_it_is_tried_rings(made: Package) -> None:
    alarm = alarms(made)["JobsFailAlarm"]
    (window,) = {each["MetricStat"]["Period"] for each in alarm["Metrics"][1:]}
    longest = max(each["Timeout"] for each in made.of_type("AWS::Serverless::Function").values())
    # Lambda tries again a minute after the first failure, and two after the second.
    second = longest + 60 + longest
    failures = (longest, second, second + 120 + longest)

    for begins in range(0, window, 60):
        windows = Counter((begins + failure) // window for failure in failures)
        assert max(windows.values()) >= alarm["Threshold"], begins


def test_every_alarm_has_its_runbook_in_both_languages(made: Package) -> None:
    named = set()
    for alarm in alarms(made).values():
        thai, english, page = alarm["AlarmDescription"].split(" · ")
        assert any("฀" <= sign <= "๿" for sign in thai)
        assert english.isascii()
        named.add(Path(page).name)
        for language, title in (("th", thai), ("en", english)):
            text = (INFRA / "runbook" / f"{Path(page).name}.{language}.md").read_text("utf-8")
            assert text.startswith(f"# {title}\n")
        assert alarm["AlarmName"]["Fn::Sub"] == f"natrak-${{Stage}}-{Path(page).name}"

    for language in ("th", "en"):
        runbooks = {
            path.name.split(".")[0] for path in (INFRA / "runbook").glob(f"*.{language}.md")
        }
        assert runbooks == named | {"budget", "README"}
