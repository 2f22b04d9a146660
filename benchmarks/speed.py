"""What cvpdf costs, beside its targets: prints the table, and writes docs/performance.md.

Usage: make bench, or python -m benchmarks.speed [--quick | --runs N] [--only PATTERN] [--no-page] [--strict]
With the environment variable RENDERCV, which names its executable, RenderCV is measured beside cvpdf.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.beside_rendercv import beside_rendercv
from benchmarks.commands import builds, commands
from benchmarks.figures import Group, Report, as_json, earlier_rows
from benchmarks.machine import confine, machine
from benchmarks.many_publications import publications
from benchmarks.memory import memory
from benchmarks.performance_page import written
from benchmarks.timing import CommandFailed
from benchmarks.watching import watching
from benchmarks.workloads import Bench

from benchmarks import tables

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEFORE = ROOT / "benchmarks" / "before.json"

RUNS = 9
QUICK = 3

PARTS: dict[str, Callable[[Bench], Group]] = {
    "commands": commands,
    "builds": builds,
    "watching": watching,
    "publications": publications,
    "memory": memory,
    "rendercv": beside_rendercv,
}


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"rounds of the slow measurements (default: {RUNS})")
    parser.add_argument("--quick", dest="runs", action="store_const", const=QUICK, help=f"the same as --runs {QUICK}")
    parser.add_argument("--only", metavar="PATTERN", help=f"only parts that match it: {', '.join(PARTS)}")
    parser.add_argument(
        "--page", action=argparse.BooleanOptionalAction, help="write the page (default, but for --only)"
    )
    parser.add_argument("--strict", action="store_true", help="end with exit code 1 if a target is missed")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the figures as JSON")
    return parser.parse_args()


def main() -> int:
    asked = options()
    if not all(map(shutil.which, ("latexmk", "pdflatex"))):
        print("latexmk and pdflatex are the yardstick, and are not there", file=sys.stderr)
        return 2
    confine()
    facts = machine()
    groups = []
    with tempfile.TemporaryDirectory(prefix="cvpdf-speed-") as name:
        bench = Bench(Path(name).resolve(), ROOT / "cv.yaml", asked.runs)
        for part, measure in PARTS.items():
            if asked.only and not re.search(asked.only, part):
                continue
            began = time.perf_counter()
            print(f"{part} …", end="", file=sys.stderr, flush=True)
            try:
                groups.append(measure(bench))
            except CommandFailed as problem:
                print(f"\n{problem}", file=sys.stderr)
                return 2
            print(f" {time.perf_counter() - began:.0f} s", file=sys.stderr)
    report = Report(facts, tuple(groups))
    before = json.loads(BEFORE.read_text("utf-8")) if BEFORE.is_file() else None
    show(report, before)
    if asked.save:
        asked.save.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if asked.page if asked.page is not None else not asked.only:
        PAGE.write_text(written(report, before, PAGE.read_text("utf-8") if PAGE.is_file() else ""), "utf-8")
        print(f"written to {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return int(asked.strict and not all(row.met for row in report.targets))


def show(report: Report, before: dict[str, object] | None) -> None:
    """Print the tables."""
    if report.targets:
        print(tables.targets(report.targets, earlier_rows(before) if before else {}))
    for group in report.groups:
        for text in (tables.others(group), *group.remarks):
            if text:
                print(f"\n{text}")


if __name__ == "__main__":
    sys.exit(main())
