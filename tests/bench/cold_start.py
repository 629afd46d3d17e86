"""What a starting container needs to import, beside the least any function on DynamoDB needs.

    python -m tests.bench.cold_start [deployment.zip]

The two take turns in fresh processes; what counts is processor time, of which another program
takes none away, and of each the fastest run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

FLOOR = "import boto3; boto3.client('dynamodb', region_name='ap-southeast-7')"
OURS = "import app"
GOAL = 1.4

_MEASURED = """
import time
began = time.process_time()
{code}
print(time.process_time() - began)
"""


@dataclass(frozen=True)
class ColdStart:
    """Seconds of the processor."""

    floor: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def measure(archive: Path, rounds: int = 7) -> ColdStart:
    """The package as it is deployed, against the floor."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        pairs = [(_seconds(FLOOR, folder), _seconds(OURS, folder)) for _ in range(rounds)]
    floors, ours = zip(*pairs, strict=True)
    return ColdStart(min(floors), min(ours))


def _seconds(code: str, folder: str) -> float:
    # As in Lambda: the package first, boto3 from the runtime, nothing written.
    environment = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED.format(code=code)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    found = measure(Path(sys.argv[1] if len(sys.argv) > 1 else "build/package/deployment.zip"))
    print(f"floor: boto3.client('dynamodb')  {found.floor * 1000:6.0f} ms of processor time")
    print(f"ours:  import app                {found.ours * 1000:6.0f} ms")
    print(f"ratio: {found.ratio:.2f} (goal: at most {GOAL})")
