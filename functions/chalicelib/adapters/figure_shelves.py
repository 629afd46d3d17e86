"""Where the public figures lie: a small file beside the pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from chalicelib.domain.figures import Figures

# Older than this a browser or a cache may not show them.
_MAX_AGE_S = 60


class PutsObjects(Protocol):
    """As much of S3 as this needs."""

    @property
    def put_object(self) -> Callable[..., Any]: ...


@dataclass(frozen=True)
class BucketShelf:
    """The bucket of the static site; ``figures/`` in it is ours."""

    client: PutsObjects
    bucket: str

    def put(self, figures: Figures) -> None:
        """See ``FigureShelf.put``."""
        self.client.put_object(
            Bucket=self.bucket,
            Key=f"figures/{file_name(figures)}",
            Body=as_json(figures),
            ContentType="application/json",
            CacheControl=f"public, max-age={_MAX_AGE_S}",
        )


@dataclass(frozen=True)
class FolderShelf:
    """A folder that the local server shows under ``/figures/``."""

    folder: Path

    def put(self, figures: Figures) -> None:
        """See ``FigureShelf.put``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Written aside and then moved, so that nobody reads half a file.
        draft = self.folder / f".{file_name(figures)}"
        draft.write_bytes(as_json(figures))
        draft.replace(self.folder / file_name(figures))


def file_name(figures: Figures) -> str:
    """Like ``bang-rak.json``."""
    return f"{figures.office_id}.json"


def as_json(figures: Figures) -> bytes:
    """The file that the page reads."""
    percent, minutes = figures.satisfaction_percent, figures.median_minutes
    next_free = figures.next_free_day
    content = {
        "office": figures.office_id,
        "made_at": figures.made_at.isoformat(timespec="seconds"),
        "next_free_day": next_free.isoformat() if next_free else None,
        "places_left": figures.places_left,
        "week_ends": figures.week_ends.isoformat(),
        "from": figures.first.isoformat(),
        "to": figures.last.isoformat(),
        "median_minutes": None if minutes is None else int(minutes + 0.5),
        "served": figures.served,
        "satisfaction_percent": None if percent is None else round(percent, 1),
        "answers": figures.answers,
    }
    return json.dumps(content).encode()
