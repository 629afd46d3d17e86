"""Everything that differs between one running copy of NatRak and another."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.adapters.staff_links import SigningKey


@dataclass(frozen=True)
class Keys:
    """The secrets: one key for references and tokens, a rotatable list for staff links."""

    hash_key: bytes = field(repr=False)
    staff_links: tuple[SigningKey, ...]

    @staticmethod
    def from_json(text: str) -> Keys:
        """``{"hash_key": hex, "staff_links": [{"id", "secret"}, …]}``, oldest link key first."""
        values = json.loads(text)
        return Keys(
            hash_key=bytes.fromhex(values["hash_key"]),
            staff_links=tuple(SigningKey(**key) for key in values["staff_links"]),
        )


@dataclass(frozen=True)
class Settings:
    """``base_url`` is where the site is seen from, without a slash at its end.

    ``endpoint_url`` is None on AWS. ``mail_from`` is the address mails come from; the mail service
    may be in another region than the data. ``staff_topic`` is the ARN of an SNS topic, or None
    where staff want no notices. ``site_bucket`` holds the pages, and the public figures beside
    them; without it no figures are published.
    """

    table: str
    region: str
    base_url: str
    keys: Keys
    endpoint_url: str | None = None
    mail_from: str = "natrak@localhost"
    mail_region: str | None = None
    staff_topic: str | None = None
    site_bucket: str | None = None


def base_url(environment: Mapping[str, str] = os.environ) -> str:
    """Where the site is seen from, for who needs nothing else."""
    return environment["NATRAK_BASE_URL"].rstrip("/")


def parameters_path(environment: Mapping[str, str] = os.environ) -> tuple[str, str] | None:
    """Where in Parameter Store the rest of the settings is, and in which region."""
    path = environment.get("NATRAK_PARAMETERS")
    return (path, environment["AWS_REGION"]) if path else None


def from_parameters(
    parameters: Mapping[str, str], environment: Mapping[str, str] = os.environ
) -> Settings:
    """The settings of a deployed copy: ``base-url`` in the store is ``NATRAK_BASE_URL`` here."""
    stored = {
        f"NATRAK_{name.upper().replace('-', '_')}": value for name, value in parameters.items()
    }
    return from_environment({**environment, **stored})


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings that are all in the environment. A missing one is a ``KeyError`` that names it."""
    return Settings(
        table=environment["NATRAK_TABLE"],
        region=environment["AWS_REGION"],
        base_url=environment["NATRAK_BASE_URL"].rstrip("/"),
        keys=Keys.from_json(environment["NATRAK_KEYS"]),
        mail_from=environment["NATRAK_MAIL_FROM"],
        mail_region=environment["NATRAK_MAIL_REGION"],
        staff_topic=environment.get("NATRAK_STAFF_TOPIC") or None,
        site_bucket=environment.get("NATRAK_SITE_BUCKET") or None,
    )
