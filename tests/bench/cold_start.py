"""What a starting container costs, beside the least any function on DynamoDB needs.

The two take turns in fresh processes; what counts is processor time, of which another program
takes none away.

    python -m tests.bench.cold_start [deployment.zip]     imports alone, of a package
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.row import Pair, Row, compared

FLOOR = "import boto3; boto3.client('dynamodb', region_name='ap-southeast-7')"
OURS = "import app"
FIRST_REQUEST = "import app; answers = [app.app(event, None) for event in events]"
GOAL = 1.4

_MEASURED = """
import json, sys, time
events = json.load(sys.stdin)
began = time.process_time()
{code}
took = time.process_time() - began
if events:
    assert answers[0]["statusCode"] == 201, answers
print(took * 1000)
"""


def measure(archive: Path, rounds: int = 7) -> Row:
    """The package as it is deployed: what it imports, against the floor."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        pairs = [Pair(_took(OURS, folder), _took(FLOOR, folder)) for _ in range(rounds)]
    return compared("import", "ms", pairs, GOAL)


def first_requests(
    sources: Path, environment: Mapping[str, str], bookings: Sequence[object]
) -> Row:
    """Import and first booking of a container, once for each of the ``bookings`` (events)."""
    pairs = [
        Pair(
            _took(FIRST_REQUEST, str(sources), environment, [booking]),
            _took(FLOOR, str(sources), environment),
        )
        for booking in bookings
    ]
    return compared("cold start", "ms", pairs, GOAL)


def _took(
    code: str,
    folder: str,
    environment: Mapping[str, str] | None = None,
    events: Sequence[object] = (),
) -> float:
    """Milliseconds of the processor in a process that has the folder first on its path."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED.format(code=code)],
        # As in Lambda: the package first, boto3 from the runtime, nothing written.
        env={
            **os.environ,
            **(environment or {}),
            "PYTHONPATH": folder,
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        cwd=folder,
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=True,
    )
    # The function logs its requests on standard output too; ours is the last line.
    return float(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    found = measure(Path(sys.argv[1] if len(sys.argv) > 1 else "build/package/deployment.zip"))
    print(f"floor: boto3.client('dynamodb')  {found.floor:6.0f} ms of processor time")
    print(f"ours:  import app                {found.value:6.0f} ms")
    print(f"ratio: {found.ratio:.2f} (goal: at most {GOAL})")
