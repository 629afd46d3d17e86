"""Who may: the signed link a request bears, looked at once, in one place.

The token rides in the header. Only the downloads, which a person opens as a page, take it from the
address as well.
"""

from __future__ import annotations

from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.errors import LinkInvalid
from chalicelib.domain.staff_links import StaffLink
from chalicelib.routes import request_log, requests


def link(request: Request) -> StaffLink:
    """The link in the header: ours, current, and not taken back."""
    return _checked(requests.bearer(request), request)


def link_of_download(request: Request) -> tuple[StaffLink, str]:
    """The link in the header or in the address, and its token."""
    token = requests.bearer(request) or requests.query(request, "token") or ""
    return _checked(token, request), token


def _read(token: str) -> StaffLink:
    try:
        return wiring.services().staff_links.read(token)
    except LinkInvalid:
        # It may have been made a moment ago, under a key that this container has not seen.
        return wiring.newest_services().staff_links.read(token)


def _checked(token: str, request: Request) -> StaffLink:
    found = _read(token)
    services = wiring.services()
    found.must_be_current(services.clock.now())
    services.link_register.must_stand(found)
    request_log.used(found, str(request.context.get("resourcePath")))
    return found
