"""One document from its source to the PDF: the runs that it takes, with and without a precompiled format."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from cvpdf.files.fingerprint import stamp
from cvpdf.latex import failure, latexmk, workspace
from cvpdf.latex.cancellation import CancelledError
from cvpdf.latex.direct import EngineCall, run_until_stable
from cvpdf.latex.formats import Format, find_or_make, with_format
from cvpdf.latex.log import Log, read_log
from cvpdf.latex.process import Completed, run
from cvpdf.latex.result import Engine, Failure, TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import identity


def typeset(folder: Path, engine: Engine, settings: LatexSettings, preamble: str = "") -> TypesetResult:
    """Typeset ``cv.tex`` in ``folder``, which also holds the class and the pictures, to ``cv.pdf``.

    Files that an earlier run with the same programs left in the folder are reused; if nothing has changed since,
    latexmk runs nothing, and the result is the PDF and the messages of that run. If a run on such files fails, it is
    repeated once without them, since they may be broken. After a failure the folder contains no PDF. Nothing is raised
    but programming errors and what interrupts the caller, such as KeyboardInterrupt.

    ``preamble`` is the part of the document that a precompiled format can contain (see
    :func:`cvpdf.render.preamble.dumpable`). A run that fails with a format is repeated without it, and that run counts.
    """
    started = time.monotonic()
    if reason := failure.missing(settings.toolchain, engine):
        return _failed(*reason)
    task = _Task(folder, engine, settings, started + settings.timeout)
    try:
        variables = settings.variables(engine, folder)
        files = workspace.sources(folder)
        chosen = find_or_make(
            settings.formats, preamble, files, engine, settings.toolchain, variables, settings.cancellation
        )
        result = _with_format(task, variables, files, chosen)
        if chosen is not None and result.failure in _PERHAPS_THE_FORMATS_FAULT and task.time_left > 0:
            result = _with_format(task, variables, files, None)
            if result.failure is None:
                chosen.drop()
        elif chosen is not None and result.failure is Failure.TIMEOUT:
            chosen.drop()
    except CancelledError:
        result = _failed(Failure.KILLED, "the build was interrupted")
    except OSError as error:
        result = _failed(Failure.OUTPUT, f"cannot write to {folder}: {error.strerror or error}")
    if result.failure is not None:
        workspace.clean(folder)
    return result._replace(seconds=time.monotonic() - started)


# Engines crash over a damaged format; another process may have removed it.
_PERHAPS_THE_FORMATS_FAULT = (Failure.LATEX_ERROR, Failure.KILLED, Failure.LATEX_MISSING)


class _Task(NamedTuple):
    """What all attempts at one document have in common; ``deadline`` is of the clock :func:`time.monotonic`."""

    folder: Path
    engine: Engine
    settings: LatexSettings
    deadline: float

    @property
    def time_left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()


def _with_format(
    task: _Task, variables: dict[str, str], files: dict[str, bytes], chosen: Format | None
) -> TypesetResult:
    """Typeset from a format, reusing files of an earlier run; once more without them, if they may be the reason."""
    programs = identity(task.settings.toolchain, task.engine) + (f" {chosen.name} {chosen.created()}" if chosen else "")
    start = workspace.begin(task.folder, programs, task.settings.date(), files)
    result = _attempt(task, variables, chosen)
    if start.reuses and result.failure is Failure.LATEX_ERROR and task.time_left > 0:
        workspace.clean(task.folder)
        result = _attempt(task, variables, chosen)
    if result.failure is None:
        workspace.finish(task.folder, start)
    return result


def _attempt(task: _Task, variables: dict[str, str], chosen: Format | None) -> TypesetResult:
    log_file = task.folder / f"{workspace.JOB}.log"
    before = stamp(log_file)
    try:
        completed = _run(task, variables, chosen)
    except OSError as error:
        return _failed(Failure.LATEX_MISSING, f"{error.filename or task.engine} cannot be started: {error.strerror}")
    # A failed run that did not get as far as its log leaves an older one, whose messages are not of this run.
    of_this_run = completed.returncode == 0 or stamp(log_file) != before
    log = read_log(log_file) if of_this_run else Log()
    reason = failure.reason(completed, log, task.folder, task.settings.timeout)
    if reason is not None:
        return _failed(*reason)._replace(messages=log.messages, figures=log.figures)
    name = chosen.name if chosen else ""
    pdf = task.folder / f"{workspace.JOB}.pdf"
    return TypesetResult(pdf, log.messages, figures=log.figures, format_name=name)


def _run(task: _Task, variables: dict[str, str], chosen: Format | None) -> Completed:
    """Run latexmk, which decides how often the engine runs; where it is not installed, run the engine until stable."""
    folder, engine, settings = task.folder, task.engine, task.settings
    toolchain, cancellation = settings.toolchain, settings.cancellation
    if toolchain.uses_latexmk(engine):
        command = latexmk.command(toolchain, engine, chosen)
        return run(command, folder, with_format(variables, chosen), task.time_left, cancellation)
    return run_until_stable(
        lambda: settings.run_once(
            EngineCall(folder, engine, toolchain, chosen, variables, task.time_left, cancellation)
        ),
        folder,
    )


def _failed(why: Failure, explanation: str) -> TypesetResult:
    return TypesetResult(None, (), why, explanation)
