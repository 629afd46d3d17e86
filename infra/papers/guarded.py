"""Looks at a file in a process of its own, with little memory, little time and no keys.

The libraries that open pictures and PDFs are large and written in C. Whatever a file made for it
does to them ends with that process, and it is set aside like any other that cannot be opened.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys

from chalicelib.domain.sent_papers import Finding

# Of addresses, which is more than is ever used. The function has 1,024 MB with what else it holds.
MOST_MEMORY = 800 * 1024 * 1024
MOST_SECONDS = 40
# What Python needs to start; no key and no token is among it.
_KEPT = ("PATH", "LD_LIBRARY_PATH")


def inspect(content: bytes) -> Finding:
    """As ``inspection.inspect``, and never worse for whoever calls it than some seconds."""
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", __name__],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
            env=_environment(),
        )
        return _read(done.stdout)
    except (subprocess.SubprocessError, ValueError, LookupError):
        return Finding(reason="unreadable")


def main() -> None:
    """In the process: the file comes on standard input, what was found goes to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    from infra.papers import inspection  # noqa: PLC0415  (within the limit, whatever it loads)

    finding = inspection.inspect(sys.stdin.buffer.read())
    head = {"reason": finding.reason, "sizes": [len(page) for page in finding.pages]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(finding.pages))


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}


def _read(told: bytes) -> Finding:
    line, _, rest = told.partition(b"\n")
    head = json.loads(line)
    pages, start = [], 0
    for size in head["sizes"]:
        pages.append(rest[start : start + size])
        start += size
    return Finding(pages=tuple(pages), reason=head["reason"])


if __name__ == "__main__":
    main()
