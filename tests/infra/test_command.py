"""What can be foreseen ends a command in one line that says what to do, and in no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from subprocess import CalledProcessError
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, NoCredentialsError, ProfileNotFound, WaiterError
from moto import mock_aws

from chalicelib.domain.errors import TryAgain
from infra import person_request, rebuild_totals, staff_link
from infra.command import CannotGoOn, ends_in_one_line
from infra.deploy import __main__ as deploy
from infra.deploy import stacks, steps
from infra.deploy.cloud import Cloud
from infra.deploy.steps import Stage
from infra.local import keyring, table
from infra.setup import ROOT

REGION = "ap-southeast-7"
AWAY = "http://127.0.0.1:9"

Run = Callable[[], object]


def refusal(code: str, message: str = "no") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "AnyCall")


def staff_link_of(deed: str) -> Run:
    def run() -> None:
        with pytest.MonkeyPatch.context() as patch:
            given = [deed, "--office", "bang-rak", "--date", "2026-12-14", "--link", "an-id"]
            given += ["--now", "2026-12-01T09:00+07:00", "--stage", "trial"]
            patch.setattr(sys, "argv", ["staff-link", *given])
            staff_link.main()

    return run


# Every command that talks to AWS.
COMMANDS: dict[str, Run] = {
    "make staff-link": staff_link_of("new"),
    "make staff-links": staff_link_of("list"),
    "make revoke-link": staff_link_of("revoke"),
    "make person DO=show": lambda: person_request.main(
        ["show", "--phone", "+66812345678", "--stage", "trial"]
    ),
    "make person DO=erase": lambda: person_request.main(
        ["erase", "--phone", "+66812345678", "--stage", "trial"]
    ),
    "make totals": lambda: rebuild_totals.main(
        ["--office", "bang-rak", "--from", "2026-12-01", "--stage", "trial"]
    ),
    "make deploy": lambda: deploy.main(["deploy", "--stage", "trial"]),
    "make destroy": lambda: deploy.main(["destroy", "--stage", "trial"]),
    "make restore": lambda: deploy.main(
        ["restore", "--stage", "trial", "--at", "2026-12-14T07:50+07:00"]
    ),
}
every_command = pytest.mark.parametrize("run", COMMANDS.values(), ids=COMMANDS.keys())


def said_by(run: Run) -> str:
    """The one line with which a command ends; what it prints to standard output is none."""
    with pytest.raises(SystemExit) as ended:
        run()
    assert isinstance(ended.value.code, str), "a text, which Python prints with exit code 1"
    assert "\n" not in ended.value.code
    return ended.value.code


@pytest.fixture
def refused_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Every call to AWS ends in this error."""

    def refuse(error: Exception) -> None:
        def call(*_: object, **__: object) -> Any:
            raise error

        monkeypatch.setattr(BaseClient, "_make_api_call", call)

    return refuse


@every_command
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            refusal("AccessDeniedException", "User: x is not authorized to perform: ssm:Get on y"),
            "this user may not do ssm:Get: use one with the rights that infra/README.md lists",
        ),
        (refusal("AccessDenied"), "this user may not do that"),
        (refusal("ExpiredTokenException"), "the credentials have expired: sign in again"),
        (refusal("InvalidClientTokenId"), "see that the region is enabled for this account"),
        (refusal("OptInRequired"), "the region is not enabled for this account: AWS console"),
        (refusal("ThrottlingException"), "the same command again in a minute"),
        (NoCredentialsError(), "no AWS credentials: run `aws configure`"),
        (ProfileNotFound(profile="office"), r"sign in again, .* \(office\)"),
    ],
    ids=lambda value: getattr(value, "response", {}).get("Error", {}).get("Code", ""),
)
def test_what_aws_refuses_is_told_in_a_line_that_says_what_to_do(
    refused_with: Callable[[Exception], None], run: Run, error: Exception, said: str
) -> None:
    refused_with(error)

    assert re.search(said, said_by(run))


@every_command
def test_aws_out_of_reach_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", AWAY)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    assert "AWS could not be reached: is this computer online" in said_by(run)


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A stage named ``trial``: its stack, its table, but no parameters."""
    told = {"natrak-trial": {"Table": "natrak-trial"}}
    monkeypatch.setattr(stacks, "outputs", lambda _cloud, stack: told.get(stack, {}))
    with mock_aws():
        table.create_if_absent(boto3.client("dynamodb", region_name=REGION), "natrak-trial")
        yield


OF_A_STAGE = {name: run for name, run in COMMANDS.items() if "person" in name or "link" in name}


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize("run", OF_A_STAGE.values(), ids=OF_A_STAGE.keys())
def test_a_stage_whose_parameters_are_not_whole_is_told_how_to_mend_it(run: Run) -> None:
    said = said_by(run)

    assert "has no 'NATRAK_" in said
    assert "`make deploy STAGE=trial` writes what is missing" in said


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize("run", OF_A_STAGE.values(), ids=OF_A_STAGE.keys())
def test_a_stage_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr(stacks, "outputs", lambda *_: {})

    assert "there is no stack natrak-trial in ap-southeast-7 of account" in said_by(run)


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    "name", ["make staff-links", "make revoke-link", "make person DO=show", "make totals"]
)
def test_a_table_that_this_user_may_not_read_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ssm = boto3.client("ssm", region_name=REGION)
    for key, text in (("keys", keyring.new_text()), ("base-url", "https://natrak.test")):
        ssm.put_parameter(Name=f"/natrak/trial/{key}", Type="String", Value=text)
    call = BaseClient._make_api_call

    def refuse(client: Any, operation: str, values: Any) -> Any:
        if client.meta.service_model.service_name == "dynamodb":
            raise refusal("AccessDeniedException", "not authorized to perform: dynamodb:Any on x")
        return call(client, operation, values)

    monkeypatch.setattr(BaseClient, "_make_api_call", refuse)

    assert "this user may not do dynamodb:Any" in said_by(COMMANDS[name])


class Unmoved(Cloud):
    """An account in which what is waited for never comes."""

    def wait(self, service: str, waiter: str, *, region: str | None = None, **_: Any) -> None:
        raise WaiterError(waiter, "Max attempts exceeded", {})


def test_a_stack_that_cannot_be_removed_names_the_cause(
    trial: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stacks, "_cause", lambda *_: "SiteBucket: it is not empty")
    cloud = Unmoved(REGION)
    monkeypatch.setattr(Cloud, "change", lambda *_, **__: None)

    with pytest.raises(CannotGoOn, match="SiteBucket: it is not empty; once mended, `make destroy"):
        stacks.remove(cloud, "natrak-trial", REGION)


def test_a_restore_that_takes_too_long_is_waited_for_again_and_not_begun_twice(
    trial: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(
        Cloud, "change", lambda _self, _what, _service, call, **_: made.append(call)
    )
    monkeypatch.setattr(steps, "_must_be_restorable", lambda *_: None)
    cloud, at = Unmoved(REGION), datetime.fromisoformat("2026-12-14T07:50+07:00")
    copy = "natrak-trial-20261214T075000"

    with pytest.raises(CannotGoOn, match="the same command again goes on waiting"):
        steps.restore(cloud, Stage("trial"), at)
    table.create_if_absent(boto3.client("dynamodb", region_name=REGION), copy)
    with pytest.raises(CannotGoOn):
        steps.restore(cloud, Stage("trial"), at)

    assert made == ["restore_table_to_point_in_time"]


def test_a_database_that_is_busy_is_told_as_such() -> None:
    with (
        pytest.raises(SystemExit, match=r"totals: .* again in a minute"),
        ends_in_one_line("totals"),
    ):
        raise TryAgain


def test_a_program_that_fails_is_named_with_its_last_words() -> None:
    failed = CalledProcessError(1, ["chromium", "--headless"], stderr=b"one\nno display\n")

    with (
        pytest.raises(SystemExit, match="pack: chromium failed: no display"),
        ends_in_one_line("pack"),
    ):
        raise failed


def test_nobody_there_to_confirm_breaks_off_in_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(deploy, "input", nobody, raising=False)
    monkeypatch.setattr(stacks, "outputs", lambda *_: {})
    monkeypatch.setattr(stacks, "described", lambda *_: {"StackStatus": "CREATE_COMPLETE"})

    assert said_by(COMMANDS["make destroy"]).startswith("destroy: broken off")


def test_who_presses_ctrl_c_reads_no_traceback() -> None:
    with pytest.raises(SystemExit, match="deploy: broken off"), ends_in_one_line("deploy"):
        raise KeyboardInterrupt


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(KeyError), ends_in_one_line("cost"):
        raise KeyError("price")


@pytest.mark.parametrize("command", ["infra.cost", "infra.join check --office bang-rak"])
def test_a_command_whose_reader_has_left_ends_quietly(command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)

    assert (done.stderr, done.returncode) == ("", 0)
