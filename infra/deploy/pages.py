"""The site into its bucket: new pages first, old ones out last: nobody meets half a site.

A page that was opened before a deployment goes on with the files it was made with: some are fetched
only when they are needed, and the edge shows old pages for up to a minute. So a file that is named
after its content stays for 30 days after the last edition that used it.
"""

from __future__ import annotations

import json
import mimetypes
import re
import time
from datetime import date, timedelta
from pathlib import Path

from infra.command import CannotGoOn
from infra.deploy.cloud import Cloud
from infra.local.site import LASTING
from infra.package import edge

_TYPES = {".mjs": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")
_BATCH = 1000
# Since when each lasting file is wanted by no page: {key: day}. The edge shows it to nobody.
_UNWANTED = "unwanted.json"
_UNWANTED_KEPT = timedelta(days=30)
# The rest keep their names when they change, so a browser asks each minute, which is cheap.
_FOR_GOOD, _FOR_A_MINUTE = "public, max-age=31536000, immutable", "public, max-age=60"
# What the service itself writes beside the pages while it runs.
_IS_OURS = re.compile(r"(figures/[^/]+\.json|pulse/[^/]+)$")


def upload(cloud: Cloud, bucket: str, distribution: str, site: Path, today: date) -> None:
    """Make the bucket hold exactly the pages of this site, and what open pages still need."""
    files = list(edge.published(site))
    # What pages refer to comes before the pages.
    for path in sorted(files, key=lambda path: path.suffix == ".html"):
        _put(cloud, bucket, path.relative_to(site).as_posix(), path)
    wanted = {path.relative_to(site).as_posix() for path in files}
    old = {key for key in keys(cloud, bucket) if key not in wanted and not _IS_OURS.match(key)}
    kept = _kept(cloud, bucket, old, today)
    remove(cloud, bucket, sorted(old - set(kept) - {_UNWANTED}))
    _write(cloud, bucket, _UNWANTED, json.dumps(kept, indent=1).encode(), "application/json")
    cloud.change(
        "show the new pages at once",
        "cloudfront",
        "create_invalidation",
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/*"]},
            "CallerReference": str(time.time_ns()),
        },
    )


def keys(cloud: Cloud, bucket: str) -> list[str]:
    """Everything in a bucket."""
    found: list[str] = []
    more: dict[str, str] = {}
    while True:
        answer = cloud.ask("s3", "list_objects_v2", Bucket=bucket, **more)
        if answer is None:
            return found
        found += [each["Key"] for each in answer.get("Contents", ())]
        if not answer.get("IsTruncated"):
            return found
        more = {"ContinuationToken": answer["NextContinuationToken"]}


def remove(cloud: Cloud, bucket: str, unwanted: list[str]) -> None:
    """Take objects out of a bucket, all of them or ``CannotGoOn``."""
    for start in range(0, len(unwanted), _BATCH):
        batch = [{"Key": key} for key in unwanted[start : start + _BATCH]]
        answer = cloud.change(
            f"remove {len(batch)} old files from {bucket}",
            "s3",
            "delete_objects",
            Bucket=bucket,
            Delete={"Objects": batch, "Quiet": True},
        )
        # S3 says "200 OK" to a batch of which it deleted nothing.
        if left := (answer or {}).get("Errors"):
            why = left[0].get("Message") or left[0].get("Code")
            raise CannotGoOn(f"{len(left)} files of {bucket} were not deleted: {why}")


def take_away(cloud: Cloud, bucket: str) -> None:
    """Remove a bucket with everything in it; nothing where there is none."""
    if cloud.ask("s3", "head_bucket", Bucket=bucket) is not None:
        remove(cloud, bucket, keys(cloud, bucket))
        cloud.change(f"remove bucket {bucket}", "s3", "delete_bucket", Bucket=bucket)


def content_type(path: Path) -> str:
    """What a browser should take a file for."""
    type_ = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    type_ = type_ or "application/octet-stream"
    return f"{type_}; charset=utf-8" if type_.startswith(_TEXT) else type_


def _kept(cloud: Cloud, bucket: str, old: set[str], today: date) -> dict[str, str]:
    """Which of the old files stay, and since when no page wants them."""
    answer = cloud.ask("s3", "get_object", Bucket=bucket, Key=_UNWANTED)
    since: dict[str, str] = json.loads(answer["Body"].read()) if answer else {}
    unwanted = {key: since.get(key, today.isoformat()) for key in sorted(old) if _lasts(key)}
    return {
        key: day
        for key, day in unwanted.items()
        if today - date.fromisoformat(day) < _UNWANTED_KEPT
    }


def _lasts(key: str) -> bool:
    return bool(LASTING.match(f"/{key}"))


def _put(cloud: Cloud, bucket: str, key: str, path: Path) -> None:
    # See infra/edge/page-answer.js: a missing page is answered 404, in its language.
    status = "404" if path.name == "404.html" else ""
    _write(cloud, bucket, key, path.read_bytes(), content_type(path), status=status)


def _write(
    cloud: Cloud,
    bucket: str,
    key: str,
    content: bytes,
    type_: str,
    *,
    status: str = "",
) -> None:
    cloud.change(
        f"upload {key}",
        "s3",
        "put_object",
        Bucket=bucket,
        Key=key,
        Body=content,
        ContentType=type_,
        CacheControl=_FOR_GOOD if _lasts(key) else _FOR_A_MINUTE,
        Metadata={"status": status} if status else {},
    )
