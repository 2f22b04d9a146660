"""Driving an engine without latexmk: run it until the auxiliary files stand still."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cvpdf.latex.formats import Format
from cvpdf.latex.latexmk import OPTIONS
from cvpdf.latex.process import Completed
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain

MOST_RUNS = 4

_FED_BACK = ("cv.aux", "cv.out", "cv.toc")
"""What LaTeX writes in one run and reads in the next: labels, PDF outline, table of contents."""


def command(toolchain: Toolchain, engine: Engine, chosen: Format | None = None) -> list[str]:
    """Return the command that runs the engine once on ``cv.tex`` in the working folder, from a format if given."""
    program = toolchain.engine(engine)
    if program is None:
        raise ValueError(f"this toolchain has no {engine}")
    return [str(program), *([chosen.option()] if chosen else []), *OPTIONS, "-recorder", "cv.tex"]


def drive(run: Callable[[], Completed], folder: Path) -> Completed:
    """Call ``run`` until it fails or leaves the auxiliary files as they were, four times at most; return its end."""
    before = _state(folder)
    done = run()
    for _ in range(MOST_RUNS - 1):
        after = _state(folder)
        if done.returncode != 0 or done.timed_out or after == before:
            break
        before = after
        done = run()
    return done


def _state(folder: Path) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() if path.is_file() else b"" for path in (folder / name for name in _FED_BACK))
