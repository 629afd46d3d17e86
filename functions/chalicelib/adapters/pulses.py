"""Where the pulse of a day lies: a tiny file in the bucket of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalicelib.adapters.figure_shelves import PutsObjects
from chalicelib.domain import pulses
from chalicelib.domain.secrets import Secrets


@dataclass(frozen=True)
class BucketPulse:
    """``Pulse`` in the bucket of the static site; ``pulse/`` in it is ours."""

    client: PutsObjects
    bucket: str
    secrets: Secrets

    def beat(self, office_id: str, day: date) -> None:
        """See ``Pulse.beat``."""
        self.client.put_object(
            Bucket=self.bucket,
            Key=pulses.name_of(self.secrets, office_id, day),
            Body=pulses.beat().encode(),
            ContentType="text/plain",
            CacheControl="no-store",
        )
