"""`make deploy`, `make destroy`, `make restore`, `make rotate-keys`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from chalicelib.adapters.clock import BANGKOK, SystemClock
from infra.command import ends_in_one_line
from infra.deploy import rotation
from infra.deploy.cloud import HOME_REGION, Cloud
from infra.deploy.steps import Stage, deploy, destroy, restore
from infra.local import site
from infra.package.__main__ import BUILT, must_be_a_stage


def main(arguments: list[str] | None = None) -> None:
    """Do what the options say, or say in one line why not."""
    options = _options(arguments)
    with ends_in_one_line(options.command):
        must_be_a_stage(options.stage)
        _run(options, Cloud(options.region, dry=options.dry), Stage(options.stage))


def _run(options: argparse.Namespace, cloud: Cloud, stage: Stage) -> None:
    if options.command == "deploy":
        given = {
            "MailFrom": options.mail_from,
            "AlarmMail": options.alarm_mail,
            "StaffMail": options.staff_mail,
            "Domain": options.domain,
            "TableName": options.table,
            **_pairs(options.set),
        }
        now = SystemClock().now()
        print(deploy(cloud, stage, options.package, given, site.build_for, now=now))
    elif options.command == "destroy":
        destroy(cloud, stage, input, SystemClock().now())
    elif options.command == "rotate-keys":
        print(rotation.rotate_keys(cloud, stage, end_earlier=options.end))
    else:
        print(restore(cloud, stage, _moment(options.at)))


def _pairs(text: str) -> dict[str, str]:
    """``ApiConcurrency=900 ApiRate=2000``: any parameter of the service stack by its name."""
    pairs = [word.partition("=") for word in text.split()]
    if not all(name and value for name, _, value in pairs):
        raise ValueError(f"SET={text} should look like SET='ApiRate=2000 ApiBurst=4000'")
    return {name: value for name, _, value in pairs}


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"AT={text} is not a moment such as 2026-12-14T07:50+07:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("deploy", "destroy", "restore", "rotate-keys"))
    parser.add_argument("--stage", required=True)
    parser.add_argument("--region", default=HOME_REGION)
    parser.add_argument("--dry", action="store_true", help="show every call and make none")
    parser.add_argument("--end", action="store_true", help="end all staff links made before")
    parser.add_argument("--package", type=Path, default=BUILT)
    for name in (
        "--mail-from",
        "--alarm-mail",
        "--staff-mail",
        "--domain",
        "--table",
        "--at",
        "--set",
    ):
        parser.add_argument(name, default="")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
