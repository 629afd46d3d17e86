"""The copy of NatRak a command works on: a deployed stage, or a data directory of this machine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chalicelib import settings, wiring
from chalicelib.settings import Settings
from infra.deploy import stacks
from infra.deploy.cloud import CannotGoOn, Cloud
from infra.deploy.steps import Stage
from infra.local import engine, keyring, serve


@contextmanager
def settings_of(options: argparse.Namespace) -> Iterator[Settings]:
    """The settings of the copy that ``--stage`` or ``--data-dir`` names, for as long as needed."""
    if options.stage:
        yield deployed(options.stage, options.region)
        return
    data: Path = options.data_dir.resolve()
    if not (data / "dynamodb").exists():
        raise ValueError(f"nothing is stored in {data}; STAGE= asks a deployed copy")
    serve.isolate_from_aws()
    running = engine.start(data / "dynamodb")
    try:
        endpoint = running.wait_until_ready()
        here = serve.local_settings(0, data, endpoint)
        # Pictures of papers ended with the server that kept them.
        yield replace(here, keys=keyring.existing_keys(data), papers_bucket=None)
    finally:
        running.stop()


def deployed(name: str, region: str) -> Settings:
    """The settings of a stage; ``CannotGoOn`` where there is none, or nobody may ask."""
    cloud, stage = Cloud(region), Stage(name)
    account = cloud.account
    made = stacks.outputs(cloud, stage.stack)
    if "Table" not in made:
        raise CannotGoOn(f"there is no stack {stage.stack} in {region} of account {account}")
    stored = wiring.stored_parameters(cloud.client("ssm"), f"/natrak/{name}")
    environment = {
        "NATRAK_TABLE": made["Table"],
        "NATRAK_PAPERS_BUCKET": made.get("PapersBucketName", ""),
        "AWS_REGION": region,
        "NATRAK_MAIL_FROM": "",
        "NATRAK_MAIL_REGION": "",
    }
    return settings.from_parameters(stored, environment)
