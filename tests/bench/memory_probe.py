"""A container that answers events from its input and says how large it was at most.

Prints JSON: the peak in MiB after the first event, and after the last.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

KIB_A_MIB = 1024


def peak() -> float:
    """The most memory this process held so far, in MiB.

    From Linux's own note: what `getrusage` says also knows the process that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / KIB_A_MIB


def main() -> None:
    """Answer a line at a time, so that waiting events weigh nothing."""
    from app import app  # noqa: PLC0415  (as a container does: after its environment is there)

    peaks = []
    for line in sys.stdin:
        answer = app(json.loads(line), None)
        assert answer["statusCode"] in {200, 201}, answer
        peaks.append(peak())
    print(json.dumps([peaks[0], peaks[-1]]))


if __name__ == "__main__":
    main()
