"""Measuring the blocks of a document: one run of the engine that puts nothing on a page.

``\\cvmeasure`` of the class typesets the body once for each font size and line spacing, and writes the measurements to
``cv.blocks``. latexmk is not needed, since no run depends on the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex import failure, workspace
from cvpdf.latex.direct import EngineCall
from cvpdf.latex.formats import find_or_make
from cvpdf.latex.log import read_log
from cvpdf.latex.result import Engine, LogKind
from cvpdf.latex.settings import LatexSettings

BODY = "body.tex"
BLOCKS = "cv.blocks"
"""The file that the class writes."""


class Measurement(NamedTuple):
    """The lines that a run has written; ``None`` with the reason in one sentence if it failed."""

    blocks: tuple[str, ...] | None
    reason: str = ""


def source(preamble: str, layouts: Sequence[tuple[float, float]]) -> str:
    """Return the ``.tex`` that measures the body at each font size (points) and line spacing."""
    passes = "".join(f"\\cvmeasure{{{size:g}}}{{{spacing:g}}}{{{BODY}}}\n" for size, spacing in layouts)
    return f"{preamble}\\begin{{document}}\n{passes}\\end{{document}}\n"


def measure(folder: Path, engine: Engine, settings: LatexSettings, preamble: str = "") -> Measurement:
    """Run the engine once on ``cv.tex`` in ``folder``, which also holds the body and the class.

    ``preamble`` is that of :func:`cvpdf.latex.job.typeset`. A run that is cancelled raises
    :class:`cvpdf.latex.cancellation.CancelledError`.
    """
    if reason := failure.missing(settings.toolchain, engine):
        return Measurement(None, reason[1])
    result = folder / BLOCKS
    toolchain, cancellation, timeout = settings.toolchain, settings.cancellation, settings.timeout
    try:
        variables = settings.variables(engine, folder)
        files = workspace.sources(folder)
        chosen = find_or_make(settings.formats, preamble, files, engine, toolchain, variables, cancellation)
        # A run that fails with a format may succeed without it.
        for attempt in [chosen, None] if chosen else [None]:
            result.unlink(missing_ok=True)
            call = EngineCall(folder, engine, toolchain, attempt, variables, timeout, cancellation)
            completed = settings.run_once(call)
            if completed.returncode == 0 or completed.timed_out:
                break
        if completed.timed_out:
            return Measurement(None, f"LaTeX was stopped after its time limit of {timeout:g} seconds")
        if completed.returncode != 0:
            problems = read_log(folder / "cv.log").messages
            first = next((m.text for m in problems if m.kind in (LogKind.ERROR, LogKind.MISSING_FILE)), "LaTeX failed")
            return Measurement(None, first)
        if chosen is not None and attempt is None:
            chosen.drop()
        return Measurement(tuple(result.read_text("ascii").splitlines()))
    except (OSError, ValueError) as problem:
        return Measurement(None, f"the measurements cannot be read: {problem}")
