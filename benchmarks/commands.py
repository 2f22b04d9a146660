"""The commands that should cost little more than starting Python, and the whole builds beside latexmk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.figures import Group, Row, compared
from benchmarks.timing import Sample, Task, by_turns, ratio, run, walls
from benchmarks.workloads import Bench, edited_build, engine_runs, latexmk_tasks

QUICK = 2
"""Commands of a tenth of a second are run so many times as often as builds."""

_OPENED = re.compile(r'\bopen(?:at2?)?\([^"]*"((?:[^"\\]|\\.)*)"')
_STARTED = re.compile(r'\bexecve\("((?:[^"\\]|\\.)*)"')


def commands(bench: Bench) -> Group:
    """Measure --help, validate, and a build with nothing to do."""
    folder = bench.place("commands")
    unchanged = bench.build(folder)
    typer = "import typer"
    both = "import pydantic, yaml, typer"
    tasks = [
        Task("typer", (bench.python, "-c", typer), folder),
        Task("both", (bench.python, "-c", both), folder),
        Task("help", (bench.cvpdf, "--help"), folder),
        Task("validate", (bench.cvpdf, "validate"), folder),
        Task("unchanged", unchanged, folder),
    ]
    samples = by_turns(tasks, bench.runs * QUICK, bench.rest)
    rows = [
        compared(Row("help", "`cvpdf --help`", f'`python -c "{typer}"`', limit=2.0), samples["help"], samples["typer"]),
        compared(
            Row("validate", "`cvpdf validate`, seed CV", f'`python -c "{both}"`', limit=1.5),
            samples["validate"],
            samples["both"],
        ),
        compared(
            Row("unchanged", "`cvpdf build`, nothing changed", f'`python -c "{typer}"`', limit=1.5),
            samples["unchanged"],
            samples["typer"],
        ),
    ]
    return Group("Commands", (*rows, _looked_at(unchanged, folder)))


def _looked_at(command: Sequence[str], folder: Path) -> Row:
    """Return what a build with nothing to do opens and starts, as strace sees it."""
    row = Row("unchanged-opens", "… opens no PDF, starts no TeX", judged="claim")
    if shutil.which("strace") is None:
        return Row(row.key, row.work, judged="claim", aside="not looked at, as there is no strace")
    trace = folder / "trace"
    calls = "trace=execve,open,openat,openat2"
    run(Task("strace", ("strace", "-f", "-qq", "-s", "4096", "-e", calls, "-o", str(trace), *command), folder))
    pdfs, programs = traced(trace.read_text("utf-8", "replace"))
    said = f"strace: PDFs opened: {', '.join(pdfs) or 'none'}; programs started: {', '.join(programs) or 'none'}"
    return Row(row.key, row.work, judged="claim", claim=not pdfs and not programs, aside=said)


def traced(text: str) -> tuple[list[str], list[str]]:
    """Return the names of the PDFs that were opened and of the programs that were started, but for the first."""
    pdfs = {Path(path).name for path in _OPENED.findall(text) if path.lower().endswith(".pdf")}
    programs = [Path(path).name for path in _STARTED.findall(text)]
    return sorted(pdfs), sorted(set(programs[1:]))


def builds(bench: Bench, repeated: bool = False) -> Group:
    """Measure builds of the seed CV beside latexmk on the `.tex` of its full variant.

    The builds take turns, too, or each is ``repeated`` before the next one begins, as somebody does who works on a CV.
    """
    folder = bench.place("builds")
    bench.build(folder)
    fresh, again = latexmk_tasks(folder / "build", "full", bench.folder / "latexmk")
    ours = [
        edited_build(bench, "first", first=True),
        edited_build(bench, "edited"),
        edited_build(bench, "edited-full", "full"),
        edited_build(bench, "edited-onepage", "onepage"),
    ]
    samples: dict[str, dict[str, list[Sample]]] = {}
    for some in [[one] for one in ours] if repeated else [ours]:
        found = by_turns([fresh, again, *some], bench.runs, bench.rest)
        samples |= {task.name: found for task in some}
    edit = "after one bullet changed"
    rows = [
        Row("first", "`cvpdf build`, three variants, first time, formats warm", limit=1.6),
        Row("edited", f"the same {edit}", limit=0.9),
        Row("edited-full", f"`--variant full` {edit}", limit=0.7),
        Row("edited-onepage", f"`--variant onepage` (fitted) {edit}", limit=0.7),
    ]
    remark = (
        f"Runs of the engine: {engine_runs(fresh)} in a fresh folder, {engine_runs(again)} where latexmk is started at "
        "once again. Targets are held against the faster of the two."
    )
    return Group(
        "Builds", tuple(beside_latexmk(row, samples[row.key][row.key], samples[row.key]) for row in rows), (remark,)
    )


def beside_latexmk(row: Row, ours: Sequence[Sample], samples: dict[str, list[Sample]]) -> Row:
    """Return a row that is judged by the faster of the two ways to run latexmk; the other ratio stands beside it."""
    names = {"fresh": "in a fresh folder", "again": "at once again"}
    strict, other = sorted(names, key=lambda name: median(walls(samples[name])))
    beside = ratio(walls(ours), walls(samples[other])).median
    aside = "; ".join(filter(None, (row.aside, f"{beside:.2f} of latexmk {names[other]}")))
    return compared(replace(row, baseline=f"`latexmk -pdf -gg` {names[strict]}", aside=aside), ours, samples[strict])
