"""CloudFormation: a change is looked at first, and one that would lose bookings is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import WaiterError

from infra.command import CannotGoOn
from infra.deploy.cloud import Cloud, say

# Losing one of these loses bookings or papers.
PRECIOUS = frozenset({"AWS::DynamoDB::Table", "AWS::S3::Bucket"})
_LARGEST_IN_A_REQUEST = 51_200
_NOTHING_CHANGES = ("didn't contain changes", "No updates are to be performed")


def outputs(cloud: Cloud, stack: str, region: str | None = None) -> dict[str, str]:
    """What a stack tells; nothing where there is none."""
    found = described(cloud, stack, region)
    return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())}


def parameters(cloud: Cloud, stack: str) -> dict[str, str]:
    """What a stack was made with; nothing where there is none."""
    found = described(cloud, stack)
    return {each["ParameterKey"]: each["ParameterValue"] for each in found.get("Parameters", ())}


def described(cloud: Cloud, stack: str, region: str | None = None) -> Mapping[str, Any]:
    """The stack as CloudFormation describes it, or nothing."""
    answer = cloud.ask("cloudformation", "describe_stacks", region=region, StackName=stack)
    found: Mapping[str, Any] = answer["Stacks"][0] if answer else {}
    return found


def bring_up_to_date(
    cloud: Cloud,
    stack: str,
    template: Mapping[str, Any],
    values: Mapping[str, str],
    *,
    bucket: str,
    may_let_go: frozenset[str] = frozenset(),
    region: str | None = None,
) -> None:
    """Make the stack what the template says, or leave it exactly as it is.

    ``may_let_go`` names resources the stack may stop looking after; everything else precious must
    stay.
    """
    status = described(cloud, stack, region).get("StackStatus", "")
    if status == "ROLLBACK_COMPLETE":
        raise CannotGoOn(f"stack {stack} never came up: `make destroy`, then deploy again")
    is_there = status not in {"", "REVIEW_IN_PROGRESS"}
    text = json.dumps(template, ensure_ascii=False, separators=(",", ":")).encode()
    # The name of a change is that of its template: sent twice, it is the same change.
    name = "natrak-" + hashlib.sha256(text + json.dumps(dict(values)).encode()).hexdigest()[:16]
    _forget_an_attempt(cloud, stack, name, region)
    where = _where(cloud, bucket, f"{stack}/{name}.json", text)
    made = cloud.change(
        f"work out what changes in stack {stack}",
        "cloudformation",
        "create_change_set",
        region=region,
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType="UPDATE" if is_there else "CREATE",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in values.items()],
        **where,
    )
    change = made["Id"] if made else name
    if not _is_worked_out(cloud, stack, change, region):
        return
    _must_lose_nothing(cloud, stack, change, region, may_let_go)
    cloud.change(
        f"change stack {stack}",
        "cloudformation",
        "execute_change_set",
        region=region,
        StackName=stack,
        ChangeSetName=change,
    )
    try:
        waiter = "stack_update_complete" if is_there else "stack_create_complete"
        cloud.wait("cloudformation", waiter, region=region, StackName=stack)
    except WaiterError:
        raise CannotGoOn(_why_it_failed(cloud, stack, region)) from None


def remove(cloud: Cloud, stack: str, region: str) -> None:
    """Take a stack down, and wait until it is gone."""
    cloud.change(
        f"remove stack {stack}",
        "cloudformation",
        "delete_stack",
        region=region,
        StackName=stack,
    )
    try:
        cloud.wait("cloudformation", "stack_delete_complete", region=region, StackName=stack)
    except WaiterError:
        cause = _cause(cloud, stack, region) or "it is not gone yet, and says not why"
        raise CannotGoOn(f"stack {stack}: {cause}; once mended, `make destroy` again") from None


def _forget_an_attempt(cloud: Cloud, stack: str, change: str, region: str | None) -> None:
    """One that was broken off or failed keeps its name, and the same cannot be sent again."""
    which: dict[str, str] = {"StackName": stack, "ChangeSetName": change}
    if cloud.ask("cloudformation", "describe_change_set", region=region, **which) is not None:
        what = f"forget an earlier attempt at stack {stack}"
        cloud.change(what, "cloudformation", "delete_change_set", region=region, **which)


def _is_worked_out(cloud: Cloud, stack: str, change: str, region: str | None) -> bool:
    """Whether there is anything to change."""
    try:
        cloud.wait(
            "cloudformation",
            "change_set_create_complete",
            region=region,
            StackName=stack,
            ChangeSetName=change,
        )
    except WaiterError as error:
        reason = str(error.last_response.get("StatusReason", ""))
        if not any(words in reason for words in _NOTHING_CHANGES):
            raise CannotGoOn(f"stack {stack} cannot be changed so: {reason}") from error
        cloud.change(
            f"leave stack {stack} as it is: nothing changes",
            "cloudformation",
            "delete_change_set",
            region=region,
            StackName=stack,
            ChangeSetName=change,
        )
        return False
    return True


def _must_lose_nothing(
    cloud: Cloud, stack: str, change: str, region: str | None, may_let_go: frozenset[str]
) -> None:
    if cloud.dry:
        say("would stop here if a table or a bucket were to be removed or replaced")
        return
    answer = cloud.ask(
        "cloudformation",
        "describe_change_set",
        region=region,
        StackName=stack,
        ChangeSetName=change,
    )
    for each in answer["Changes"]:
        resource = each["ResourceChange"]
        loses = resource["Action"] == "Remove" or resource.get("Replacement") == "True"
        name = resource["LogicalResourceId"]
        if resource["ResourceType"] in PRECIOUS and loses and name not in may_let_go:
            text = f"stack {stack}: this change would remove or replace {name}; nothing was changed"
            raise CannotGoOn(text)


def _where(cloud: Cloud, bucket: str, key: str, content: bytes) -> dict[str, str]:
    """A small template goes with the request, a large one through the bucket."""
    if len(content) <= _LARGEST_IN_A_REQUEST:
        return {"TemplateBody": content.decode()}
    cloud.change(f"upload {key}", "s3", "put_object", Bucket=bucket, Key=key, Body=content)
    return {"TemplateURL": f"https://{bucket}.s3.{cloud.region}.amazonaws.com/{key}"}


def _why_it_failed(cloud: Cloud, stack: str, region: str | None) -> str:
    cause = _cause(cloud, stack, region)
    if cause is None:
        return f"stack {stack} did not come up, and says not why"
    return f"stack {stack} went back to what it was: {cause}"


def _cause(cloud: Cloud, stack: str, region: str | None) -> str | None:
    """The resource that failed first, with its reason, or None where none is said to have."""
    answer = cloud.ask(
        "cloudformation", "describe_stack_events", region=region, StackName=stack
    ) or {"StackEvents": []}
    # Newest first; the oldest failure is the cause, the later ones are its echo.
    failed = [e for e in answer["StackEvents"] if e["ResourceStatus"].endswith("_FAILED")]
    if not failed:
        return None
    reason = failed[-1].get("ResourceStatusReason", "")
    return f"{failed[-1]['LogicalResourceId']}: {reason}"


def artefact(cloud: Cloud, bucket: str, path: Path) -> str:
    """Upload the function's package under the name of its content; its address."""
    content = path.read_bytes()
    key = f"functions/{hashlib.sha256(content).hexdigest()}.zip"
    if cloud.ask("s3", "head_object", Bucket=bucket, Key=key) is None:
        cloud.change(f"upload {key}", "s3", "put_object", Bucket=bucket, Key=key, Body=content)
    return f"s3://{bucket}/{key}"
