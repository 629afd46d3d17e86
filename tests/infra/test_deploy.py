"""Deploying, taking down and restoring, rehearsed on moto.

CloudFormation itself is played by `Stacks`: a real client checks every argument, and its answers
come from here. What AWS makes of the templates is not proven by this.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib import clients
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from infra.deploy import __main__ as command
from infra.deploy import pages, rotation, steps
from infra.deploy.cloud import CannotGoOn, Cloud
from infra.deploy.steps import GLOBAL_REGION, Stage
from infra.local import table
from tests.builders import A_MONDAY, NOW, make_stored
from tests.conftest import make_settings
from tests.infra.conftest import Package

REGION = "ap-southeast-7"
STAGE = Stage("trial")
GIVEN = {"MailFrom": "natrak@office.test", "AlarmMail": "head@office.test"}
URL = "https://d111.cloudfront.net"
PAPERS = "papers-bucket"
SCRIPT, NEXT_SCRIPT = "assets/main.0a1b2c3d4e.mjs", "assets/main.4e3d2c1b0a.mjs"


class Stacks:
    """CloudFormation, as far as a deployment asks it."""

    def __init__(self) -> None:
        self.there: dict[str, dict[str, Any]] = {}
        self.pending: dict[str, dict[str, Any]] = {}
        self.names: set[str] = set()
        self.calls: list[str] = []
        self.changes: list[dict[str, Any]] = []
        self.status_reason = ""
        self.fails_with = ""

    def play(self, client: Any) -> Any:
        client.meta.events.register("before-call.cloudformation", self._answer)
        return client

    def _answer(self, model: Any, params: dict[str, Any], **_: object) -> Any:
        body = dict(params["body"])
        self.calls.append(f"{model.name} {body.get('StackName', '')}")
        answer = getattr(self, model.name)(body)
        status = 400 if "Error" in answer else 200
        return SimpleNamespace(status_code=status, headers={}, content=b""), answer

    def DescribeStacks(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        stack = self.there.get(body["StackName"])
        if stack is None:
            return {"Error": {"Code": "ValidationError", "Message": "does not exist"}}
        return {"Stacks": [stack]}

    def CreateChangeSet(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        if body["ChangeSetName"] in self.names:
            return {"Error": {"Code": "AlreadyExistsException", "Message": "exists"}}
        self.names.add(body["ChangeSetName"])
        self.pending[body["StackName"]] = body
        return {"Id": body["ChangeSetName"], "StackId": body["StackName"]}

    def DescribeChangeSet(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        if body["ChangeSetName"] not in self.names:
            return {"Error": {"Code": "ChangeSetNotFound", "Message": "does not exist"}}
        if self.status_reason:
            return {"Status": "FAILED", "StatusReason": self.status_reason}
        return {"Status": "CREATE_COMPLETE", "Changes": self.changes}

    def DeleteChangeSet(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self.names.discard(body["ChangeSetName"])
        return {}

    def ExecuteChangeSet(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        name = body["StackName"]
        made = self.pending.pop(name)
        if not self.fails_with:
            # A change that was made takes all attempts along; a failed one stays.
            self.names.discard(made["ChangeSetName"])
        kind = made["ChangeSetType"]
        values = [
            {
                "ParameterKey": made[f"Parameters.member.{i}.ParameterKey"],
                "ParameterValue": made[f"Parameters.member.{i}.ParameterValue"],
            }
            for i in range(1, 20)
            if f"Parameters.member.{i}.ParameterKey" in made
        ]
        by_name = {each["ParameterKey"]: each["ParameterValue"] for each in values}
        outputs = {
            "SiteBucketName": "site-bucket",
            "PapersBucketName": PAPERS,
            "DistributionId": "D1",
            "SiteUrl": URL,
            "Table": by_name.get("TableName", ""),
        }
        self.there[name] = {
            "StackName": name,
            "CreationTime": datetime.now(UTC),
            "StackStatus": "ROLLBACK_COMPLETE" if self.fails_with else f"{kind}_COMPLETE",
            "Parameters": values,
            "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
        }
        return {}

    def DescribeStackEvents(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        lines = [("SiteBucket", "Resource creation cancelled"), ("Distribution", self.fails_with)]
        return {
            "StackEvents": [
                {
                    "LogicalResourceId": name,
                    "ResourceStatus": "CREATE_FAILED",
                    "ResourceStatusReason": reason,
                    "StackId": "s",
                    "EventId": name,
                    "StackName": "s",
                    "Timestamp": datetime.now(UTC),
                }
                for name, reason in lines
            ]
        }

    def DeleteStack(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self.there.pop(body["StackName"], None)
        return {}


@pytest.fixture
def stacks() -> Stacks:
    return Stacks()


@pytest.fixture
def cloud(stacks: Stacks) -> Iterator[Cloud]:
    """An account on moto, with its stacks played by `Stacks` and its site bucket there."""
    with mock_aws():
        made = Cloud(REGION)
        for region in (REGION, GLOBAL_REGION):
            client = boto3.client("cloudformation", region_name=region)
            made.clients["cloudformation", region] = stacks.play(client)
        account = boto3.client("account", region_name=GLOBAL_REGION)
        account.meta.events.register("before-call.account", _enabled("ENABLED"))
        made.clients["account", GLOBAL_REGION] = account
        front = boto3.client("cloudfront", region_name=REGION)
        front.meta.events.register(
            "before-call.cloudfront",
            lambda **_: (SimpleNamespace(status_code=201, headers={}, content=b""), {}),
        )
        made.clients["cloudfront", REGION] = front
        for bucket in ("site-bucket", PAPERS):
            made.client("s3").create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
            )
        yield made


@pytest.fixture
def folder(made: Package, tmp_path: Path) -> Path:
    """A package of its own with few pages."""
    for name in ("sam.json", "global.json", "deployment.zip", "papers.zip"):
        shutil.copy(made.folder / name, tmp_path / name)
    for page in ("index.html", "404.html", SCRIPT, "assets/desk/manual/day.webp"):
        (tmp_path / "site" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / page).write_text(page)
    return tmp_path


def _enabled(status: str) -> Any:
    answer = {"RegionName": REGION, "RegionOptStatus": status}
    return lambda **_: (SimpleNamespace(status_code=200, headers={}, content=b""), answer)


def deployed(
    cloud: Cloud, folder: Path, given: Mapping[str, str] = GIVEN, now: datetime = NOW
) -> str:
    """Deploy, with pages that name their address."""

    def build(url: str, to: Path) -> None:
        shutil.copytree(folder / "site", to)
        (to / "sitemap.xml").write_text(url)

    return steps.deploy(cloud, STAGE, folder, given, build, now=now)


def secret(cloud: Cloud) -> str:
    answer = cloud.client("ssm").get_parameter(Name=STAGE.keys, WithDecryption=True)
    assert answer["Parameter"]["Type"] == "SecureString"
    value: str = answer["Parameter"]["Value"]
    return value


def test_one_command_leads_from_nothing_to_an_address(
    cloud: Cloud, stacks: Stacks, folder: Path
) -> None:
    s3 = cloud.client("s3")
    s3.put_object(Bucket="site-bucket", Key="old/index.html", Body=b"")
    ours = {"figures/bang-rak.json", "pulse/of-a-day"}
    for key in ours:
        s3.put_object(Bucket="site-bucket", Key=key, Body=b"{}")

    assert deployed(cloud, folder) == URL

    assert set(stacks.there) == {"natrak-trial", "natrak-trial-global"}
    assert json.loads(secret(cloud))["hash_key"]
    assert set(pages.keys(cloud, "site-bucket")) == {
        *("index.html", "404.html", SCRIPT, "assets/desk/manual/day.webp", "sitemap.xml"),
        "unwanted.json",
        # Written by the service itself, and not to be lost by a deployment.
        *ours,
    }
    sitemap = s3.get_object(Bucket="site-bucket", Key="sitemap.xml")["Body"].read()
    # Built when the stack has told its address.
    assert sitemap.decode() == URL
    lost = s3.head_object(Bucket="site-bucket", Key="404.html")
    script = s3.head_object(Bucket="site-bucket", Key=SCRIPT)
    assert lost["Metadata"] == {"status": "404"}
    assert lost["ContentType"] == "text/html; charset=utf-8"
    assert script["ContentType"] == "text/javascript; charset=utf-8"


def test_what_is_named_after_its_content_is_kept_by_browsers_for_good_and_the_rest_a_minute(
    cloud: Cloud, folder: Path
) -> None:
    deployed(cloud, folder)

    kept = {
        key: cloud.client("s3").head_object(Bucket="site-bucket", Key=key)["CacheControl"]
        for key in pages.keys(cloud, "site-bucket")
    }

    assert kept.pop(SCRIPT) == "public, max-age=31536000, immutable"
    assert set(kept) >= {"index.html", "404.html", "sitemap.xml", "assets/desk/manual/day.webp"}
    assert set(kept.values()) == {"public, max-age=60"}


def test_a_page_that_is_open_during_a_deployment_finds_its_files_for_30_days(
    cloud: Cloud, folder: Path
) -> None:
    deployed(cloud, folder)
    (folder / "site" / SCRIPT).rename(folder / "site" / NEXT_SCRIPT)
    # Long after the first one: what counts is how long no page has wanted the file.
    a_year_on = NOW + timedelta(days=365)

    there = []
    for day in (0, 29, 30):
        deployed(cloud, folder, now=a_year_on + timedelta(days=day))
        there.append(set(pages.keys(cloud, "site-bucket")) & {SCRIPT, NEXT_SCRIPT})

    assert there == [{SCRIPT, NEXT_SCRIPT}, {SCRIPT, NEXT_SCRIPT}, {NEXT_SCRIPT}]


def test_a_file_that_is_wanted_again_begins_its_30_days_anew(cloud: Cloud, folder: Path) -> None:
    deployed(cloud, folder)
    now, new = folder / "site" / SCRIPT, folder / "site" / NEXT_SCRIPT

    for day, (before, after) in {10: (now, new), 20: (new, now), 50: (now, new)}.items():
        before.rename(after)
        deployed(cloud, folder, now=NOW + timedelta(days=day))

    assert set(pages.keys(cloud, "site-bucket")) > {SCRIPT, NEXT_SCRIPT}


def test_pages_change_before_the_edge_is_told_and_none_is_without_its_files(
    cloud: Cloud, folder: Path
) -> None:
    deployed(cloud, folder)
    (folder / "site" / SCRIPT).rename(folder / "site" / NEXT_SCRIPT)
    done: list[str] = []
    cloud.client("s3").meta.events.register(
        "provide-client-params.s3.PutObject", lambda params, **_: done.append(params["Key"])
    )
    cloud.client("cloudfront").meta.events.register(
        "provide-client-params.cloudfront.CreateInvalidation", lambda **_: done.append("told")
    )

    deployed(cloud, folder)

    assert done.index(NEXT_SCRIPT) < done.index("index.html") < done.index("told")


def test_the_functions_are_deployed_under_the_name_of_their_content(
    cloud: Cloud, folder: Path
) -> None:
    deployed(cloud, folder)

    bucket = STAGE.bucket(cloud)
    stored = pages.keys(cloud, bucket)
    named = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("deployment.zip", "papers.zip")
    }
    assert {key for key in stored if key.startswith("functions/")} == {
        f"functions/{digest}.zip" for digest in named.values()
    }
    (template,) = (key for key in stored if key.startswith("natrak-trial/"))
    text = cloud.client("s3").get_object(Bucket=bucket, Key=template)["Body"].read()
    code = {
        name: each["Properties"]["CodeUri"]
        for name, each in json.loads(text)["Resources"].items()
        if each["Type"] == "AWS::Serverless::Function"
    }
    digest = named["papers.zip"]
    assert code.pop("InspectionFunction") == f"s3://{bucket}/functions/{digest}.zip"
    assert set(code.values()) == {f"s3://{bucket}/functions/{named['deployment.zip']}.zip"}


def test_no_secret_is_said_or_stored_beside_the_parameter_store(
    cloud: Cloud, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(cloud, folder)

    keys = json.loads(secret(cloud))
    said = capsys.readouterr()
    bucket = STAGE.bucket(cloud)
    stored = b"".join(
        cloud.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
        for key in pages.keys(cloud, bucket)
    )
    for value in (keys["hash_key"], keys["staff_links"][0]["secret"]):
        assert value not in said.out + said.err
        assert value.encode() not in stored


def test_a_second_deployment_keeps_keys_and_parameters(cloud: Cloud, folder: Path) -> None:
    deployed(cloud, folder)
    before = secret(cloud)

    deployed(cloud, folder, {"StaffMail": "desk@office.test"})

    assert secret(cloud) == before
    values = {
        each["ParameterKey"]: each["ParameterValue"]
        for each in cloud.client("cloudformation").describe_stacks(StackName=STAGE.stack)["Stacks"][
            0
        ]["Parameters"]
    }
    assert values["MailFrom"] == GIVEN["MailFrom"]
    assert values["StaffMail"] == "desk@office.test"


@pytest.mark.parametrize(
    "change", [{"Action": "Remove"}, {"Action": "Modify", "Replacement": "True"}]
)
def test_a_change_that_would_lose_bookings_is_never_made(
    cloud: Cloud, stacks: Stacks, folder: Path, change: dict[str, Any]
) -> None:
    deployed(cloud, folder)
    stacks.calls.clear()
    resource = {"LogicalResourceId": "BookingTable", "ResourceType": "AWS::DynamoDB::Table"}
    stacks.changes = [{"ResourceChange": resource | change}]

    with pytest.raises(CannotGoOn, match="would remove or replace BookingTable"):
        deployed(cloud, folder, {})

    assert not [call for call in stacks.calls if call.startswith("Execute")]


def test_nothing_to_change_is_no_error(cloud: Cloud, stacks: Stacks, folder: Path) -> None:
    deployed(cloud, folder)
    stacks.calls.clear()
    stacks.status_reason = "The submitted information didn't contain changes."

    assert deployed(cloud, folder, {}) == URL

    assert "DeleteChangeSet natrak-trial" in stacks.calls
    assert not [call for call in stacks.calls if call.startswith("Execute")]


def test_a_stack_that_does_not_come_up_names_the_cause_and_not_its_echo(
    cloud: Cloud, stacks: Stacks, folder: Path
) -> None:
    stacks.fails_with = "the quota of distributions is used up"

    with pytest.raises(CannotGoOn, match="Distribution: the quota of distributions"):
        deployed(cloud, folder)
    with pytest.raises(CannotGoOn, match="never came up: `make destroy`"):
        deployed(cloud, folder)


def test_after_a_failed_first_time_the_way_back_is_free(
    cloud: Cloud, stacks: Stacks, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The stack in us-east-1 comes first, so nothing else is there when it fails.
    stacks.fails_with = "the address is not verified"
    with pytest.raises(CannotGoOn):
        deployed(cloud, folder)
    assert set(stacks.there) == {"natrak-trial-global"}
    stacks.fails_with = ""

    steps.destroy(cloud, STAGE, lambda _: "trial", datetime(2026, 12, 1, 9, tzinfo=UTC))

    assert stacks.there == {}
    # It claims no backup of a table that never was.
    assert capsys.readouterr().err.splitlines()[-1] == f"kept: {STAGE.keys}"
    assert deployed(cloud, folder) == URL


def test_an_attempt_that_was_broken_off_can_be_made_again(
    cloud: Cloud, stacks: Stacks, folder: Path
) -> None:
    deployed(cloud, folder)
    stacks.changes = [
        {
            "ResourceChange": {
                "LogicalResourceId": "BookingTable",
                "ResourceType": "AWS::DynamoDB::Table",
                "Action": "Remove",
            }
        }
    ]
    with pytest.raises(CannotGoOn, match="would remove"):
        deployed(cloud, folder, {"StaffMail": "desk@office.test"})
    stacks.changes = []

    assert deployed(cloud, folder, {"StaffMail": "desk@office.test"}) == URL


def test_a_region_that_is_not_enabled_is_told_how_to_enable(cloud: Cloud, folder: Path) -> None:
    account = boto3.client("account", region_name=GLOBAL_REGION)
    account.meta.events.register("before-call.account", _enabled("DISABLED"))
    cloud.clients["account", GLOBAL_REGION] = account

    with pytest.raises(CannotGoOn, match="AWS Regions › Enable"):
        deployed(cloud, folder)


def test_the_first_time_two_addresses_are_needed(cloud: Cloud, folder: Path) -> None:
    with pytest.raises(CannotGoOn, match="MAIL_FROM= is needed"):
        deployed(cloud, folder, {})


def test_a_table_left_from_before_is_taken_over_only_on_request(cloud: Cloud, folder: Path) -> None:
    table.create_if_absent(cloud.client("dynamodb"), STAGE.table)

    with pytest.raises(CannotGoOn, match="TABLE=natrak-trial takes it over"):
        deployed(cloud, folder)
    assert deployed(cloud, folder, {**GIVEN, "TableName": STAGE.table}) == URL


def test_a_table_that_the_stack_did_not_make_still_tells_it_of_changes(
    cloud: Cloud, stacks: Stacks, folder: Path
) -> None:
    dynamodb = cloud.client("dynamodb")
    table.create_if_absent(dynamodb, STAGE.table)
    told = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    dynamodb.update_table(TableName=STAGE.table, StreamSpecification=told)

    deployed(cloud, folder, {**GIVEN, "TableName": STAGE.table})

    values = {
        p["ParameterKey"]: p["ParameterValue"] for p in stacks.there[STAGE.stack]["Parameters"]
    }
    described = dynamodb.describe_table(TableName=STAGE.table)["Table"]
    assert values["TableStream"] == described["LatestStreamLabel"]


def test_taking_down_asks_and_keeps_bookings_a_backup_and_the_keys(
    cloud: Cloud, stacks: Stacks, folder: Path
) -> None:
    deployed(cloud, folder)
    dynamodb = cloud.client("dynamodb")
    table.create_if_absent(dynamodb, STAGE.table)
    now = datetime(2026, 12, 1, 9, tzinfo=UTC)

    with pytest.raises(CannotGoOn, match="nothing was changed"):
        steps.destroy(cloud, STAGE, lambda _: "yes", now)
    assert STAGE.stack in stacks.there
    steps.destroy(cloud, STAGE, lambda _: "trial", now)

    assert stacks.there == {}
    assert dynamodb.list_tables()["TableNames"] == [STAGE.table]
    (backup,) = dynamodb.list_backups()["BackupSummaries"]
    assert backup["BackupName"] == "natrak-trial-20261201-090000"
    assert secret(cloud)
    assert pages.keys(cloud, "site-bucket") == []
    left = [each["Name"] for each in cloud.client("s3").list_buckets()["Buckets"]]
    # In this play the stack does not take its own bucket along.
    assert left == ["site-bucket"]


def test_taking_down_leaves_no_picture_of_a_paper(
    cloud: Cloud, stacks: Stacks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed(cloud, folder)
    s3 = cloud.client("s3")
    s3.put_object(Bucket=PAPERS, Key="pages/ABCD-2345/0123456789abcdef/1", Body=b"")
    left: list[list[str]] = []

    def one_comes_meanwhile(body: dict[str, Any]) -> dict[str, Any]:
        left.append(pages.keys(cloud, PAPERS))
        s3.put_object(Bucket=PAPERS, Key="uploads/ABCD-2345/fedcba9876543210", Body=b"")
        return Stacks.DeleteStack(stacks, body)

    monkeypatch.setattr(stacks, "DeleteStack", one_comes_meanwhile)
    steps.destroy(cloud, STAGE, lambda _: "trial", NOW)

    assert left[0] == [], "the stack is the only one that knows the bucket's name"
    assert PAPERS not in [each["Name"] for each in s3.list_buckets()["Buckets"]]


def test_what_a_bucket_does_not_delete_stops_the_taking_down(
    cloud: Cloud, stacks: Stacks, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed(cloud, folder)
    cloud.client("s3").put_object(Bucket=PAPERS, Key="pages/ABCD-2345/0123/1", Body=b"")
    refused = {"Errors": [{"Key": "pages/ABCD-2345/0123/1", "Code": "AccessDenied"}]}
    monkeypatch.setattr(cloud.client("s3"), "delete_objects", lambda **_: refused)

    with pytest.raises(CannotGoOn, match="were not deleted: AccessDenied"):
        steps.destroy(cloud, STAGE, lambda _: "trial", NOW)

    assert STAGE.stack in stacks.there


def test_a_new_key_makes_links_and_the_earlier_ones_go_on_until_they_are_ended(
    cloud: Cloud, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(cloud, folder)
    first = json.loads(secret(cloud))

    told = rotation.rotate_keys(cloud, STAGE, end_earlier=False)
    both = json.loads(secret(cloud))
    rotation.rotate_keys(cloud, STAGE, end_earlier=True)
    last = json.loads(secret(cloud))

    assert both["staff_links"][:-1] == first["staff_links"]
    assert told == " ".join(key["id"] for key in both["staff_links"])
    (newest,) = last["staff_links"]
    assert newest not in both["staff_links"]
    # Every reference and every couple's link hangs on it.
    assert first["hash_key"] == both["hash_key"] == last["hash_key"]
    said = capsys.readouterr()
    for key in (*both["staff_links"], newest):
        assert key["secret"] not in said.out + said.err
    assert first["hash_key"] not in said.out + said.err


def test_where_nothing_was_deployed_there_are_no_keys_to_rotate(cloud: Cloud) -> None:
    with pytest.raises(CannotGoOn, match="deploy first"):
        rotation.rotate_keys(cloud, STAGE, end_earlier=True)


def test_a_restored_table_has_the_bookings_and_is_protected_as_before(cloud: Cloud) -> None:
    dynamodb = cloud.client("dynamodb")
    table.create_if_absent(dynamodb, STAGE.table)
    dynamodb.update_continuous_backups(
        TableName=STAGE.table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    settings = make_settings()
    client = clients.dynamodb_client(settings)
    booking = make_stored(DynamoBookingStore(client, STAGE.table))
    a_minute_ago = datetime.now(UTC) - timedelta(minutes=1)
    window = dynamodb.describe_continuous_backups(TableName=STAGE.table)
    recovery = window["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    at = max(a_minute_ago, recovery["EarliestRestorableDateTime"])

    copy = steps.restore(cloud, STAGE, at)

    restored = DynamoBookingStore(client, copy)
    assert restored.find(booking.reference) == booking
    assert restored.bookings_on("bang-rak", A_MONDAY) == [booking]
    again = dynamodb.describe_continuous_backups(TableName=copy)["ContinuousBackupsDescription"]
    assert again["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    ttl = dynamodb.describe_time_to_live(TableName=copy)["TimeToLiveDescription"]
    assert (ttl["AttributeName"], ttl["TimeToLiveStatus"]) == ("expires_at", "ENABLED")
    described = dynamodb.describe_table(TableName=copy)["Table"]
    assert described["DeletionProtectionEnabled"]
    assert described["StreamSpecification"]["StreamViewType"] == "KEYS_ONLY"


def test_a_moment_that_aws_has_not_kept_is_refused_with_the_span(cloud: Cloud) -> None:
    dynamodb = cloud.client("dynamodb")
    table.create_if_absent(dynamodb, STAGE.table)
    dynamodb.update_continuous_backups(
        TableName=STAGE.table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )

    with pytest.raises(CannotGoOn, match="outside what AWS has kept"):
        steps.restore(cloud, STAGE, datetime(2020, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", ["deploy", "destroy", "restore", "rotate-keys"])
def test_a_dry_run_shows_every_call_and_makes_none(
    name: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise AssertionError("a dry run without credentials called AWS")

    monkeypatch.setattr(Cloud, "is_known", False)
    monkeypatch.setattr(Cloud, "client", nobody)
    options = ["--stage", "trial", "--dry", "--package", str(folder)]
    options += ["--mail-from", "a@office.test", "--alarm-mail", "b@office.test"]
    options += ["--at", "2026-12-14T07:50+07:00"]

    command.main([name, *options])

    said = capsys.readouterr().err
    asked = {"restore": "dynamodb", "rotate-keys": "ssm"}.get(name, "cloudformation")
    assert f"[{asked} " in said
    # No key and no content: what is shown can be pasted into a mail.
    assert "hash_key" not in said


def test_without_credentials_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)

    with pytest.raises(SystemExit, match="no AWS credentials: run `aws configure`"):
        command.main(["deploy", "--stage", "trial"])


def test_a_parameter_that_is_none_is_named() -> None:
    with pytest.raises(SystemExit, match="should look like SET="):
        command.main(["deploy", "--stage", "trial", "--set", "ApiRate"])


def test_a_moment_that_is_none_is_named() -> None:
    with pytest.raises(SystemExit, match="is not a moment such as"):
        command.main(["restore", "--stage", "trial", "--at", "yesterday"])
