"""`make bench`: every figure beside its floor, as one table and in ``build/bench.json``.

python -m tests.bench [--quick] [--only write,read]
python -m tests.bench --readme      put the figures measured last into the README
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from infra.local import engine
from infra.local.serve import isolate_from_aws
from tests.bench import (
    containers,
    crowds,
    growth,
    in_process,
    page_loads,
    report,
    singles,
    site_build,
    units,
)
from tests.bench.effort import FULL, QUICK, Effort
from tests.bench.reasons import REASONS
from tests.bench.row import Row, because
from tests.bench.stage import Stage

# What a minute has no time for.
LEFT_OUT_WHEN_QUICK = ("release", "growth", "pages", "build")


def main() -> None:
    """Measure, print, keep."""
    options = _options()
    if options.readme:
        report.into_readme()
        return
    if not engine.is_available():
        sys.exit("bench: every figure of the table needs DynamoDB Local (Java 17 and Maven)")
    isolate_from_aws()
    machine, began, rows = report.machine(), time.monotonic(), list[Row]()
    with ExitStack() as stack:
        families = _families(Stage(stack), _effort(options))
        for name in _chosen(options, list(families)):
            _say(name)
            rows += [because(row, REASONS.get(row.name)) for row in families[name]()]
            # After each: what breaks off in the eighth minute leaves seven minutes' figures.
            report.write(machine, rows)
    print(report.table(rows))
    if options.quick:
        print(f"quick: fewer runs, and without {', '.join(LEFT_OUT_WHEN_QUICK)}")
    _say(f"measured in {time.monotonic() - began:.0f} s")


def _families(stage: Stage, effort: Effort) -> dict[str, Callable[[], list[Row]]]:
    """How each row is measured, with those that come along, in the order of the table."""
    return {
        "write": lambda: [singles.write(stage.service, effort)],
        "read": lambda: [singles.read(stage.service, effort)],
        "route": lambda: [in_process.route(effort)],
        "rush": lambda: crowds.rows(stage.service, crowds.RUSH, effort, _say),
        "release": lambda: crowds.rows(stage.service, crowds.release(), effort, _say),
        "cold start": lambda: [containers.cold(stage.engine, effort)],
        "memory": lambda: [containers.memory(stage.engine, effort)],
        "units": lambda: units.rows(stage.fresh_table()),
        "growth": lambda: growth.rows(stage.engine_in_memory, effort, _say),
        "pages": lambda: page_loads.rows(effort, _say),
        "build": lambda: [site_build.row(effort, _say)],
    }


def _effort(options: argparse.Namespace) -> Effort:
    effort = QUICK if options.quick else FULL
    return replace(effort, runs=options.runs) if options.runs else effort


def _chosen(options: argparse.Namespace, names: list[str]) -> list[str]:
    if options.only:
        return [name.strip() for name in options.only.split(",")]
    return [name for name in names if not (options.quick and name in LEFT_OUT_WHEN_QUICK)]


def _say(text: str) -> None:
    """Tell whoever waits what is going on; standard output is left to the table."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute, without the long rows")
    parser.add_argument("--only", default="", help="rows by name, with commas between")
    parser.add_argument("--runs", type=int, default=0, help="pairs a row, to try something out")
    parser.add_argument("--readme", action="store_true", help="show the last table in README.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
