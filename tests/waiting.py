"""How long a test waits for what must happen."""

from __future__ import annotations

import time
from collections.abc import Callable

# Far longer than a machine that has ten other things to do needs. A test that passes never waits
# for it, and one that fails fails for what did not happen, not for when.
A_WHILE_S = 120


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so; what is asked must be safe to ask while it comes about."""
    deadline = time.monotonic() + A_WHILE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
