"""RenderCV beside cvpdf: what the same work costs there.

The environment variable RENDERCV names its executable. It sets one PDF with Typst, which corresponds to one variant,
and has no checks of the PDF. So it stands beside the variant `full`, which shows everything.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import yaml
from benchmarks.figures import Group, Row, compared
from benchmarks.peak_memory import can_be_measured, peak
from benchmarks.rendercv import converted
from benchmarks.timing import CommandFailed, Task, by_turns, run, spread
from benchmarks.workloads import Bench, Editor, bullets, edited_build, word_to_change
from pypdf import PdfReader

VARIABLE = "RENDERCV"

ONLY_PDF = ("--dont-generate-markdown", "--dont-generate-html", "--dont-generate-png")


def letters(text: str) -> str:
    """Return letters and digits alone: what two programs that break lines in their own ways print alike."""
    return "".join(character for character in text if character.isalnum())


def described(pdf: Path, cv: str) -> str:
    """Say how many pages a PDF has, and how many bullets of a cv.yaml it shows. Its text must hold the name."""
    reader = PdfReader(pdf)
    printed = letters("".join(page.extract_text() for page in reader.pages))
    data = yaml.load(cv, Loader=yaml.CBaseLoader)
    assert letters(data["basics"]["name"]) in printed, f"{pdf.name} does not show the name"
    wanted = [letters(text) for text in bullets(data)]
    return f"{len(reader.pages)} pages, {sum(text in printed for text in wanted)} of {len(wanted)} bullets"


def beside_rendercv(bench: Bench) -> Group:
    """Measure both programs by turns."""
    title = "Beside RenderCV"
    program = os.environ.get(VARIABLE)
    if not program:
        return Group(title, (), (f"Not measured: the environment variable {VARIABLE} names no executable.",))
    program = str(Path(program).absolute())
    try:
        return _measured(bench, title, program)
    except (CommandFailed, OSError) as problem:
        return Group(title, (), (f"Not measured, since RenderCV failed: {str(problem)[-300:].strip()}",))


def _measured(bench: Bench, title: str, program: str) -> Group:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = said.replace("RenderCV", "").strip().removeprefix("v")
    cv = bench.cv.read_text("utf-8")
    theirs = bench.folder / "rendercv"
    theirs.mkdir()
    file, output = theirs / "cv.yaml", theirs / "rendercv_output"
    file.write_text(converted(cv), "utf-8")
    editor = Editor(file, word_to_change(cv, file.read_text("utf-8")))
    render = (program, "render", "cv.yaml", *ONLY_PDF)

    def pdf() -> Path:
        [found] = output.glob("*.pdf")
        return found

    def first() -> None:
        shutil.rmtree(output, ignore_errors=True)
        editor.edit()

    def newer() -> None:
        assert pdf().stat().st_mtime_ns > file.stat().st_mtime_ns, "RenderCV's PDF is older than the change"

    run(Task("render", render, theirs))
    full = bench.place("beside-rendercv")
    unchanged = bench.build(full, "--variant", "full")
    remarks = (
        f"RenderCV {version}, one PDF, with {' '.join(ONLY_PDF)}; no checks of the PDF. Its PDF: "
        f"{described(pdf(), cv)}. cvpdf's: {described(full / 'build' / 'full.pdf', cv)}, and all checks.",
    )
    tasks = [
        Task("rendercv-help", (program, "--help"), theirs),
        Task("help", (bench.cvpdf, "--help"), full),
        Task("rendercv-first", render, theirs, first, newer),
        edited_build(bench, "beside-first", "full", first=True),
        edited_build(bench, "beside-all", first=True),
        Task("rendercv-edited", render, theirs, editor.edit, newer),
        edited_build(bench, "beside-edited", "full"),
        Task("rendercv-unchanged", render, theirs),
        Task("unchanged", unchanged, full),
    ]
    samples = by_turns(tasks, max(3, bench.runs // 2))
    pairs = [
        ("help", "`--help`", "rendercv-help"),
        ("beside-first", "one PDF, first time: `cvpdf build --variant full`", "rendercv-first"),
        ("beside-all", "three PDFs, first time: `cvpdf build`, beside one PDF", "rendercv-first"),
        ("beside-edited", "one PDF after one bullet changed", "rendercv-edited"),
        ("unchanged", "one PDF, nothing changed", "rendercv-unchanged"),
    ]
    rows = [
        compared(Row(f"rendercv-{key}", work, f"RenderCV {version}"), samples[key], samples[other])
        for key, work, other in pairs
    ]
    if can_be_measured():
        shutil.rmtree(full / "build")
        ours, others = peak(unchanged, full), peak(render, theirs)
        row = Row("rendercv-memory", "peak memory, one PDF, first time", f"RenderCV {version}", unit="MB")
        rows.append(replace(row, ours=spread([ours]), theirs=spread([others]), ratio=spread([ours / others])))
    return Group(title, tuple(rows), remarks)
