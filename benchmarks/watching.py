"""From a save to the finished PDF in watch mode, beside a plain run of pdflatex on the same `.tex`."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Group, Row
from benchmarks.timing import Task, ratio, run, spread
from benchmarks.workloads import Bench, Editor, word_to_change

from cvpdf.themes.theme import built_in_theme

PATIENCE = 10.0
"""Seconds within which an event must come."""

PAUSE = 0.5
"""Seconds between a finished save and the next one: nobody types faster, and what a session prepares is ready then."""

ROOT = Path(__file__).parent.parent


class NothingCame(Exception):
    """A session did not tell of something in time; the message says of what."""


@dataclass(frozen=True, slots=True)
class Save:
    """What one save took, in seconds: from the session's start on it to the set PDF, to the checked one in its place,
    from the save itself to a new PDF on the disk, and a plain run of pdflatex.
    """

    set_: float
    done: float
    on_disk: float
    pdflatex: float


def watching(bench: Bench) -> Group:
    """Measure the variants full and onepage, each in a session of its own."""
    return Group("Watch mode", tuple(row for variant in ("full", "onepage") for row in _rows(bench, variant)))


def _rows(bench: Bench, variant: str) -> list[Row]:
    kind = "" if variant == "full" else " (fitted)"
    processing = Row(
        f"watch-{variant}", f"watch mode, `{variant}`{kind}: from a save to LaTeX’s PDF", judged="figure", limit=0.08
    )
    beside = Row(
        f"watch-{variant}-latex", "… never over", "one plain `pdflatex` on its `.tex`", judged="worst ratio", limit=0.3
    )
    whole = Row(f"watch-{variant}-disk", f"`{variant}`: … until it is checked and in its place", beside.baseline)
    try:
        saves = _measure(bench, variant)
    except NothingCame as problem:
        return [replace(processing, aside=str(problem)), beside, replace(whole, aside=str(problem))]
    set_ = [save.set_ for save in saves]
    latex = [save.pdflatex for save in saves]
    disk = [save.on_disk for save in saves]
    done = spread([save.done for save in saves]).median
    said = f"checked and in its place after {done:.3f} s"
    return [
        replace(processing, ours=spread(set_), aside=said),
        replace(beside, ours=spread(set_), theirs=spread(latex), ratio=ratio(set_, latex)),
        replace(whole, ours=spread(disk), theirs=spread(latex), ratio=ratio(disk, latex)),
    ]


def _measure(bench: Bench, variant: str) -> list[Save]:
    """Save so many times, and once before that does not count. Raises `NothingCame`."""
    folder = bench.place(f"watch-{variant}")
    bench.build(folder)
    text = (folder / "cv.yaml").read_text("utf-8")
    printed = [(folder / "build" / f"{name}.tex").read_text("utf-8") for name in ("full", "onepage")]
    editor = Editor(folder / "cv.yaml", word_to_change(text, *printed))
    plain = folder / "pdflatex"
    plain.mkdir()
    for file in built_in_theme().support:
        shutil.copy(folder / "build" / file, plain)
    # It has the .aux of the run before, as in a folder where somebody works.
    command = ("pdflatex", "-interaction=nonstopmode", f"{variant}.tex")
    latex = Task("pdflatex", command, plain)
    saves = []
    with _session(bench, folder, variant) as events:
        _until(events, "Finished", 60)
        for _ in range(bench.runs + 1):
            time.sleep(PAUSE)
            set_, done, on_disk = _save(editor, folder / "build" / f"{variant}.pdf", events)
            assert editor.word in (folder / "build" / f"{variant}.tex").read_text("utf-8")
            shutil.copy(folder / "build" / f"{variant}.tex", plain)
            saves.append(Save(set_, done, on_disk, run(latex).wall))
    return saves[1:]


def _save(editor: Editor, pdf: Path, events: queue.Queue[dict[str, Any]]) -> tuple[float, float, float]:
    """Save once; return the seconds from the start to the set and the finished PDF, and from the save to the disk."""
    while not events.empty():
        events.get()
    before = _identity(pdf)
    editor.edit()
    given_up = editor.saved + PATIENCE
    while _identity(pdf) == before:
        if time.monotonic() > given_up:
            raise NothingCame(f"no new PDF within {PATIENCE:.0f} s of a save")
        time.sleep(0.0005)
    on_disk = time.monotonic() - editor.saved
    told = _until(events, "Finished", PATIENCE)
    times = {event["event"]: event["at"] for event in told}
    done = next((event for event in told if event["event"] == "VariantDone"), None)
    if done is None or "Started" not in times or "VariantTypeset" not in times:
        raise NothingCame(f"the session told of {', '.join(times)} only")
    if done["outcome"] != "built":
        raise NothingCame(f"the variant was {done['outcome']}")
    return times["VariantTypeset"] - times["Started"], times["VariantDone"] - times["Started"], on_disk


def _identity(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns


@contextmanager
def _session(bench: Bench, folder: Path, variant: str) -> Iterator[queue.Queue[dict[str, Any]]]:
    """Run a session, and hand out what it tells of."""
    arguments = [str(folder / "cv.yaml"), str(folder / "build"), variant]
    process = subprocess.Popen(
        [bench.python, "-m", "benchmarks.watched_session", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    lines = process.stdout
    events: queue.Queue[dict[str, Any]] = queue.Queue()

    def read() -> None:
        for line in lines:
            events.put(json.loads(line))

    threading.Thread(target=read, daemon=True).start()
    try:
        yield events
    finally:
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until(events: queue.Queue[dict[str, Any]], name: str, patience: float) -> list[dict[str, Any]]:
    """Return the events up to one of this name. Raises `NothingCame`."""
    told: list[dict[str, Any]] = []
    while not told or told[-1]["event"] != name:
        try:
            told.append(events.get(timeout=patience))
        except queue.Empty:
            raise NothingCame(f"the session told nothing for {patience:.0f} s") from None
    return told
