"""The folders in which the work is done, and the changes that are made in them between two runs."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from benchmarks.timing import Task, run

from cvpdf.themes.theme import built_in_theme

LATEXMK = ("latexmk", "-pdf", "-gg")
"""The yardstick, to which the name of a `.tex` is added."""

VARIANTS = ("full", "onepage", "publications")


@dataclass(frozen=True, slots=True)
class Bench:
    """What all measurements share."""

    folder: Path
    """A temporary one."""
    cv: Path
    """The seed CV."""
    runs: int
    """Rounds of the slow measurements."""
    python: str = sys.executable
    rest: float = 0.0
    """Seconds before each run."""

    @property
    def cvpdf(self) -> str:
        """The command as it was installed beside this Python."""
        return str(Path(self.python).parent / "cvpdf")

    def place(self, name: str, text: str | None = None) -> Path:
        """Return a new folder with a cv.yaml: the seed CV, or this text."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "cv.yaml").write_text(self.cv.read_text("utf-8") if text is None else text, "utf-8")
        return folder

    def build(self, folder: Path, *options: str) -> tuple[str, ...]:
        """Return the command that builds in a folder, and build once, so that all that can be kept warm is."""
        command = (self.cvpdf, "build", *options)
        run(Task("build", command, folder))
        return command


def latexmk_tasks(built: Path, name: str, folder: Path) -> tuple[Task, Task]:
    """Return latexmk on the `.tex` of a variant in a folder that holds nothing else, and at once again in one folder.

    Both make everything anew, as `-gg` says, and the first is what a new document takes: two runs of the engine. The
    second one does with one if it is quick enough, as latexmk takes a file of the same second and size for unchanged.
    It is run once more before, from the beginning of a second on, so that this does not depend on chance.
    """
    fresh, again = folder / "fresh", folder / "again"

    def lay_out(place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for file in (f"{name}.tex", *built_in_theme().support):
            shutil.copy(built / file, place / file)

    def run_before() -> None:
        time.sleep(1 - time.time() % 1)
        run(Task("before", command, again))

    lay_out(again)
    command = (*LATEXMK, f"{name}.tex")
    return Task("fresh", command, fresh, lambda: lay_out(fresh)), Task("again", command, again, run_before)


def engine_runs(task: Task) -> int:
    """Run latexmk once more and return how often it ran the engine."""
    task.prepare()
    done = subprocess.run(task.command, cwd=task.folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return (done.stdout + done.stderr).count(b"Run number ")


def bullets(node: Any) -> Iterator[str]:
    """Yield the texts of all bullets of a cv.yaml, which is read without types."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "highlights":
                yield from (one["text"] if isinstance(one, dict) else one for one in value)
            else:
                yield from bullets(value)
    elif isinstance(node, list):
        for value in node:
            yield from bullets(value)


def word_to_change(cv: str, *printed: str) -> str:
    """Return a long word of a bullet that stands in the file once, and in each of the printed texts."""
    for text in bullets(yaml.load(cv, Loader=yaml.CBaseLoader)):
        for word in re.findall(r"\b[a-z]{9,}\b", text):
            if cv.count(word) == 1 and all(word in other for other in printed):
                return str(word)
    raise ValueError("no bullet has a word of nine letters that all these variants show")


class Editor:
    """Changes one word of one bullet of a cv.yaml, as an editor saves it: the new file is renamed over the old one.

    The new word has the letters of the old one in another order, so it takes as much room; none comes twice, so no
    cache can know it.
    """

    def __init__(self, path: Path, word: str) -> None:
        self.path = path
        self.word = word
        self._parts = path.read_text("utf-8").split(word)
        self._used = {word}
        self._random = random.Random()
        self.saved = 0.0
        """When the file was last replaced, by `time.monotonic`."""

    def edit(self) -> None:
        """Save the file with a new word."""
        while self.word in self._used:
            self.word = "".join(self._random.sample(self.word, len(self.word)))
        self._used.add(self.word)
        beside = self.path.with_name("cv.yaml.new")
        beside.write_text(self.word.join(self._parts), "utf-8")
        self.saved = time.monotonic()
        beside.replace(self.path)


def edited_build(bench: Bench, name: str, *variants: str, first: bool = False, text: str | None = None) -> Task:
    """Return a task that builds after one bullet was changed, and looks whether the results show the change.

    With ``first`` the results are removed before each run; the bullet is changed even so, lest they come from a cache.
    ``text`` is a cv.yaml that is not the seed CV.
    """
    folder = bench.place(name, text)
    options = [part for variant in variants for part in ("--variant", variant)]
    if text is None:
        bench.build(folder)
    command = bench.build(folder, *options)
    cv, build = folder / "cv.yaml", folder / "build"
    shown = [variant for variant in ("full", "onepage") if (build / f"{variant}.tex").is_file()]
    printed = [(build / f"{variant}.tex").read_text("utf-8") for variant in shown]
    editor = Editor(cv, word_to_change(cv.read_text("utf-8"), *printed))

    def prepare() -> None:
        if first:
            shutil.rmtree(build)
        editor.edit()

    def check() -> None:
        for variant in variants or VARIANTS:
            pdf = build / f"{variant}.pdf"
            assert pdf.is_file(), f"{variant} was not built"
            if variant in shown:
                assert editor.word in pdf.with_suffix(".tex").read_text("utf-8"), f"{variant} lacks the change"
                assert pdf.stat().st_mtime_ns > cv.stat().st_mtime_ns, f"{variant} is older than the change"

    return Task(name, command, folder, prepare, check)
