"""Why a goal is missed where it is, and what meeting it would need; shown beside the figure."""

from __future__ import annotations

REASONS: dict[str, str] = {}
