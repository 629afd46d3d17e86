"""What somebody can do about an error of AWS, in one sentence."""

from __future__ import annotations

import re

from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError

_MAY_NOT = "this user may not {}: use one with the rights that infra/README.md lists"
_UNKNOWN = (
    "AWS does not know these credentials here: run `aws configure` again, and see that the region "
    "is enabled for this account (AWS console › Account › AWS Regions)"
)
_EXPIRED = "the credentials have expired: sign in again"
_NO_REGION = (
    "the region is not enabled for this account: AWS console › Account › AWS Regions › Enable"
)
_BUSY = "AWS has too much to do: the same command again in a minute"
_CLOCK = "the clock of this computer is wrong: set it, then the same command again"
_NO_CREDENTIALS = (
    "no AWS credentials: run `aws configure`; with DRY=1, deploy, destroy and restore only show "
    "what they would do"
)
_SIGN_IN = "these credentials cannot be used: sign in again, or run `aws configure`"

_BY_CODE = {
    "AuthFailure": _UNKNOWN,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "IncompleteSignature": _UNKNOWN,
    "InvalidAccessKeyId": _UNKNOWN,
    "InvalidClientTokenId": _UNKNOWN,
    "InvalidSignatureException": _UNKNOWN,
    "OptInRequired": _NO_REGION,
    "RegionDisabledException": _NO_REGION,
    "RequestExpired": _CLOCK,
    "RequestTimeTooSkewed": _CLOCK,
    "SignatureDoesNotMatch": _UNKNOWN,
    "Throttling": _BUSY,
    "ThrottlingException": _BUSY,
    "UnrecognizedClientException": _UNKNOWN,
}
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"})
_ACTION = re.compile(r"not authorized to perform:? ([\w:-]+)")

_OF_CREDENTIALS = (
    exceptions.CredentialRetrievalError,
    exceptions.PartialCredentialsError,
    exceptions.ProfileNotFound,
    exceptions.SSOError,
    exceptions.TokenRetrievalError,
)
_OF_THE_NETWORK = (exceptions.ConnectionError, exceptions.HTTPClientError)


def advice_on(error: BotoCoreError | ClientError) -> str:
    """What to do, with AWS's own word for it in brackets; else what AWS said."""
    if isinstance(error, ClientError):
        return _on_an_answer(error)
    if isinstance(error, exceptions.NoCredentialsError):
        return _NO_CREDENTIALS
    if isinstance(error, _OF_CREDENTIALS):
        return f"{_SIGN_IN} ({error})"
    if isinstance(error, _OF_THE_NETWORK):
        return f"AWS could not be reached: is this computer online, is the region right? ({error})"
    return str(error)


def _on_an_answer(error: ClientError) -> str:
    said = error.response["Error"]
    code, words = said["Code"], said.get("Message", "")
    if code in _DENIED:
        action = _ACTION.search(words)
        advice = _MAY_NOT.format(f"do {action[1]}" if action else "do that")
    else:
        advice = _BY_CODE.get(code) or words
    return f"{advice} ({code})"
