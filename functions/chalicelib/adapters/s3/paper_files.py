"""The papers' bucket: what a couple sends, and the pictures that are drawn from it for staff.

::

    uploads/K7M4-Q2XW/<id>            a couple's own file, until it has been looked at
    pages/K7M4-Q2XW/<id>/<number>     JPEG, drawn anew, for staff
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.domain.paper_ports import FilesLeft
from chalicelib.domain.sent_papers import LARGEST_FILE, SentPaper, UploadForm

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ObjectIdentifierTypeDef

_UPLOADS = "uploads/"
_PAGES = "pages/"


@dataclass(frozen=True)
class S3PaperFiles:
    """``PaperFiles`` in one bucket; browsers reach it at ``url``."""

    client: S3Client
    bucket: str
    url: str

    def form(self, reference: str, paper: SentPaper) -> UploadForm:
        """See ``PaperFiles.form``."""
        expires_in = UploadForm.expires_in
        signed = self.client.generate_presigned_post(
            self.bucket,
            _upload(reference, paper.id),
            Fields={"Content-Type": paper.content_type},
            Conditions=[
                {"Content-Type": paper.content_type},
                ["content-length-range", 1, LARGEST_FILE],
            ],
            ExpiresIn=int(expires_in.total_seconds()),
        )
        # The bucket is served behind the site's own address, so that no request leaves it.
        return UploadForm(self.url, signed["fields"], expires_in)

    def arrived(self) -> list[tuple[str, str]]:
        """See ``PaperFiles.arrived``."""
        return [named_by(key) for key in self._keys(_UPLOADS)]

    def original(self, reference: str, id_: str) -> bytes | None:
        """See ``PaperFiles.original``."""
        return self._read(_upload(reference, id_))

    def page(self, reference: str, id_: str, number: int) -> bytes | None:
        """See ``PaperFiles.page``."""
        return self._read(_page(reference, id_, number))

    def kept_of(self, reference: str) -> list[tuple[str, int]]:
        """See ``PaperFiles.kept_of``."""
        originals = [(named_by(key)[1], 0) for key in self._keys(f"{_UPLOADS}{reference}/")]
        pages = [key.split("/")[2:] for key in self._keys(f"{_PAGES}{reference}/")]
        return [*originals, *((id_, int(number)) for id_, number in pages)]

    def keep_pages(self, reference: str, id_: str, pages: Sequence[bytes]) -> None:
        """See ``PaperFiles.keep_pages``."""
        for number, content in enumerate(pages, start=1):
            self.client.put_object(
                Bucket=self.bucket,
                Key=_page(reference, id_, number),
                Body=content,
                ContentType="image/jpeg",
                ContentDisposition="attachment",
            )

    def delete_original(self, reference: str, id_: str) -> None:
        """See ``PaperFiles.delete_original``."""
        self.client.delete_object(Bucket=self.bucket, Key=_upload(reference, id_))

    def delete(self, reference: str, id_: str = "") -> None:
        """See ``PaperFiles.delete``."""
        below = f"{reference}/{id_}"
        keys = [*self._keys(f"{_UPLOADS}{below}"), *self._keys(f"{_PAGES}{below}")]
        for start in range(0, len(keys), 1000):
            doomed: list[ObjectIdentifierTypeDef] = [
                {"Key": key} for key in keys[start : start + 1000]
            ]
            answer = self.client.delete_objects(
                Bucket=self.bucket, Delete={"Objects": doomed, "Quiet": True}
            )
            # S3 answers 200 even where it deleted nothing, and says so for each file.
            if errors := answer.get("Errors"):
                raise FilesLeft(len(errors), sorted({each.get("Code", "") for each in errors}))

    def _keys(self, prefix: str) -> Iterator[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        for page in pages:
            for found in page.get("Contents", []):
                yield found["Key"]

    def _read(self, key: str) -> bytes | None:
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except self.client.exceptions.NoSuchKey:
            return None


def named_by(key: str) -> tuple[str, str]:
    """Reference and id of an upload's key."""
    reference, _, id_ = key.removeprefix(_UPLOADS).partition("/")
    return reference, id_


def _upload(reference: str, id_: str) -> str:
    return f"{_UPLOADS}{reference}/{id_}"


def _page(reference: str, id_: str, number: int) -> str:
    return f"{_PAGES}{reference}/{id_}/{number}"
