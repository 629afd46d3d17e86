"""The functions beside the API, from the few lines each has in `template/jobs.yml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra.package import papers
from infra.setup import ROOT

POLICIES = ROOT / "functions" / ".chalice"

Resources = dict[str, Any]

_ENVIRONMENT: Mapping[str, Mapping[str, Any]] = {
    "table": {"NATRAK_TABLE": {"Ref": "TableName"}},
    "parameters": {"NATRAK_PARAMETERS": {"Fn::Sub": "/natrak/${Stage}"}},
    "mail": {
        "NATRAK_MAIL_FROM": {"Ref": "MailFrom"},
        "NATRAK_MAIL_REGION": {"Ref": "MailRegion"},
    },
    "topic": {
        "NATRAK_STAFF_TOPIC": {"Fn::If": ["HasStaffMail", {"Ref": "StaffTopic"}, ""]},
    },
    "figures": {"NATRAK_SITE_BUCKET": {"Ref": "SiteBucket"}},
    "papers": {"NATRAK_PAPERS_BUCKET": {"Ref": "PapersBucket"}},
    "site": {
        "NATRAK_BASE_URL": {
            "Fn::Sub": [
                "https://${Host}",
                {
                    "Host": {
                        "Fn::If": [
                            "HasDomain",
                            {"Ref": "Domain"},
                            {"Fn::GetAtt": ["Distribution", "DomainName"]},
                        ]
                    }
                },
            ]
        }
    },
}


def resources(jobs: Mapping[str, Mapping[str, Any]], like: Mapping[str, Any]) -> Resources:
    """Everything the jobs need; ``like`` is the API's function, whose package most share."""
    made: Resources = {}
    for name, job in jobs.items():
        made |= {
            f"{name}Function": _function(name, job, like),
            f"{name}Role": _role(name),
            f"{name}Log": _log(name),
        }
        if job["schedules"]:
            made[f"{name}ScheduleRole"] = _schedule_role(name)
        for moment, schedule in job["schedules"].items():
            made[f"{name}{moment}"] = _schedule(name, schedule)
    return made


def policy(name: str) -> dict[str, Any]:
    """What a job may do, written by hand."""
    path: Path = POLICIES / f"policy-{name.lower()}.json"
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def _function(name: str, job: Mapping[str, Any], like: Mapping[str, Any]) -> Resources:
    variables: Resources = {}
    for part in job["environment"]:
        variables |= _ENVIRONMENT[part]
    shared = ("Runtime", "CodeUri", "Architectures")
    return {
        "Type": "AWS::Serverless::Function",
        "DependsOn": f"{name}Log",
        "Properties": {
            **{key: like["Properties"][key] for key in shared},
            "FunctionName": _named(name),
            "Description": job["does"],
            "Handler": f"chalicelib.schedule.{name.lower()}",
            "MemorySize": job.get("memory", 256),
            "Timeout": job["timeout"],
            "Role": {"Fn::GetAtt": [f"{name}Role", "Arn"]},
            "Environment": {"Variables": variables},
            **(_of_its_own(job) if "handler" in job else {}),
        },
    }


def _of_its_own(job: Mapping[str, Any]) -> Resources:
    """What looking at papers does not share: package, Python, memory."""
    return {
        "Runtime": papers.RUNTIME,
        "CodeUri": "./papers.zip",
        "Handler": job["handler"],
        "MemorySize": job["memory"],
    }


def _role(name: str) -> Resources:
    policies = [{"PolicyName": name.lower(), "PolicyDocument": policy(name)}]
    return _assumed_by("lambda", policies)


def _log(name: str) -> Resources:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Delete",
        "UpdateReplacePolicy": "Delete",
        "Properties": {
            "LogGroupName": {"Fn::Sub": f"/aws/lambda/natrak-${{Stage}}-{name.lower()}"},
            "RetentionInDays": 30,
        },
    }


def _schedule(name: str, schedule: Mapping[str, str]) -> Resources:
    function = {"Fn::GetAtt": [f"{name}Function", "Arn"]}
    target: Resources = {
        "Arn": function,
        "RoleArn": {"Fn::GetAtt": [f"{name}ScheduleRole", "Arn"]},
        # A minute's work that is late is the next minute's.
        "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 300},
    }
    if "input" in schedule:
        target["Input"] = schedule["input"]
    return {
        "Type": "AWS::Scheduler::Schedule",
        "Properties": {
            "ScheduleExpression": schedule["at"],
            "ScheduleExpressionTimezone": "Asia/Bangkok",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": target,
        },
    }


def _schedule_role(name: str) -> Resources:
    statement = {
        "Effect": "Allow",
        "Action": "lambda:InvokeFunction",
        "Resource": {"Fn::GetAtt": [f"{name}Function", "Arn"]},
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return _assumed_by("scheduler", [{"PolicyName": "start", "PolicyDocument": document}])


def _assumed_by(service: str, policies: list[Resources]) -> Resources:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            "Policies": policies,
        },
    }


def _named(name: str) -> Resources:
    return {"Fn::Sub": f"natrak-${{Stage}}-{name.lower()}"}
