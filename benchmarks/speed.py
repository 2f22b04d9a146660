"""Measure what cvpdf costs, beside its targets, and write docs/performance.md.

The environment variable RENDERCV names the executable of RenderCV, which is measured beside cvpdf.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import FIGURES
from benchmarks.report import machine, notes, page, table
from benchmarks.timing import MeasurementError
from benchmarks.workloads import Bench

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
CORES = 2
ROUNDS, QUICK_ROUNDS = 9, 3


def main() -> int:
    """Measure the figures that the command line selects; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds instead of {ROUNDS}")
    parser.add_argument(
        "--only", metavar="PATTERN", help=f"only figures whose name matches, without the page: {', '.join(FIGURES)}"
    )
    options = parser.parse_args()
    figures = {name: measure for name, measure in FIGURES.items() if re.search(options.only or "", name)}
    if not figures:
        parser.error(f"no figure matches {options.only}")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    rounds = QUICK_ROUNDS if options.quick else ROUNDS
    rows = []
    with tempfile.TemporaryDirectory(prefix="cvpdf-speed-") as folder:
        bench = Bench(Path(folder).resolve(), (ROOT / "cv.yaml").read_text("utf-8"), rounds)
        facts = machine(bench.rendercv)
        for name, measure in figures.items():
            begin = time.perf_counter()
            print(f"{name} …", end="", file=sys.stderr, flush=True)
            try:
                rows += measure(bench)
            except MeasurementError as problem:
                print(f"\n{problem}", file=sys.stderr)
                return 1
            print(f" {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    print("\n".join([table(rows), *notes(rows)]))
    if options.only is None:
        PAGE.write_text(page(rows, facts, rounds), "utf-8")
        print(f"Wrote {PAGE.relative_to(ROOT)}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
