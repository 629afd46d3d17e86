"""Stands in for S3's own door: takes a browser's form, as strictly as its policy says.

Moto keeps the files, but lets any form in. So the policy is judged here, as S3 does: our signature,
not expired, exactly this key and type, no more and no fewer bytes than it allows.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.formparser import parse_form_data

from chalicelib.clients import s3_client, session
from chalicelib.services import PAPERS_PATH
from chalicelib.settings import Settings
from infra.package.edge import LARGEST_FORM


class Refused(Exception):
    """S3's own code for what is wrong with a form, and its words where they tell more."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Bucket:
    """A WSGI application for ``POST /papers-bucket/``; ``store`` keeps a file by its key."""

    secret: str
    store: Callable[[str, bytes, str], object]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, body = HTTPStatus.NO_CONTENT, ""
        try:
            self._take(environ)
        except Refused as refused:
            too_long = refused.code == "EntityTooLarge"
            status = HTTPStatus.BAD_REQUEST if too_long else HTTPStatus.FORBIDDEN
            said = f"<Code>{refused.code}</Code><Message>{refused.message}</Message>"
            body = f"<Error>{said}</Error>"
        headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))]
        start(f"{status.value} {status.phrase}", headers)
        return [body.encode()]

    def _take(self, environ: WSGIEnvironment) -> None:
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != PAPERS_PATH:
            raise Refused("AccessDenied")
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_FORM:
            raise Refused("EntityTooLarge")
        try:
            _, fields, files = parse_form_data(environ)
            with files["file"].stream as sent:
                content = sent.read()
        except (HTTPException, KeyError) as error:
            raise Refused("MalformedPOSTRequest") from error
        values = {name.lower(): value for name, value in fields.items()}
        self._judge(values, len(content))
        self.store(values["key"], content, values["content-type"])

    def _judge(self, values: Mapping[str, str], size: int) -> None:
        try:
            policy = json.loads(base64.b64decode(values["policy"]))
            signature = _signature(self.secret, values["x-amz-credential"], values["policy"])
        except (KeyError, ValueError) as error:
            raise Refused("AccessDenied") from error
        if not hmac.compare_digest(signature, values.get("x-amz-signature", "")):
            raise Refused("SignatureDoesNotMatch")
        if datetime.now(UTC) >= datetime.fromisoformat(policy["expiration"]):
            raise Refused("AccessDenied", "Invalid according to Policy: Policy expired.")
        for condition in policy["conditions"]:
            _must_hold(condition, values, size)


def _must_hold(condition: Any, values: Mapping[str, str], size: int) -> None:
    if isinstance(condition, dict):
        ((name, wanted),) = condition.items()
        if name != "bucket" and values.get(name.lower()) != wanted:
            raise Refused("AccessDenied")
    elif condition[0] == "content-length-range":
        _, least, most = condition
        if not least <= size <= most:
            raise Refused("EntityTooLarge" if size > most else "EntityTooSmall")
    else:
        raise Refused("AccessDenied")


def _signature(secret: str, credential: str, policy: str) -> str:
    """Signature version 4 over a policy, see "Browser-Based Uploads Using POST" of Amazon S3."""
    _, *scope = credential.split("/")
    key = f"AWS4{secret}".encode()
    for part in scope:
        key = hmac.new(key, part.encode(), sha256).digest()
    return hmac.new(key, policy.encode(), sha256).hexdigest()


def on(settings: Settings) -> Bucket:
    """The door of the bucket of these settings, which is made now if it is not there."""
    client = s3_client(settings)
    name = settings.papers_bucket
    assert name, "no bucket in the settings"  # noqa: S101
    if name not in {each["Name"] for each in client.list_buckets()["Buckets"]}:
        place: Any = {"LocationConstraint": settings.region}
        client.create_bucket(Bucket=name, CreateBucketConfiguration=place)

    def store(key: str, content: bytes, content_type: str) -> None:
        client.put_object(Bucket=name, Key=key, Body=content, ContentType=content_type)

    # Those the forms are signed with.
    credentials = session().get_credentials()
    assert credentials, "no credentials, not even fake ones"  # noqa: S101
    return Bucket(credentials.secret_key, store)
