"""The last measurements of a document, kept in a file: LaTeX runs only if something that they depend on has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from cvpdf.files.fingerprint import fingerprint
from cvpdf.files.read import read_bytes
from cvpdf.files.write import write_atomic
from cvpdf.fitting.blocks import Layouts, Measure, Measured, MeasureFailure, read
from cvpdf.render.rendering import Measurable

Run = Callable[[Measurable, Layouts], Sequence[str] | MeasureFailure]
"""Runs LaTeX on a document and returns the lines that the class has written, or why there are none."""


def cached(run: Run, file: Path, depends_on: Iterable[object] = ()) -> Measure:
    """Return a function that measures by ``run``, or takes what ``file`` keeps of the last run with the same input.

    Input is the document, the layouts, and ``depends_on``: values whose ``repr`` changes with whatever else LaTeX reads
    (programs, the class, a photo). The file holds the hash of the input in its first line, then the lines of the class.
    A file that is missing, damaged or not writable costs a run and is no error.
    """
    parts = tuple(depends_on)

    def measure(document: Measurable, layouts: Layouts) -> Measured | MeasureFailure:
        texts = (document.preamble, document.body, *document.fonts.key)
        key = fingerprint([*parts, document.engine, *texts, list(layouts)])
        known = _load(file, key)
        if known is not None:
            return known
        lines = run(document, layouts)
        if isinstance(lines, MeasureFailure):
            return lines
        try:
            measured = read(lines)
        except ValueError as problem:
            return MeasureFailure(str(problem))
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomic("\n".join([key, *lines, ""]).encode(), file, durable=False)
        return measured

    return measure


def _load(file: Path, key: str) -> Measured | None:
    content, _ = read_bytes(file)
    try:
        first, *lines = (content or b"").decode("ascii").split("\n")
        return read(lines[:-1]) if first == key else None
    except ValueError:
        return None
