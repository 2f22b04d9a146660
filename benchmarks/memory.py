"""The peak memory of cvpdf itself, see `benchmarks.peak_memory`."""

from __future__ import annotations

import shutil
from dataclasses import replace

from benchmarks.figures import Group, Row
from benchmarks.many_publications import COUNTS, cv_text
from benchmarks.peak_memory import can_be_measured, peak
from benchmarks.timing import spread
from benchmarks.workloads import Bench


def memory(bench: Bench) -> Group:
    """Measure first builds: all variants of the seed CV, and the full variant of the CV with the most works."""
    seed = Row("memory", "peak memory of cvpdf itself, seed CV", unit="MB", judged="figure", limit=90)
    most = COUNTS[-1]
    many = Row(f"memory-{most}", f"the same, {most:,} publications", unit="MB", judged="figure", limit=150)
    rows = [_measured(bench, seed, None), _measured(bench, many, cv_text(most), "--variant", "full")]
    return Group("Memory", tuple(rows))


def _measured(bench: Bench, row: Row, text: str | None, *options: str) -> Row:
    if not can_be_measured():
        return replace(row, aside="this system has no /proc")
    folder = bench.place(row.key, text)
    command = bench.build(folder, *options)
    peaks = []
    for _ in range(max(2, bench.runs // 3)):
        shutil.rmtree(folder / "build")
        peaks.append(peak(command, folder))
    return replace(row, ours=spread(peaks))
