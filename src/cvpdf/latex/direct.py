"""Running an engine without latexmk: once, or until its auxiliary files no longer change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.formats import Format, with_format
from cvpdf.latex.latexmk import OPTIONS
from cvpdf.latex.process import Completed, run
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain

MAX_RUNS = 4

_FED_BACK = ("cv.aux", "cv.out", "cv.toc")
"""Files that LaTeX writes in one run and reads in the next: labels, PDF outline, table of contents."""


class EngineCall(NamedTuple):
    """One run of an engine on ``cv.tex`` in ``folder``. ``timeout`` is in seconds."""

    folder: Path
    engine: Engine
    toolchain: Toolchain
    chosen: Format | None
    variables: Mapping[str, str]
    """The environment of the run, without what the format needs."""
    timeout: float
    cancellation: Cancellation


RunEngine = Callable[[EngineCall], Completed]
"""Makes one run. Raises what :func:`cvpdf.latex.process.run` raises."""


def run_engine(call: EngineCall) -> Completed:
    """Start the engine and wait for its end."""
    command = engine_command(call.toolchain, call.engine, call.chosen)
    return run(command, call.folder, with_format(call.variables, call.chosen), call.timeout, call.cancellation)


def engine_command(toolchain: Toolchain, engine: Engine, chosen: Format | None = None) -> list[str]:
    """Return the command for one run of the engine on ``cv.tex`` in the working folder, from a format if given."""
    program = toolchain.engine(engine)
    if program is None:
        raise ValueError(f"this toolchain has no {engine}")
    return [str(program), *([chosen.option()] if chosen else []), *OPTIONS, "-recorder", "cv.tex"]


def run_until_stable(run_once: Callable[[], Completed], folder: Path) -> Completed:
    """Call ``run_once`` until it fails or leaves the auxiliary files unchanged, at most four times; return its end."""
    before = _fed_back(folder)
    completed = run_once()
    for _ in range(MAX_RUNS - 1):
        after = _fed_back(folder)
        if completed.returncode != 0 or completed.timed_out or after == before:
            break
        before = after
        completed = run_once()
    return completed


def _fed_back(folder: Path) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() if path.is_file() else b"" for path in (folder / name for name in _FED_BACK))
