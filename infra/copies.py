"""The copy of the service that a command is about: a deployed one, or one on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chalicelib import settings, wiring
from chalicelib.adapters import data_files
from chalicelib.domain.errors import OfficeUnknown
from chalicelib.settings import Settings
from chalicelib.usecases.offices import with_rules
from infra.command import CannotGoOn
from infra.deploy import stacks
from infra.deploy.cloud import HOME_REGION, Cloud
from infra.deploy.steps import Stage
from infra.local import engine, keyring, running, serve


def add_options(parser: argparse.ArgumentParser) -> None:
    """What names a copy: ``--stage`` a deployed one, ``--data-dir`` one on this machine."""
    parser.add_argument("--stage", default="")
    parser.add_argument("--region", default=HOME_REGION)
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))


@contextmanager
def settings_of(options: argparse.Namespace) -> Iterator[Settings]:
    """The settings of the copy that ``--stage`` or ``--data-dir`` names, for as long as needed."""
    if options.stage:
        yield deployed(options.stage, options.region)
        return
    data: Path = options.data_dir.resolve()
    if not (data / "dynamodb").exists():
        raise CannotGoOn(f"nothing is stored in {data}; STAGE= asks a deployed copy")
    if served := running.settings(data):
        yield served
        return
    serve.isolate_from_aws()
    with serve.alone_in(data):
        started = engine.start(data / "dynamodb")
        try:
            found = serve.local_settings(0, data, started.wait_until_ready())
            # Pictures of papers were in the memory of the server, and went with it.
            yield replace(found, keys=keyring.existing_keys(data), papers_bucket=None)
        finally:
            started.stop()


def deployed(name: str, region: str) -> Settings:
    """The settings of a deployed copy, read with the credentials of who asks."""
    cloud, stage = Cloud(region), Stage(name)
    account = cloud.account
    made = stacks.outputs(cloud, stage.stack)
    table = made.get("Table")
    if table is None:
        text = f"there is no stack {stage.stack} in {region} of account {account}"
        raise CannotGoOn(f"{text}: see that STAGE= and the credentials belong together")
    stored = wiring.stored_parameters(cloud.client("ssm"), f"/natrak/{name}")
    environment = {
        "NATRAK_TABLE": table,
        "AWS_REGION": region,
        "NATRAK_MAIL_FROM": "",
        "NATRAK_MAIL_REGION": "",
        "NATRAK_PAPERS_BUCKET": made.get("PapersBucketName", ""),
    }
    try:
        return settings.from_parameters(stored, environment)
    except KeyError as missing:
        text = f"Parameter Store has no {missing} under /natrak/{name} in {region}"
        raise CannotGoOn(f"{text}: `make deploy STAGE={name}` writes what is missing") from None


def must_have_a_queue(office_id: str) -> str:
    """The office's id, or ``CannotGoOn`` for one that takes no bookings."""
    try:
        office, _ = with_rules(data_files.offices(), office_id)
    except OfficeUnknown:
        raise CannotGoOn(f"OFFICE={office_id} is not an office with a queue") from None
    return office.id
