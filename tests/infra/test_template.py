"""The stacks: linted for their regions, and each promise of the design found in them."""

from __future__ import annotations

import copy
import json
import re
from graphlib import TopologicalSorter
from typing import Any

import cfnlint
import pytest

from app import app
from chalicelib.adapters.dynamodb import items, keys
from chalicelib.domain import pulses
from chalicelib.domain.sent_papers import KEPT_AFTER_VISIT
from infra.local import table
from tests.builders import A_MONDAY
from tests.infra.conftest import Package

REGION = "ap-southeast-7"


def lint(template: dict[str, Any], region: str) -> list[str]:
    text = json.dumps(template)
    config = cfnlint.ManualArgs(regions=[region])
    return [f"{each.rule.id} {each.message}" for each in cfnlint.lint(text, config=config)]


def test_the_service_stack_fits_its_region(made: Package) -> None:
    assert lint(made.service, REGION) == []


def test_the_global_stack_fits_its_region(made: Package) -> None:
    assert lint(made.global_, "us-east-1") == []


def test_the_linter_knows_what_the_region_lacks(made: Package) -> None:
    # The control: mail does not exist there, and a misspelt property nowhere.
    wrong = copy.deepcopy(made.service)
    wrong["Resources"]["SiteBucket"]["Properties"]["BucketEncription"] = {}
    wrong["Resources"]["Elsewhere"] = {
        "Type": "AWS::SES::ReceiptRuleSet",
        "Properties": {"RuleSetName": "x"},
    }

    found = " ".join(lint(wrong, REGION))

    assert "BucketEncription" in found
    assert "AWS::SES::ReceiptRuleSet" in found


def test_the_table_is_the_table_of_the_tests(made: Package) -> None:
    deployed = made.resources["BookingTable"]["Properties"]

    assert deployed.items() >= table.definition().items()
    assert deployed["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert deployed["StreamSpecification"] == {"StreamViewType": "KEYS_ONLY"}
    ttl = deployed["TimeToLiveSpecification"]
    assert ttl == {"AttributeName": "expires_at", "Enabled": True}
    assert items.expires_after(A_MONDAY) > 0


def test_nothing_that_holds_bookings_goes_with_the_stack(made: Package) -> None:
    for name in ("BookingTable", "PapersBucket"):
        resource = made.resources[name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain",) * 2
    assert made.resources["BookingTable"]["Properties"]["DeletionProtectionEnabled"]


def test_buckets_are_closed_encrypted_and_reached_by_tls_only(made: Package) -> None:
    for properties in made.of_type("AWS::S3::Bucket").values():
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert properties["BucketEncryption"]
    policies = made.of_type("AWS::S3::BucketPolicy")
    assert len(policies) == len(made.of_type("AWS::S3::Bucket"))
    for properties in policies.values():
        denied = [s for s in properties["PolicyDocument"]["Statement"] if s["Effect"] == "Deny"]
        assert denied[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_papers_go_even_if_the_sweep_does_not_run(made: Package) -> None:
    rules = {
        rule["Id"]: rule
        for rule in made.resources["PapersBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    }

    # Nobody can book more than a year ahead.
    assert rules["forget"]["ExpirationInDays"] == 366 + KEPT_AFTER_VISIT.days
    assert "Prefix" not in rules["forget"]
    own_file = rules["forget-uploads"]
    assert (own_file["Prefix"], own_file["ExpirationInDays"]) == ("uploads/", 1)
    # A kept old version would outlive its deletion.
    assert "VersioningConfiguration" not in made.resources["PapersBucket"]["Properties"]


WAITING = {"Fn::GetAtt": ["PapersWaiting", "Arn"]}


def test_a_file_that_comes_is_told_to_the_program_that_looks_at_it_and_to_nobody_else(
    made: Package,
) -> None:
    bucket = made.resources["PapersBucket"]["Properties"]
    (rule,) = made.of_type("AWS::Events::Rule").values()
    taken = made.resources["PapersTaken"]["Properties"]

    assert bucket["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    detail = rule["EventPattern"]["detail"]
    assert detail["bucket"]["name"] == [{"Ref": "PapersBucket"}]
    # Its own pictures lie elsewhere, or it would call itself for ever.
    assert detail["object"]["key"] == [{"prefix": "uploads/"}]
    assert [each["Arn"] for each in rule["Targets"]] == [WAITING]
    assert (taken["EventSourceArn"], taken["FunctionName"]) == (
        WAITING,
        {"Ref": "InspectionFunction"},
    )
    policy = made.resources["PapersWaitingPolicy"]["Properties"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert policy["Queues"] == [{"Ref": "PapersWaiting"}]
    assert (statement["Action"], statement["Resource"]) == ("sqs:SendMessage", WAITING)
    assert statement["Condition"] == {
        "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["PaperCame", "Arn"]}}
    }


def test_two_files_are_looked_at_at_once_in_every_account(made: Package) -> None:
    taken = made.resources["PapersTaken"]["Properties"]
    function = made.resources["InspectionFunction"]["Properties"]

    # Nothing of it depends on a parameter: a new account can reserve no containers.
    assert taken["ScalingConfig"] == {"MaximumConcurrency": 2}
    assert "ReservedConcurrentExecutions" not in function
    assert taken["BatchSize"] == 1
    # A message must not be given to a second one while the first still looks.
    queue = made.resources["PapersWaiting"]["Properties"]
    assert queue["VisibilityTimeout"] == 6 * function["Timeout"]


def test_a_file_that_cannot_be_looked_at_is_given_up_before_it_is_deleted(made: Package) -> None:
    queue = made.resources["PapersWaiting"]["Properties"]

    rule = queue["RedrivePolicy"]
    assert rule["deadLetterTargetArn"] == {"Fn::GetAtt": ["PapersGivenUp", "Arn"]}
    assert rule["maxReceiveCount"] * queue["VisibilityTimeout"] < queue["MessageRetentionPeriod"]


def refers_to(value: Any) -> set[str]:
    """The resources a part of a template names."""
    if isinstance(value, list):
        return set().union(*map(refers_to, value))
    if not isinstance(value, dict):
        return set()
    named = set().union(*map(refers_to, value.values()))
    for function, argument in value.items():
        if function in {"Ref", "DependsOn"}:
            named |= {argument} if isinstance(argument, str) else set(argument)
        elif function == "Fn::GetAtt":
            named.add(argument[0] if isinstance(argument, list) else argument.partition(".")[0])
        elif function == "Fn::Sub" and isinstance(argument, str):
            named |= set(re.findall(r"\$\{(\w+)", argument))
    return named


def test_no_two_resources_wait_for_each_other(made: Package) -> None:
    waits = {name: refers_to(each) & set(made.resources) for name, each in made.resources.items()}

    assert list(TopologicalSorter(waits).static_order())


def test_forms_with_papers_go_to_their_bucket_and_nothing_is_read_there(made: Package) -> None:
    behaviour = behaviour_for(made, "/papers-bucket/*")
    origin = next(
        each for each in distribution(made)["Origins"] if each["Id"] == behaviour["TargetOriginId"]
    )
    forwarded = made.resources["PapersForward"]["Properties"]["OriginRequestPolicyConfig"]

    assert origin["DomainName"] == {"Fn::GetAtt": ["PapersBucket", "RegionalDomainName"]}
    # Were CloudFront to sign, everybody would have CloudFront's rights.
    assert "OriginAccessControlId" not in origin
    assert behaviour["FunctionAssociations"] == [
        {
            "EventType": "viewer-request",
            "FunctionARN": {"Fn::GetAtt": ["PapersRequest", "FunctionARN"]},
        }
    ]
    assert forwarded["HeadersConfig"]["Headers"] == ["Content-Type"]
    assert forwarded["QueryStringsConfig"] == {"QueryStringBehavior": "none"}
    allowed = made.resources["PapersBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert {each["Effect"] for each in allowed} == {"Deny"}


def behaviour_for(made: Package, path: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in distribution(made)["CacheBehaviors"] if each["PathPattern"] == path
    )
    return found


def distribution(made: Package) -> dict[str, Any]:
    found: dict[str, Any] = made.resources["Distribution"]["Properties"]["DistributionConfig"]
    return found


def test_a_pulse_is_read_from_the_bucket_of_the_pages_and_never_kept(made: Package) -> None:
    behaviour = behaviour_for(made, f"/{pulses.FOLDER}*")
    rules = made.resources["SiteBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]

    assert behaviour["TargetOriginId"] == "site"
    assert behaviour["AllowedMethods"] == ["GET", "HEAD"]
    # Amazon's policy that keeps nothing, and passes on neither query nor cookie.
    assert behaviour["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert "OriginRequestPolicyId" not in behaviour
    assert [(rule["Prefix"], rule["ExpirationInDays"]) for rule in rules] == [(pulses.FOLDER, 2)]


def test_the_table_tells_of_calendar_lines_and_of_no_couple(made: Package) -> None:
    mappings = made.of_type("AWS::Lambda::EventSourceMapping").values()
    # Whoever reads a stream says where to begin; the queue of papers has no such place.
    (told,) = (each for each in mappings if "StartingPosition" in each)
    (line,) = told["FilterCriteria"]["Filters"]

    prefix = {"S": [{"prefix": keys.office("")}]}
    assert json.loads(line["Pattern"]) == {"dynamodb": {"Keys": {"pk": prefix}}}
    assert told["FunctionName"] == {"Ref": "PulseFunction"}
    assert made.resources["BookingTable"]["Properties"]["StreamSpecification"] == {
        "StreamViewType": "KEYS_ONLY"
    }
    assert made.resources["DayChanged"]["Condition"] == "HasStream"


def test_the_api_is_regional_and_its_stage_is_the_prefix(made: Package) -> None:
    api = made.resources["RestAPI"]["Properties"]
    origin = next(each for each in distribution(made)["Origins"] if each["Id"] == "api")

    assert (api["EndpointConfiguration"], api["StageName"]) == ("REGIONAL", "api")
    assert "OriginPath" not in origin


def test_the_gateway_hears_the_visitors_address_and_not_the_sites_name(made: Package) -> None:
    policy = made.resources["ApiForward"]["Properties"]["OriginRequestPolicyConfig"]
    headers = policy["HeadersConfig"]["Headers"]

    assert "CloudFront-Viewer-Address" in headers
    assert "Idempotency-Key" in headers
    assert "Host" not in headers


def test_every_behaviour_of_the_api_passes_on_what_it_needs(made: Package) -> None:
    behaviours = [
        each for each in distribution(made)["CacheBehaviors"] if each["TargetOriginId"] == "api"
    ]

    assert [each["PathPattern"] for each in behaviours] == ["/api/offices*", "/api/*"]
    assert [each["CachePolicyId"] for each in behaviours] == [
        {"Ref": "OfficeCache"},
        {"Ref": "PrivateCache"},
    ]
    for each in behaviours:
        assert each["OriginRequestPolicyId"] == {"Ref": "ApiForward"}
        assert "POST" in each["AllowedMethods"]


def test_days_are_cached_for_as_long_as_the_api_says_and_private_answers_never(
    made: Package,
) -> None:
    offices = made.resources["OfficeCache"]["Properties"]["CachePolicyConfig"]
    private = made.resources["PrivateCache"]["Properties"]["CachePolicyConfig"]

    assert (offices["MinTTL"], offices["DefaultTTL"]) == (0, 0)
    assert (private["MinTTL"], private["DefaultTTL"], private["MaxTTL"]) == (0, 0, 1)
    key = private["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["HeadersConfig"]["Headers"] == ["Authorization"]


def test_no_error_page_stands_in_for_a_problem_document(made: Package) -> None:
    for response in distribution(made)["CustomErrorResponses"]:
        assert set(response) == {"ErrorCode", "ErrorCachingMinTTL"}
        assert response["ErrorCachingMinTTL"] == 0


def test_every_answer_carries_the_security_headers(made: Package) -> None:
    every = [distribution(made)["DefaultCacheBehavior"], *distribution(made)["CacheBehaviors"]]
    assert {json.dumps(each["ResponseHeadersPolicyId"]) for each in every} == {'{"Ref": "Headers"}'}

    policy = made.resources["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = policy["SecurityHeadersConfig"]
    content = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]

    assert "unsafe" not in content
    assert "default-src 'self'" in content
    assert "frame-ancestors 'none'" in content
    assert "http:" not in content
    assert "https:" not in content
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 365 * 86400
    assert security["ContentTypeOptions"]["Override"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert "Permissions-Policy" in [h["Header"] for h in policy["CustomHeadersConfig"]["Items"]]


def test_the_gateway_limits_the_rate_and_logs_no_request(made: Package) -> None:
    (settings,) = made.resources["RestAPI"]["Properties"]["MethodSettings"]

    assert settings["ThrottlingRateLimit"] == {"Ref": "ApiRate"}
    assert settings["ThrottlingBurstLimit"] == {"Ref": "ApiBurst"}
    assert (settings["LoggingLevel"], settings["DataTraceEnabled"]) == ("OFF", False)
    assert "AccessLogSetting" not in made.resources["RestAPI"]["Properties"]
    assert "Logging" not in distribution(made)


def test_every_log_ends(made: Package) -> None:
    logs = made.of_type("AWS::Logs::LogGroup")

    assert len(logs) == len(made.of_type("AWS::Serverless::Function"))
    assert {each["RetentionInDays"] for each in logs.values()} == {30}


def test_jobs_keep_the_time_of_bangkok(made: Package) -> None:
    schedules = made.of_type("AWS::Scheduler::Schedule")

    assert {each["ScheduleExpressionTimezone"] for each in schedules.values()} == {"Asia/Bangkok"}
    assert schedules["RemindersMorning"]["ScheduleExpression"] == "cron(5 9 * * ? *)"


def gateway_responses(made: Package) -> dict[str, Any]:
    body = made.resources["RestAPI"]["Properties"]["DefinitionBody"]
    found: dict[str, Any] = body["x-amazon-apigateway-gateway-responses"]
    return found


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        ("THROTTLED", "try_again", "503"),
        ("INTEGRATION_TIMEOUT", "try_again", "503"),
        ("REQUEST_TOO_LARGE", "body_too_large", "413"),
        ("MISSING_AUTHENTICATION_TOKEN", "route_unknown", "404"),
        ("DEFAULT_5XX", "internal_error", "500"),
    ],
)
def test_the_gateway_refuses_in_the_apis_words(
    made: Package, kind: str, code: str, status: str
) -> None:
    answer = gateway_responses(made)[kind]
    problem = json.loads(answer["responseTemplates"]["application/json"])
    headers = answer["responseParameters"]

    assert (problem["code"], answer["statusCode"]) == (code, status)
    assert set(problem["message"]) == {"th", "en"}
    assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    assert ("gatewayresponse.header.Retry-After" in headers) == (code == "try_again")


def test_a_method_a_path_does_not_have_reaches_the_apps_own_405(made: Package) -> None:
    paths = made.resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"]

    assert set(paths) == set(app.routes)
    for methods in paths.values():
        integration = "x-amazon-apigateway-integration"
        assert methods.keys() > {"x-amazon-apigateway-any-method"}
        assert len({json.dumps(each[integration]) for each in methods.values()}) == 1


def test_two_stages_of_one_account_share_no_name(made: Package) -> None:
    for type_, name in (
        ("AWS::Serverless::Function", "FunctionName"),
        ("AWS::Logs::LogGroup", "LogGroupName"),
        ("AWS::CloudWatch::Alarm", "AlarmName"),
        ("AWS::CloudFront::Function", "Name"),
    ):
        for properties in made.of_type(type_).values():
            assert "${Stage}" in properties[name]["Fn::Sub"]
    title = made.resources["RestAPI"]["Properties"]["DefinitionBody"]["info"]["title"]
    assert title == {"Fn::Sub": "natrak-${Stage}"}
