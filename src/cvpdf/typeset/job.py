"""One run of LaTeX from the source to the PDF."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from cvpdf.typeset import direct, latexmk, outcome, workspace
from cvpdf.typeset.environment import environment
from cvpdf.typeset.log import Log, read_log
from cvpdf.typeset.process import Cancellation, CancelledError, Completed, run
from cvpdf.typeset.result import Engine, Failure, TypesetResult
from cvpdf.typeset.toolchain import Toolchain, identity


def typeset(
    folder: Path,
    engine: Engine,
    toolchain: Toolchain,
    *,
    timeout: float = 60.0,
    source_date_epoch: int,
    cancellation: Cancellation | None = None,
) -> TypesetResult:
    """Typeset ``cv.tex`` in ``folder``, which also holds the class and the pictures, to ``cv.pdf``.

    What an earlier run with the same programs left in the folder is reused; if nothing has changed since, latexmk runs
    nothing, and the result is the PDF and the messages of that run. If a run on such files fails, it is repeated once
    without them, since they may be broken. After a failure the folder holds no PDF. ``timeout`` is in seconds, for all
    of it. Nothing is raised but programming errors and what interrupts the caller, such as KeyboardInterrupt.
    """
    started = time.monotonic()
    if reason := outcome.missing(toolchain, engine):
        return _failed(*reason)
    programs = identity(toolchain, engine)
    switch = cancellation or Cancellation()
    try:
        start = workspace.begin(folder, programs, source_date_epoch)
        result = _attempt(folder, engine, toolchain, timeout, source_date_epoch, switch)
        rest = timeout - (time.monotonic() - started)
        if start.reuses and result.failure is Failure.LATEX_ERROR and rest > 0:
            workspace.clean(folder)
            result = _attempt(folder, engine, toolchain, rest, source_date_epoch, switch)
    except CancelledError:
        result = _failed(Failure.KILLED, "the build was interrupted")
    except OSError as error:
        result = _failed(Failure.OUTPUT, f"cannot write to {folder}: {error.strerror or error}")
    if result.failure is None:
        workspace.finish(folder, start)
    else:
        workspace.clean(folder)
    return replace(result, seconds=time.monotonic() - started)


def _attempt(
    folder: Path, engine: Engine, toolchain: Toolchain, timeout: float, epoch: int, switch: Cancellation
) -> TypesetResult:
    file = folder / "cv.log"
    before = workspace.stamp(file)
    variables = environment(toolchain, engine, folder, epoch)
    deadline = time.monotonic() + timeout

    def start(command: list[str]) -> Completed:
        return run(command, folder, variables, deadline - time.monotonic(), switch)

    try:
        if toolchain.uses_latexmk(engine):
            done = start(latexmk.command(toolchain, engine))
        else:
            done = direct.drive(lambda: start(direct.command(toolchain, engine)), folder)
    except OSError as error:
        return _failed(Failure.LATEX_MISSING, f"{error.filename or engine} cannot be started: {error.strerror}")
    # A failed run that did not get as far as its log leaves an older one, which tells of other things.
    of_this_run = done.returncode == 0 or workspace.stamp(file) != before
    log = read_log(file) if of_this_run else Log()
    reason = outcome.reason(done, log, folder, timeout)
    if reason is not None:
        return replace(_failed(*reason), messages=log.messages, figures=log.figures)
    return TypesetResult(folder / "cv.pdf", log.messages, figures=log.figures)


def _failed(failure: Failure, explanation: str) -> TypesetResult:
    return TypesetResult(None, (), failure, explanation)
