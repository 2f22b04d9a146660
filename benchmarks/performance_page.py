"""docs/performance.md: written by the benchmark, but for one part that is written by hand and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.figures import Report, earlier_rows
from benchmarks.tables import others, table, targets

BEGIN = "<!-- where the time goes -->"
END = "<!-- end of where the time goes -->"

_INTRODUCTION = """# Performance

What cvpdf costs, in time and in memory, on one machine. `make bench` measures it anew and writes this page; the section
[Where the time goes](#where-the-time-goes) is written by hand and kept.
"""

_METHOD = """## How it was measured

* Every command is a whole process: from its start to its end by the clock, with the start of Python and all imports.
  Commands that are compared take turns (A B C, C B A, …), and a ratio is that of two runs of the same round; the median
  of these ratios is given, then the least and the greatest. One round before does not count. *CPU* is the time of all
  processors, with that of the programs which a command started and waited for.
* All runs are kept to two cores. Nothing else should run meanwhile: the load before is given above.
* *Formats warm*: one build came before, so that what cvpdf keeps in the user's cache folder is there. The results
  folder is removed before each *first* build.
* *One bullet changed*: before each run one word of one bullet, which both `full` and `onepage` show, gets another order
  of its letters, one that never came before; the file is replaced as editors do it. That is done before each *first*
  build too, so no cache of texts can answer. After each run the new word must stand in the new results.
* *latexmk* is `latexmk -pdf -gg` on the `.tex` that cvpdf has put in place, with nothing but `cvpdf.cls` beside it. It
  comes in two readings: in a fresh folder, where it runs the engine as often as a new document needs, and started at
  once again in one folder, where it takes a file of the same second and size for unchanged and may do with fewer runs.
  Targets are held against the faster one; the ratio to the other one stands under *remarks*.
* *Watch mode*: a session of `cvpdf.live` in a process of its own, which is idle for half a second before each save.
  Time runs from its first event to the one that says that LaTeX's PDF is there (on disk, in the session's private
  folder, from where the preview takes it), and to the one that says that it is checked and in its place. `pdflatex` is
  run once after each save, on the `.tex` of that save and with the `.aux` of the one before.
* *Memory* is the greatest resident memory of the process of cvpdf alone, `VmHWM` of /proc/PID/status, which is read
  every millisecond until the process ends, in runs that are not timed. Of its fork that reads PDFs, the greatest
  private memory seen (`Private_*` of smaps_rollup, every ten milliseconds) is added: what forks share is there once.
  Programs that it starts do not count. `ru_maxrss` would not do: it is that of the largest process of the tree, and
  begins with the size of whoever starts it. 1 MB is 10⁶ bytes.
* That a build with nothing to do opens no PDF and starts no program is what `strace -f` sees.
* The CVs with many publications are invented and always the same ones (`python -m benchmarks.many_publications 200`).
* RenderCV gets the seed CV in its own format (`benchmarks/rendercv.py`), and makes one PDF and nothing else.

`make bench ARGS=--help` lists the options. With the environment variable `RENDERCV` set to the path of RenderCV's
executable, that is measured as well.
"""

_FIRST_VERSION = "Nothing has been written here yet."


def kept_part(page: str) -> str:
    """Return what stands between the markers of a page, without the blank lines around it."""
    _, found, rest = page.partition(BEGIN)
    part, ended, _ = rest.partition(END)
    return part.strip("\n") if found and ended else _FIRST_VERSION


def written(report: Report, before: Mapping[str, Any] | None, page: str) -> str:
    """Return the new page; ``before`` is an earlier report as JSON, ``page`` the present page or an empty text."""
    parts = [_INTRODUCTION, f"## The machine\n\n{_machine(report.machine)}\n"]
    parts.append(f"## Targets\n\n{targets(report.targets, earlier_rows(before) if before else {})}\n")
    if before:
        at = before["machine"].get("cvpdf", "an earlier state")
        parts.append(f"*Before*: the same measured at {at}, before the work on speed.\n")
    for group in report.groups:
        remarks = "\n\n".join(group.remarks)
        found = "\n\n".join(filter(None, (others(group), remarks)))
        if found:
            parts.append(f"## {group.title}\n\n{found}\n")
    parts.append(_METHOD)
    parts.append(f"## Where the time goes\n\n{BEGIN}\n\n{kept_part(page)}\n\n{END}\n")
    return "\n".join(parts)


def _machine(facts: Mapping[str, str]) -> str:
    return table(("", ""), list(facts.items()))
