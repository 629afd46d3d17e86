"""The site into its bucket: new pages first, old ones out last: nobody meets half a site."""

from __future__ import annotations

import mimetypes
import re
import time
from pathlib import Path

from infra.deploy.cloud import Cloud
from infra.package import edge

_TYPES = {".mjs": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_TEXT = ("text/", "application/json", "application/xml", "image/svg+xml")
_BATCH = 1000
# What the service itself writes beside the pages while it runs.
_IS_OURS = re.compile(r"(figures/[^/]+\.json|pulse/[^/]+)$")


def upload(cloud: Cloud, bucket: str, distribution: str, site: Path) -> None:
    """Make the bucket hold exactly this site."""
    files = list(edge.published(site))
    # What pages refer to comes before the pages.
    for path in sorted(files, key=lambda path: path.suffix == ".html"):
        _put(cloud, bucket, path.relative_to(site).as_posix(), path)
    wanted = {path.relative_to(site).as_posix() for path in files}
    old = [key for key in keys(cloud, bucket) if key not in wanted and not _IS_OURS.match(key)]
    remove(cloud, bucket, old)
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
    """Take objects out of a bucket."""
    for start in range(0, len(unwanted), _BATCH):
        batch = [{"Key": key} for key in unwanted[start : start + _BATCH]]
        cloud.change(
            f"remove {len(batch)} old files from {bucket}",
            "s3",
            "delete_objects",
            Bucket=bucket,
            Delete={"Objects": batch, "Quiet": True},
        )


def content_type(path: Path) -> str:
    """What a browser should take a file for."""
    type_ = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    type_ = type_ or "application/octet-stream"
    return f"{type_}; charset=utf-8" if type_.startswith(_TEXT) else type_


def _put(cloud: Cloud, bucket: str, key: str, path: Path) -> None:
    cloud.change(
        f"upload {key}",
        "s3",
        "put_object",
        Bucket=bucket,
        Key=key,
        Body=path.read_bytes(),
        ContentType=content_type(path),
        # Files keep their names when they change, so a browser asks each time, which is cheap.
        CacheControl="public, max-age=60",
        # See infra/edge/page-answer.js: a missing page is answered 404, in its language.
        Metadata={"status": "404"} if path.name == "404.html" else {},
    )
