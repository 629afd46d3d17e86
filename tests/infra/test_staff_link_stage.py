"""The office's link commands on a deployed copy, on moto: its keys, its table, its address."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from chalicelib.adapters.dynamodb.link_register import LinkRegister
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.errors import LinkRevoked
from chalicelib.settings import Keys
from infra import staff_link
from infra.deploy import stacks
from infra.local import keyring, table

REGION = "ap-southeast-7"
URL = "https://natrak.test"
NOW = "2026-12-01T09:00+07:00"


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keys]:
    """A stage named ``trial``, as far as the commands ask for it; its keys."""
    told = {"natrak-trial": {"Table": "natrak-trial"}}
    monkeypatch.setattr(stacks, "outputs", lambda _cloud, stack: told.get(stack, {}))
    with mock_aws():
        ssm, text = boto3.client("ssm", region_name=REGION), keyring.new_text()
        ssm.put_parameter(Name="/natrak/trial/keys", Type="SecureString", Value=text)
        ssm.put_parameter(Name="/natrak/trial/base-url", Type="String", Value=URL)
        table.create_if_absent(boto3.client("dynamodb", region_name=REGION), "natrak-trial")
        yield Keys.from_json(text)


def run(*words: str, stage: str = "trial") -> None:
    options = [*words, "--office", "bang-rak", "--now", NOW, "--stage", stage]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["staff-link", *options])
        staff_link.main()


def made(capsys: pytest.CaptureFixture[str]) -> str:
    run("new", "--date", "2026-12-14", "--scope", "desk")
    (line,) = capsys.readouterr().out.splitlines()
    return line


def test_a_link_is_signed_with_the_stages_own_key_and_leads_to_its_address(
    keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    address, _, token = made(capsys).partition("#token=")

    assert address == f"{URL}/staff/desk/"
    assert StaffLinks(keys.staff_links).read(token).scope == "desk"


def test_the_links_of_a_stage_are_listed_and_one_is_taken_back(
    keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = made(capsys), made(capsys)

    run("revoke", "--link", first)
    run("list")

    lines = capsys.readouterr().out.splitlines()
    assert sorted(line.split()[-1] for line in lines[1:]) == ["good", "revoked"]
    register = LinkRegister(boto3.client("dynamodb", region_name=REGION), "natrak-trial")
    links = StaffLinks(keys.staff_links)
    register.must_stand(links.read(second.partition("#token=")[2]))
    with pytest.raises(LinkRevoked):
        register.must_stand(links.read(first.partition("#token=")[2]))


@pytest.mark.usefixtures("keys")
def test_a_stage_that_is_not_there_is_named() -> None:
    with pytest.raises(SystemExit, match="there is no stack natrak-prod in ap-southeast-7"):
        run("list", stage="prod")
