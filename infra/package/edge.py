"""What CloudFront does itself: four short functions and the headers of every answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.domain.errors import BodyTooLarge
from chalicelib.domain.sent_papers import LARGEST_FILE
from chalicelib.routes import problems
from chalicelib.routes.application import LARGEST_BODY
from infra.setup import ROOT

SOURCES = ROOT / "infra" / "edge"
PAGE_FRAME = ROOT / "site" / "overrides" / "main.html"
_PACKED = frozenset({".br", ".gz"})
# The file, and the fields of the form around it.
LARGEST_FORM = LARGEST_FILE + 64 * 1024
# CloudFront refuses a longer function.
LARGEST_FUNCTION = 10 * 1024


def resources(site: Path) -> dict[str, Any]:
    """The functions' code for this site, and the content policy of its pages."""
    code = {
        "PageRequest": page_request(site),
        "PageAnswer": _source("page-answer"),
        "ApiRequest": api_request(),
        "PapersRequest": papers_request(),
    }
    policy = {"ContentSecurityPolicy": content_policy(), "Override": False}
    headers = {"SecurityHeadersConfig": {"ContentSecurityPolicy": policy}}
    return {
        **{name: {"Properties": {"FunctionCode": text}} for name, text in code.items()},
        "Headers": {"Properties": {"ResponseHeadersPolicyConfig": headers}},
    }


def published(site: Path) -> Iterator[Path]:
    """The files of a site that are uploaded: CloudFront packs them itself."""
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix not in _PACKED:
            yield path


def page_request(site: Path) -> str:
    """Finds the page of a request among those that were built."""
    files = (path.relative_to(site).as_posix() for path in published(site))
    # The sitemap comes with the address, which is known when the stack is there.
    known = sorted({"sitemap.xml", *(name for name in files if not name.startswith("assets/"))})
    return _filled("page-request", "KNOWN", known)


def api_request() -> str:
    """Refuses what the API would refuse for its size, in the API's words."""
    code = _filled("api-request", "LARGEST", LARGEST_BODY)
    return _set(code, "PROBLEM", problems.document(BodyTooLarge()))


def papers_request() -> str:
    """Lets a form through to the papers' bucket, and nothing else."""
    return _filled("papers-request", "LARGEST", LARGEST_FORM)


def content_policy() -> str:
    """The policy the pages carry themselves, and what only a header can say."""
    frame = PAGE_FRAME.read_text(encoding="utf-8")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', frame)
    if not found:
        raise ValueError(f"{PAGE_FRAME.name} has no content policy")
    return f"{found[1]}; frame-ancestors 'none'"


def _filled(name: str, constant: str, value: object) -> str:
    return _set(_source(name), constant, value)


def _set(code: str, constant: str, value: object) -> str:
    line = f"const {constant} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};"
    filled, count = re.subn(rf"(?m)^const {constant} = .*;$", lambda _: line, code)
    if count != 1:
        raise ValueError(f"const {constant} is there {count} times")
    if len(filled.encode()) > LARGEST_FUNCTION:
        raise ValueError(f"{constant}: the function is longer than CloudFront takes")
    return filled


def _source(name: str) -> str:
    return (SOURCES / f"{name}.js").read_text(encoding="utf-8")
