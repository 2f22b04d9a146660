"""The folders in which cvpdf is measured, and the edit that is made in them before each run."""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from benchmarks.timing import Task, run

VARIANTS = ("full", "onepage", "publications")
"""The variants that `cvpdf build` builds without options."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What all measurements share."""

    folder: Path
    """A temporary folder."""
    cv: str
    """The text of the seed CV."""
    rounds: int
    python: str = sys.executable
    rendercv: str | None = os.environ.get("RENDERCV")
    """RenderCV's executable."""

    @property
    def cvpdf(self) -> str:
        """The command that is installed beside this Python."""
        return str(Path(self.python).with_name("cvpdf"))

    def new_folder(self, name: str, cv: str | None = None) -> Path:
        """Return a new folder that contains a cv.yaml: the seed CV or this text."""
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))
        (folder / "cv.yaml").write_text(self.cv if cv is None else cv, "utf-8")
        return folder


def bullets(node: Any) -> Iterator[str]:
    """Yield the texts of all bullets of a cv.yaml that was read without types."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "highlights":
                yield from (bullet["text"] if isinstance(bullet, dict) else bullet for bullet in value)
            else:
                yield from bullets(value)
    elif isinstance(node, list):
        for value in node:
            yield from bullets(value)


def word_to_change(cv: str, *outputs: str) -> str:
    """Return a long word of a bullet, or else an author's name, that occurs once in the CV and in all the outputs."""
    data = yaml.load(cv, Loader=yaml.CBaseLoader)
    authors = (name for work in data.get("publications", ()) for name in work["authors"])
    for text in (*bullets(data), *authors):
        for word in re.findall(r"\b[A-Za-z][a-z]{6,}\b", text):
            if cv.count(word) == 1 and all(word in output for output in outputs):
                return str(word)
    raise ValueError("no word of a bullet and no author occurs in all these outputs")


class Editor:
    """Changes one word of a file, as an editor saves it: the new file is renamed over the old one.

    The new word has the same letters in another order, so it needs about as much space. No word is used twice, so no
    cache contains it.
    """

    def __init__(self, path: Path, word: str) -> None:
        self.path = path
        self.word = word
        self._before, self._after = path.read_text("utf-8").split(word)
        self._used = {word}
        self._random = random.Random()
        self.saved = 0.0
        """The time of the last save, by `time.perf_counter`."""

    def edit(self) -> None:
        """Save the file with a new word."""
        while self.word in self._used:
            self.word = "".join(self._random.sample(self.word, len(self.word)))
        self._used.add(self.word)
        new = self.path.with_suffix(".new")
        new.write_text(self._before + self.word + self._after, "utf-8")
        self.saved = time.perf_counter()
        new.replace(self.path)

    def check(self, *pdfs: Path) -> None:
        """Check that PDFs are newer than the last save."""
        for pdf in pdfs:
            assert pdf.stat().st_mtime_ns > self.path.stat().st_mtime_ns, f"{pdf.name} is older than the edit"


def edited_build(bench: Bench, name: str, variants: tuple[str, ...], cv: str | None = None) -> Task:
    """Return a task that builds variants after an edit that all of them show. One build has run before."""
    folder = bench.new_folder(name, cv)
    options = () if variants == VARIANTS else [part for variant in variants for part in ("--variant", variant)]
    command = (bench.cvpdf, "build", *options)
    run(Task(command, folder))
    pdfs = [folder / "build" / f"{variant}.pdf" for variant in variants]
    texts = [pdf.with_suffix(".tex").read_text("utf-8") for pdf in pdfs]
    editor = Editor(folder / "cv.yaml", word_to_change((folder / "cv.yaml").read_text("utf-8"), *texts))

    def check() -> None:
        editor.check(*pdfs)
        for pdf in pdfs:
            assert editor.word in pdf.with_suffix(".tex").read_text("utf-8"), f"{pdf.name} does not show the edit"

    return Task(command, folder, editor.edit, check)
