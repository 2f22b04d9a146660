"""Measured values as rows with a target and a verdict, and the table and the page that show them."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Spread, ratios, spread

HEADS = ["work", "target", "median", "range", "met", "cvpdf", "compared with"]

PAGE = """# Performance

`make bench` measures the figures that cvpdf must keep and writes this page. Each figure must be at most its target.

{table}

A figure without a unit is the ratio of the time of cvpdf to the time of the program that it is compared with. *Range*
is the minimum and the maximum over {rounds} rounds, or more for short commands and fewer for memory. *cvpdf* and
*compared with* are median times.
{notes}
## The machine

{machine}

## How it was measured

* **Whole processes.** A time runs from the start of a process to its end, with the start of Python and all imports. All
  processes run on two cores.
* **Ratios.** The commands of a comparison take turns (A B, B A, …). A ratio compares two runs of the same round. One
  round before the others does not count.
* **After an edit.** Before each run, one word gets its letters in a new order, and the file is replaced as an editor
  does it. All measured variants show the word. After each run the new word must be in the new results. One build has
  run before, so the precompiled formats exist.
* **RenderCV** gets the content of the seed CV in its own format (`benchmarks/rendercv.py`) and the same edit. It writes
  one PDF, without Markdown, HTML and PNG, and does not check it.
* **Nothing changed.** strace records the PDFs that are opened and the programs that are started, in all processes.
  Without strace, an audit hook of Python records them.
* **Watch.** `cvpdf watch` runs; the time is from the save to the new PDF in the output folder, which is put there only
  after all checks. pdflatex runs on the `.tex` of the same save, in a folder with the `.aux` file of its last run.
* **Preview.** `cvpdf preview` runs; the time is from the save to the last byte of the new picture of the first page,
  requested over HTTP as the browser does it. The session is idle for half a second before each save.
* **Publications.** The CVs are invented and the same in each run (`python -m benchmarks.publications 1000`).
* **Letters.** The CVs differ in one paragraph of one or two lines. The figure compares the processor time of all
  processes. The first use of a family is the time of a build without any cache, minus that of the same CV without Han
  letters.
* **Memory** is the sum of the proportional set sizes (PSS) of all processes of the command: cvpdf, latexmk, and the
  engines. Memory that several processes share counts once. It is sampled every few milliseconds, and the figure is the
  largest sum. 1 MB is 10⁶ bytes.

`make bench ARGS="--only PATTERN"` measures some figures, `ARGS=--quick` takes three rounds. The environment variable
`RENDERCV` names RenderCV's executable.

## What was removed

A background process, a forked PDF reader, digests of pages, code injected into latexmk and a second parser of the
command line were removed: they saved at most some tenths of a second and took more than 3,000 lines of source code.
[design.md](design.md) gives the reasons.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure and its target.

    Without ``unit``, the figure is a ratio or a count. ``measured`` is None if it was not measured.
    """

    work: str
    target: float
    unit: str = ""
    measured: Spread | None = None
    ours: float | None = None
    """Median seconds of cvpdf, of a ratio."""
    reference: str = ""
    theirs: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.measured is None:
            return "not measured"
        return "yes" if self.measured.median <= self.target else "**no**"


def compared(
    work: str, target: float, ours: Sequence[float], reference: str, theirs: Sequence[float], note: str = ""
) -> Row:
    """Return the row of a ratio; without ``theirs``, it contains the times of cvpdf only."""
    mine = spread(ours).median
    if not theirs:
        return Row(work, target, "", None, mine, reference, None, note)
    return Row(work, target, "", spread(ratios(ours, theirs)), mine, reference, spread(theirs).median, note)


def absolute(work: str, target: float, unit: str, values: Sequence[float], note: str = "") -> Row:
    """Return the row of a figure that is not compared with another program."""
    return Row(work, target, unit, spread(values) if values else None, note=note)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table with aligned columns, which is readable in a terminal too."""
    lines = [HEADS, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def notes(rows: Sequence[Row]) -> list[str]:
    """Return a sentence for each row that has a note."""
    return [f"{row.work}: {row.note}." for row in rows if row.note]


def page(rows: Sequence[Row], machine: dict[str, str], rounds: int) -> str:
    """Return the text of docs/performance.md."""
    listed = "".join(f"* {note[0].upper()}{note[1:]}\n" for note in notes(rows))
    facts = "".join(f"* {name}: {value}\n" for name, value in machine.items()).rstrip()
    return PAGE.format(table=table(rows), rounds=rounds, notes=f"\n{listed}" if listed else "", machine=facts)


def _cells(row: Row) -> list[str]:
    reference = row.reference if row.theirs is None else f"{row.reference}: {_number(row.theirs, 's')}"
    ours = "" if row.ours is None else _number(row.ours, "s")
    if row.measured is None:
        return [row.work, _target(row), "", "", row.verdict, ours, reference]
    low, median, high = (
        _number(value, row.unit) for value in (row.measured.low, row.measured.median, row.measured.high)
    )
    return [row.work, _target(row), median, f"{low} – {high}", row.verdict, ours, reference]


def _target(row: Row) -> str:
    return f"{row.target:g} {row.unit}".strip()


def _number(value: float, unit: str) -> str:
    match unit:
        case "s":
            return f"{value:.3f} s"
        case "MB" | "kB":
            return f"{value:.0f} {unit}"
        case _:
            return f"{value:.0f}" if isinstance(value, int) else f"{value:.2f}"


def machine(rendercv: str | None) -> dict[str, str]:
    """Return what a reader needs to know of the machine to compare the figures with others."""
    facts = {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "TeX": _first_line("pdflatex", "--version"),
        "latexmk": _first_line("latexmk", "--version"),
        "RenderCV": _first_line(rendercv, "--version") if rendercv else "",
        "cvpdf": _commit(),
        "load average before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "",
    }
    return {name: value for name, value in facts.items() if value}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _first_line(*command: str) -> str:
    """Return the first line that a program writes; an empty text if there is no such program."""
    try:
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return next((line for line in output.splitlines() if line.strip()), "")


def _commit() -> str:
    commit = _first_line("git", "rev-parse", "--short", "HEAD")
    changed = _first_line("git", "status", "--porcelain", "--", "src", "latex_templates")
    return f"commit {commit}{' with changes' if changed else ''}" if commit else ""
