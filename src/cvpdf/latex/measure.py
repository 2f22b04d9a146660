"""Measuring the blocks of a document: one run of the engine that puts nothing on a page.

The class file's ``\\cvmeasure`` sets the body once for each font size and line spacing, and writes what it has measured
to ``cv.blocks``. No latexmk: there is nothing to repeat.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.files.write import put
from cvpdf.latex import direct
from cvpdf.latex import failure as outcome
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import find_or_make, with_format
from cvpdf.latex.log import read_log
from cvpdf.latex.process import Cancellation, CancelledError, run
from cvpdf.latex.result import Engine, LogKind
from cvpdf.latex.toolchain import Toolchain
from cvpdf.live.engine_pool import Press

BODY = "body.tex"
BLOCKS = "cv.blocks"
"""What the class writes."""


class Measurement(NamedTuple):
    """What a run has written, line by line; ``None`` with the reason in one sentence if it failed."""

    blocks: tuple[str, ...] | None
    reason: str = ""


def source(preamble: str, layouts: Sequence[tuple[float, float]]) -> str:
    """Return the ``.tex`` that measures the body at each font size (points) and line spacing."""
    passes = "".join(f"\\cvmeasure{{{size:g}}}{{{spacing:g}}}{{{BODY}}}\n" for size, spacing in layouts)
    return f"{preamble}\\begin{{document}}\n{passes}\\end{{document}}\n"


def measure(
    folder: Path,
    texts: dict[str, bytes],
    engine: Engine,
    toolchain: Toolchain,
    *,
    timeout: float,
    source_date_epoch: int,
    cancellation: Cancellation | None = None,
    preamble: str = "",
    press: Press | None = None,
) -> Measurement:
    """Run the engine once on ``cv.tex`` in ``folder``, after writing ``texts`` (names and contents) there.

    ``timeout`` is in seconds; ``preamble`` and ``press`` are those of :func:`cvpdf.latex.typeset`. A run that is
    cancelled raises :class:`CancelledError`.
    """
    if reason := outcome.missing(toolchain, engine):
        return Measurement(None, reason[1])
    result = folder / BLOCKS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in texts.items():
            put(content, folder / name, lasting=False)
        variables = environment(toolchain, engine, folder, source_date_epoch)
        switch = cancellation or Cancellation()
        press = press or Press()
        read_early = {name: content for name, content in texts.items() if name not in ("cv.tex", BODY)}
        chosen = find_or_make(press.formats, preamble, read_early, engine, toolchain, variables, switch)
        # What fails with a format may yet do without.
        for attempt in [chosen, None] if chosen else [None]:
            result.unlink(missing_ok=True)
            one = press.take(folder, engine, attempt, source_date_epoch)
            if one is not None:
                done = one.go(timeout)
            else:
                command = direct.command(toolchain, engine, attempt)
                done = run(command, folder, with_format(variables, attempt), timeout, switch)
            if done.returncode == 0 or done.timed_out:
                break
        if done.timed_out:
            return Measurement(None, f"LaTeX was stopped after {timeout:g} seconds, its time limit")
        if done.returncode != 0:
            problems = read_log(folder / "cv.log").messages
            first = next((m.text for m in problems if m.kind in (LogKind.ERROR, LogKind.MISSING_FILE)), "LaTeX failed")
            return Measurement(None, first)
        if chosen is not None and attempt is None:
            chosen.drop()
        return Measurement(tuple(result.read_text("ascii").splitlines()))
    except CancelledError:
        raise
    except (OSError, ValueError) as problem:
        return Measurement(None, f"the measurements cannot be had: {problem}")
