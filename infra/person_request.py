"""`make person`: what is known of a person, or forgetting them, as the law lets them ask.

The office makes sure who is asking. What is shown goes to standard output, for a file that is
handed over; nothing else is kept of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import phonenumbers

from chalicelib import settings, wiring
from chalicelib.domain.ports import Unfinished
from chalicelib.settings import Settings
from chalicelib.wiring import Services
from infra.deploy import stacks
from infra.deploy.cloud import CannotGoOn, Cloud
from infra.deploy.steps import Stage
from infra.local import engine, keyring, serve
from infra.package.__main__ import REGION

# Derived by us and of no use to the person; shown, they would only help to forge.
_OURS = ("key", "body", "phone_key", "expires_at", "token_version", "format")


def main(arguments: list[str] | None = None) -> None:
    """Show or erase, or say in one line why not."""
    options = _options(arguments)
    try:
        phone = _phone(options.phone)
        with settings_of(options) as found:
            print(answer(options.deed, phone, Services(found)))
    except Unfinished as left:
        sys.exit(f"person: not everything is forgotten, so run it again: {left}")
    except (CannotGoOn, ValueError, engine.EngineFailed, OSError) as problem:
        sys.exit(f"person: {problem}")


def answer(deed: str, phone: str, services: Services) -> str:
    """All that is known, as JSON; or how much was erased."""
    if deed == "erase":
        return json.dumps({"cancelled": 0, "erased": 0, **services.forgetting.erase(phone)})
    known = [
        {name: value for name, value in item.items() if name not in _OURS}
        for item in services.forgetting.known_of(phone)
    ]
    return json.dumps(known, ensure_ascii=False, indent=2, default=str)


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
        found = serve.local_settings(0, data, endpoint)
        # Pictures of papers are in the memory of the server that runs, and nowhere else.
        yield replace(found, keys=keyring.existing_keys(data), papers_bucket=None)
    finally:
        running.stop()


def deployed(name: str, region: str) -> Settings:
    """The settings of a deployed copy, read with the credentials of who asks."""
    cloud, stage = Cloud(region), Stage(name)
    account = cloud.account
    made = stacks.outputs(cloud, stage.stack)
    table = made.get("Table")
    if table is None:
        raise CannotGoOn(f"there is no stack {stage.stack} in {region} of account {account}")
    stored = wiring.stored_parameters(cloud.client("ssm"), f"/natrak/{name}")
    environment = {
        "NATRAK_TABLE": table,
        "AWS_REGION": region,
        "NATRAK_MAIL_FROM": "",
        "NATRAK_MAIL_REGION": "",
        "NATRAK_PAPERS_BUCKET": made.get("PapersBucketName", ""),
    }
    return settings.from_parameters(stored, environment)


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "TH")
    except phonenumbers.NumberParseException:
        raise ValueError(f"PHONE={text} is no telephone number") from None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", choices=("show", "erase"))
    parser.add_argument("--phone", required=True)
    parser.add_argument("--stage", default="")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
