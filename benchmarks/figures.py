"""The figures that must hold: each function measures one of them and returns its rows of the table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.letters import SUMMARIES, han_page, with_summary
from benchmarks.processes import memory_is_measurable, observed, peak_memory
from benchmarks.publications import cv_text
from benchmarks.rendercv import edited_render
from benchmarks.report import Row, absolute, compared
from benchmarks.sessions import preview, watch
from benchmarks.timing import Task, interleaved, processor_run, run, spread
from benchmarks.workloads import VARIANTS, Bench, edited_build

COUNTS = (100, 550, 1000)


def one_variant(bench: Bench) -> list[Row]:
    """Build `full` after an edit, beside RenderCV's one PDF."""
    return [_beside_rendercv(bench, "one variant after an edit, all checks", 0.8, ("full",))]


def three_variants(bench: Bench) -> list[Row]:
    """Build all variants after an edit, beside RenderCV's one PDF."""
    return [_beside_rendercv(bench, "three variants after an edit, all checks", 1.2, VARIANTS)]


def _beside_rendercv(bench: Bench, work: str, target: float, variants: tuple[str, ...]) -> Row:
    build = edited_build(bench, "edited", variants)
    if bench.rendercv is None:
        [ours] = interleaved([build], bench.rounds)
        return compared(work, target, ours, "RenderCV", [], "RENDERCV is not set")
    ours, theirs = interleaved([build, edited_render(bench)], bench.rounds)
    return compared(work, target, ours, "RenderCV, one PDF, no checks", theirs)


def nothing_changed(bench: Bench) -> list[Row]:
    """Build again without a change, beside the import of typer; observe what that opens and starts."""
    row, folder = _beside_imports(bench, "nothing changed", ("build",), "typer")
    events, method = observed(bench.python, bench.cvpdf, ("build",), folder)
    note = f"{', '.join(events) or 'none'}, recorded by {method}"
    return [row, absolute("PDFs opened and programs started when nothing changed", 0, "", [len(events)], note)]


def validate(bench: Bench) -> list[Row]:
    """Validate the seed CV, beside the import of the libraries that this needs."""
    return [_beside_imports(bench, "validate", ("validate",), "pydantic, yaml, typer")[0]]


def _beside_imports(bench: Bench, work: str, arguments: tuple[str, ...], modules: str) -> tuple[Row, Path]:
    folder = bench.new_folder("commands")
    run(Task((bench.cvpdf, "build"), folder))
    tasks = [Task((bench.cvpdf, *arguments), folder), Task((bench.python, "-c", f"import {modules}"), folder)]
    # These commands take a tenth of a build's time, so there is time for more rounds.
    ours, theirs = interleaved(tasks, 3 * bench.rounds)
    return compared(work, 2.5, ours, f'`python -c "import {modules}"`', theirs), folder


def watching(bench: Bench) -> list[Row]:
    """Save a file that `cvpdf watch` watches, beside a plain pdflatex run."""
    rows = []
    for variant, kind in (("full", ""), ("onepage", " (fitted)")):
        saves, runs = watch(bench, variant)
        work = f"watch: save to checked PDF in place, `{variant}`{kind}"
        rows.append(compared(work, 1.0, saves, "a plain `pdflatex` run", runs))
    return rows


def previewing(bench: Bench) -> list[Row]:
    """Save a file that `cvpdf preview` shows."""
    return [absolute("preview: save to picture", 0.2, "s", preview(bench))]


def publications(bench: Bench) -> list[Row]:
    """Build CVs with more and more publications after an edit."""
    tasks = [edited_build(bench, "publications", ("full",), cv_text(count)) for count in COUNTS]
    few, middle, many = interleaved(tasks, bench.rounds)
    medians = [spread(values).median for values in (few, middle, many)]
    steps = zip(pairwise(medians), pairwise(COUNTS), strict=True)
    first, second = (1000 * (high - low) / (more - less) for (low, high), (less, more) in steps)
    note = f"an additional publication takes {first:.2f} ms up to {COUNTS[1]} publications, then {second:.2f} ms"
    return [compared("1,000 publications against 100", 8, many, "100 publications", few, note)]


def many_works(bench: Bench) -> list[Row]:
    """Build a CV with 500 publications after an edit, beside RenderCV's PDF of the same."""
    text = cv_text(500)
    build = edited_build(bench, "works", ("full",), text)
    work = "500 publications after an edit, all checks"
    if bench.rendercv is None:
        [ours] = interleaved([build], bench.rounds)
        return [compared(work, 1.3, ours, "RenderCV", [], "RENDERCV is not set")]
    ours, theirs = interleaved([build, edited_render(bench, text)], bench.rounds)
    return [compared(work, 1.3, ours, "RenderCV, one PDF, no checks", theirs)]


def memory(bench: Bench) -> list[Row]:
    """Measure the memory of builds after an edit, with all processes."""
    workloads = [
        ("memory of one build, seed CV, three variants", 110, VARIANTS, None),
        ("memory of one build, 1,000 publications, `full`", 140, ("full",), cv_text(1000)),
    ]
    rows = []
    for work, target, variants, text in workloads:
        peaks = []
        if memory_is_measurable():
            build = edited_build(bench, "memory", variants, text)
            for _ in range(max(3, bench.rounds // 2)):
                build.prepare()
                peaks.append(peak_memory(build.command, build.folder))
                build.check()
        rows.append(absolute(work, target, "MB", peaks, "" if peaks else "needs Linux"))
    return rows


def letters(bench: Bench) -> list[Row]:
    """Build CVs with other letters than ASCII after an edit, beside the same CV without them: processor time."""
    tasks = [edited_build(bench, "letters", ("full",), with_summary(bench.cv, text)) for text in SUMMARIES.values()]
    latin, *others = interleaved(tasks, bench.rounds, processor_run)
    names = list(SUMMARIES)[1:]
    works = [f"a paragraph with {name}, processor time" for name in names]
    return [compared(work, 1.15, ours, "ASCII only", latin) for work, ours in zip(works, others, strict=True)]


def first_use(bench: Bench) -> list[Row]:
    """Build a page of Han letters without any cache, and the same without them: the difference is their fonts'."""
    tasks = []
    for text in (han_page(), han_page(0)):
        folder = bench.new_folder("first-use", text)
        # The results go too: without a change, nothing would be built.
        empty = partial(shutil.rmtree, folder / "new", ignore_errors=True)
        command = ("env", f"XDG_CACHE_HOME={folder}/new/cache", bench.cvpdf, "build", "--variant", "full", "-o", "new")
        tasks.append(Task(command, folder, empty))
    han, latin = interleaved(tasks, max(3, bench.rounds // 2))
    seconds = [one - other for one, other in zip(han, latin, strict=True)]
    size = (tasks[0].folder / "new" / "full.pdf").stat().st_size / 1000
    return [
        absolute("first use of a family of Han letters: 200 letters, regular and bold", 1.5, "s", seconds),
        absolute("size of a page with 200 different Han letters", 130, "kB", [size]),
    ]


FIGURES: dict[str, Callable[[Bench], list[Row]]] = {
    figure.__name__: figure
    for figure in (
        one_variant,
        three_variants,
        nothing_changed,
        validate,
        watching,
        previewing,
        publications,
        many_works,
        memory,
        letters,
        first_use,
    )
}
