"""What a test of the papers looks at beside the answers: the bucket, the booking, a form."""

from __future__ import annotations

from chalicelib import clients
from chalicelib.services import Services
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.door import sent_to

PHOTOGRAPH = files.photograph()


def files_left(services: Services) -> list[str]:
    client = clients.s3_client(services.settings)
    found = client.list_objects_v2(Bucket=str(services.settings.papers_bucket))
    return [each["Key"] for each in found.get("Contents", [])]


def state_of(couple: Couple) -> str:
    found = couple.services.store.find(couple.booking.reference)
    assert found
    return found.papers_state


def fields_of(couple: Couple) -> dict[str, str]:
    return dict(couple.ask(size=len(PHOTOGRAPH)).json_body["upload"]["fields"])


def came(couple: Couple) -> tuple[str, str]:
    """Reference and id of a photograph that nobody has looked at yet."""
    asked = couple.ask().json_body
    assert sent_to(couple.door, asked["upload"]["fields"], PHOTOGRAPH) == (204, "")
    return couple.booking.reference, asked["id"]
