"""What the three commands do, in order: deploy, destroy, restore."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import WaiterError

from chalicelib.adapters.clock import BANGKOK
from infra.command import CannotGoOn
from infra.deploy import pages, stacks
from infra.deploy.cloud import Cloud, say
from infra.local import keyring

GLOBAL_REGION = "us-east-1"


@dataclass(frozen=True)
class Stage:
    """One copy of NatRak in one account, and what its things are called."""

    name: str

    @property
    def stack(self) -> str:
        return f"natrak-{self.name}"

    @property
    def global_stack(self) -> str:
        return f"natrak-{self.name}-global"

    @property
    def table(self) -> str:
        return f"natrak-{self.name}"

    @property
    def keys(self) -> str:
        return f"/natrak/{self.name}/keys"

    def bucket(self, cloud: Cloud) -> str:
        """Where packages and templates lie."""
        return f"natrak-{self.name}-{cloud.account}-{cloud.region}"


def deploy(
    cloud: Cloud,
    stage: Stage,
    package: Path,
    given: Mapping[str, str],
    build_site: Callable[[str, Path], None],
    *,
    now: datetime,
) -> str:
    """Bring a stage up to this package; its address. Run again, it changes only what differs.

    ``build_site`` builds the pages for an address into a folder: the address comes with the stack.
    """
    must_be_enabled(cloud)
    values = _values(cloud, stage, given)
    make_keys(cloud, stage)
    bucket = _artefact_bucket(cloud, stage)
    shared = {name: values[name] for name in ("Stage", "Domain", "MailFrom", "AlarmMail")}
    if values["Domain"]:
        say("the certificate waits until you add the DNS record that ACM shows in us-east-1")
    stacks.bring_up_to_date(
        cloud,
        stage.global_stack,
        _read(package / "global.json"),
        shared,
        bucket=bucket,
        region=GLOBAL_REGION,
    )
    told = stacks.outputs(cloud, stage.global_stack, GLOBAL_REGION)
    values["CertificateArn"] = told.get("CertificateArn", "")
    values["TableStream"] = _stream_of(cloud, values)
    archives = ("deployment.zip", "papers.zip")
    code = {f"./{name}": stacks.artefact(cloud, bucket, package / name) for name in archives}
    stacks.bring_up_to_date(
        cloud,
        stage.stack,
        _with_code(_read(package / "sam.json"), code),
        values,
        bucket=bucket,
        may_let_go=frozenset({"BookingTable"} if values["OwnTable"] == "no" else ()),
    )
    made = stacks.outputs(cloud, stage.stack)
    site_bucket = made.get("SiteBucketName", f"({stage.stack}'s site bucket)")
    url = made.get("SiteUrl", "https://(address comes with the stack)")
    with TemporaryDirectory() as folder:
        site = package / "site"
        if not cloud.dry:
            say(f"build the pages for {url}")
            site = Path(folder) / "site"
            build_site(url, site)
        distribution = made.get("DistributionId", "(its id)")
        pages.upload(cloud, site_bucket, distribution, site, now.astimezone(BANGKOK).date())
    return url


def destroy(cloud: Cloud, stage: Stage, confirm: Callable[[str], str], now: datetime) -> None:
    """Take a stage down. The table, a backup of it and the keys stay.

    Pictures of papers go: without the stage nothing would delete them in time.
    """
    made = stacks.outputs(cloud, stage.stack)
    both = ((stage.stack, cloud.region), (stage.global_stack, GLOBAL_REGION))
    if not cloud.dry and not any(stacks.described(cloud, *each) for each in both):
        raise CannotGoOn(f"there is no stack {stage.stack} in {cloud.region}")
    table = made.get("Table", stage.table)
    question = f"Type {stage.name} to take {stage.stack} down, with all pictures of papers: "
    if not cloud.dry and confirm(question) != stage.name:
        raise CannotGoOn("not confirmed; nothing was changed")
    backup = f"{table}-{now:%Y%m%d-%H%M%S}"
    # There is none where the first deployment went wrong early.
    has_table = cloud.dry or cloud.ask("dynamodb", "describe_table", TableName=table) is not None
    if has_table:
        cloud.change(
            f"back up table {table} as {backup}",
            "dynamodb",
            "create_backup",
            TableName=table,
            BackupName=backup,
        )
    # Before the stack goes, which knows what they are called.
    for name in ("SiteBucketName", "PapersBucketName"):
        if bucket := made.get(name):
            pages.remove(cloud, bucket, pages.keys(cloud, bucket))
    for stack, region in both:
        stacks.remove(cloud, stack, region)
    # The stack lets the papers' bucket be, and somebody may just have been sending.
    for left in (made.get("PapersBucketName"), stage.bucket(cloud)):
        if left:
            pages.take_away(cloud, left)
    if not has_table:
        say(f"kept: {stage.keys}")
        return
    say(f"kept: table {table}, backup {backup} and {stage.keys}")
    say(f"back again with: make deploy STAGE={stage.name} TABLE={table} MAIL_FROM=… ALARM_MAIL=…")


def restore(cloud: Cloud, stage: Stage, at: datetime) -> str:
    """The table as it was at a moment, beside the one in use; the new one's name."""
    table = stacks.outputs(cloud, stage.stack).get("Table", stage.table)
    _must_be_restorable(cloud, table, at)
    copy = f"{stage.table}-{at.astimezone(BANGKOK):%Y%m%dT%H%M%S}"
    # Sent again after it was broken off, the same command waits for what was begun.
    if cloud.dry or cloud.ask("dynamodb", "describe_table", TableName=copy) is None:
        cloud.change(
            f"restore {table} as of {at.isoformat()} into {copy} (this takes a while)",
            "dynamodb",
            "restore_table_to_point_in_time",
            SourceTableName=table,
            TargetTableName=copy,
            RestoreDateTime=at,
        )
    try:
        cloud.wait(
            "dynamodb",
            "table_exists",
            TableName=copy,
            WaiterConfig={"Delay": 30, "MaxAttempts": 240},
        )
    except WaiterError:
        text = f"{copy} is not there yet: the same command again goes on waiting for it"
        raise CannotGoOn(text) from None
    _protect(cloud, copy)
    say(f"look at it, then let the service use it: make deploy STAGE={stage.name} TABLE={copy}")
    return copy


def must_be_enabled(cloud: Cloud) -> None:
    """Thailand's region is one that an account has to ask for."""
    account = cloud.account
    answer = cloud.ask("account", "get_region_opt_status", region=GLOBAL_REGION,
                       RegionName=cloud.region)  # fmt: skip
    status = answer["RegionOptStatus"] if answer else "ENABLED"
    if status not in {"ENABLED", "ENABLED_BY_DEFAULT"}:
        raise CannotGoOn(
            f"{cloud.region} is {status} for account {account}: AWS console › Account › "
            "AWS Regions › Enable, wait until it says Enabled, then run this again"
        )


def make_keys(cloud: Cloud, stage: Stage) -> None:
    """The keys, once: new ones would make every reference and link made before worthless."""
    if cloud.ask("ssm", "get_parameter", Name=stage.keys) is not None:
        return
    cloud.change(
        f"make the keys of {stage.stack}",
        "ssm",
        "put_parameter",
        Name=stage.keys,
        Type="SecureString",
        Value=keyring.new_text(),
        Overwrite=False,
    )


def _values(cloud: Cloud, stage: Stage, given: Mapping[str, str]) -> dict[str, str]:
    """The stack's parameters: what is given, else what it has, else what it begins with."""
    had = stacks.parameters(cloud, stage.stack)
    begins = {"Stage": stage.name, "Domain": "", "TableName": stage.table, "OwnTable": "yes"}
    values = begins | had | {name: value for name, value in given.items() if value}
    for name, option in (("MailFrom", "MAIL_FROM"), ("AlarmMail", "ALARM_MAIL")):
        if not values.get(name):
            raise CannotGoOn(f"{option}= is needed the first time, for example {option}=me@x.go.th")
    if given.get("TableName"):
        values["OwnTable"] = "no"
    elif not had and cloud.ask("dynamodb", "describe_table", TableName=stage.table) is not None:
        raise CannotGoOn(
            f"table {stage.table} is there from an earlier copy, with its bookings: "
            f"TABLE={stage.table} takes it over"
        )
    return values


def _stream_of(cloud: Cloud, values: Mapping[str, str]) -> str:
    """The label of what tells of the changes of a table that the stack does not make."""
    if values["OwnTable"] == "yes":
        return ""
    answer = cloud.ask("dynamodb", "describe_table", TableName=values["TableName"])
    return str(answer["Table"].get("LatestStreamLabel", "")) if answer else ""


def _artefact_bucket(cloud: Cloud, stage: Stage) -> str:
    bucket = stage.bucket(cloud)
    if cloud.ask("s3", "head_bucket", Bucket=bucket) is None:
        where = {"LocationConstraint": cloud.region}
        cloud.change(
            f"make bucket {bucket} for packages",
            "s3",
            "create_bucket",
            Bucket=bucket,
            CreateBucketConfiguration=where,
        )
        cloud.change(
            "close it to the public",
            "s3",
            "put_public_access_block",
            Bucket=bucket,
            PublicAccessBlockConfiguration=dict.fromkeys(
                (
                    "BlockPublicAcls",
                    "IgnorePublicAcls",
                    "BlockPublicPolicy",
                    "RestrictPublicBuckets",
                ),
                True,
            ),
        )
    return bucket


def _must_be_restorable(cloud: Cloud, table: str, at: datetime) -> None:
    answer = cloud.ask("dynamodb", "describe_continuous_backups", TableName=table)
    if answer is None:
        if cloud.dry:
            return
        raise CannotGoOn(f"there is no table {table} in {cloud.region}")
    window = answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    first, last = (window.get(f"{end}RestorableDateTime") for end in ("Earliest", "Latest"))
    if first and last and not first <= at <= last:
        span = f"{first.astimezone(BANGKOK):%Y-%m-%dT%H:%M} to {last.astimezone(BANGKOK):%H:%M}"
        raise CannotGoOn(f"AT={at.isoformat()} is outside what AWS has kept, {span} of Bangkok")


def _protect(cloud: Cloud, table: str) -> None:
    """A restored table comes without what protected the old one, and tells of no change."""
    cloud.change(
        "let it tell of its changes",
        "dynamodb",
        "update_table",
        TableName=table,
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )
    # It takes one change of itself at a time.
    cloud.wait("dynamodb", "table_exists", TableName=table)
    cloud.change(
        "keep its every minute too",
        "dynamodb",
        "update_continuous_backups",
        TableName=table,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    cloud.change(
        "let it forget by itself",
        "dynamodb",
        "update_time_to_live",
        TableName=table,
        TimeToLiveSpecification={"AttributeName": "expires_at", "Enabled": True},
    )
    cloud.change(
        "guard it against being deleted",
        "dynamodb",
        "update_table",
        TableName=table,
        DeletionProtectionEnabled=True,
    )


def _with_code(template: dict[str, Any], code: Mapping[str, str]) -> dict[str, Any]:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            properties["CodeUri"] = code[properties["CodeUri"]]
    return template


def _read(path: Path) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CannotGoOn(f"{path} is not there: run `make package STAGE=…` first") from None
    return read
