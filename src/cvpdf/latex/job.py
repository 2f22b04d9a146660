"""One run of LaTeX from the source to the PDF."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cvpdf.files.fingerprint import stamp
from cvpdf.latex import asking, direct, latexmk, workspace
from cvpdf.latex import failure as outcome
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import Format, find_or_make, with_format
from cvpdf.latex.log import Log, read_log
from cvpdf.latex.process import Cancellation, CancelledError, Completed, nothing, run
from cvpdf.latex.result import Engine, Failure, TypesetResult
from cvpdf.latex.toolchain import Toolchain, identity
from cvpdf.live.engine_pool import Press
from cvpdf.live.warm_engine import writes_no_files

if TYPE_CHECKING:
    from concurrent.futures import Future


def typeset(
    folder: Path,
    engine: Engine,
    toolchain: Toolchain,
    *,
    timeout: float = 60.0,
    source_date_epoch: int,
    cancellation: Cancellation | None = None,
    preamble: str = "",
    press: Press | None = None,
    meanwhile: Callable[[], None] = nothing,
) -> TypesetResult:
    """Typeset ``cv.tex`` in ``folder``, which also holds the class and the pictures, to ``cv.pdf``.

    What an earlier run with the same programs left in the folder is reused; if nothing has changed since, latexmk runs
    nothing, and the result is the PDF and the messages of that run. If a run on such files fails, it is repeated once
    without them, since they may be broken. After a failure the folder holds no PDF. ``timeout`` is in seconds, for all
    of it. Nothing is raised but programming errors and what interrupts the caller, such as KeyboardInterrupt.

    What is ready in the ``press`` is used: a precompiled format of the ``preamble`` (see
    :func:`cvpdf.render.preamble.dumpable`), an engine that waits in the folder. A run that fails with a format is
    repeated without, and that one counts. ``meanwhile`` is called when an engine runs.
    """
    started = time.monotonic()
    if reason := outcome.missing(toolchain, engine):
        return _failed(*reason)
    switch = cancellation or Cancellation()
    press = press or Press()
    task = _Task(folder, engine, toolchain, press, started + timeout, timeout, source_date_epoch, switch, meanwhile)
    try:
        variables = environment(toolchain, engine, folder, source_date_epoch)
        files = workspace.sources(folder)
        early = {name: content for name, content in files.items() if name != f"{workspace.JOB}.tex"}
        chosen = find_or_make(press.formats, preamble, early, engine, toolchain, variables, task.switch)
        result = _with_format(task, variables, files, chosen)
        if chosen is not None and result.failure in _PERHAPS_THE_FORMATS_FAULT and task.rest > 0:
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


# Engines crash over a damaged one; another process may have removed it.
_PERHAPS_THE_FORMATS_FAULT = (Failure.LATEX_ERROR, Failure.KILLED, Failure.LATEX_MISSING)


class _Task(NamedTuple):
    """What all attempts at one document have in common; ``deadline`` is of the clock :func:`time.monotonic`."""

    folder: Path
    engine: Engine
    toolchain: Toolchain
    press: Press
    deadline: float
    timeout: float
    epoch: int
    switch: Cancellation
    meanwhile: Callable[[], None]

    @property
    def rest(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()


def _with_format(
    task: _Task, variables: dict[str, str], files: dict[str, bytes], chosen: Format | None
) -> TypesetResult:
    """Typeset from a format, on what an earlier run left; once more without that, if it may be what fails."""
    programs = identity(task.toolchain, task.engine) + (f" {chosen.name} {chosen.made()}" if chosen else "")
    start = workspace.begin(task.folder, programs, task.epoch, files)
    result = _attempt(task, variables, chosen)
    if start.reuses and result.failure is Failure.LATEX_ERROR and task.rest > 0:
        workspace.clean(task.folder)
        result = _attempt(task, variables, chosen)
    if result.failure is None:
        workspace.finish(task.folder, start)
    return result


def _attempt(task: _Task, variables: dict[str, str], chosen: Format | None) -> TypesetResult:
    folder, engine, toolchain = task.folder, task.engine, task.toolchain
    file = folder / "cv.log"
    before = stamp(file)
    variables = with_format(variables, chosen)

    def run_engine() -> Completed:
        one = task.press.take(folder, engine, chosen, task.epoch)
        if one is not None:
            return one.go(task.rest, task.meanwhile)
        command = direct.command(toolchain, engine, chosen)
        return run(command, folder, variables, task.rest, task.switch, task.meanwhile)

    def run_and_tell() -> Completed:
        done = run_engine()
        asking.without_texs_own(folder / "cv.fls")
        return done

    try:
        if toolchain.uses_latexmk(engine):
            done = _judged(task, variables, chosen, run_and_tell)
        else:
            done = direct.drive(run_engine, folder)
    except OSError as error:
        return _failed(Failure.LATEX_MISSING, f"{error.filename or engine} cannot be started: {error.strerror}")
    # A failed run that did not get as far as its log leaves an older one, which tells of other things.
    of_this_run = done.returncode == 0 or stamp(file) != before
    log = read_log(file) if of_this_run else Log()
    reason = outcome.reason(done, log, folder, task.timeout)
    if reason is not None:
        return _failed(*reason)._replace(messages=log.messages, figures=log.figures)
    name = chosen.name if chosen else ""
    return TypesetResult(folder / "cv.pdf", log.messages, figures=log.figures, format_name=name)


def _begun(task: _Task, run_engine: Callable[[], Completed]) -> list[Future[Completed]]:
    """Begin the first run while latexmk starts, if it cannot change what latexmk goes by; return it, or nothing.

    latexmk compares the auxiliary files before and after a run. A document that writes none says ``\\nofiles``.
    """
    if not task.press.waits_in(task.folder):
        return []
    document = (task.folder / f"{workspace.JOB}.tex").read_bytes()
    if not writes_no_files(document.decode("utf-8", "replace")):
        return []
    from concurrent.futures import ThreadPoolExecutor

    with_one = ThreadPoolExecutor(1)
    begun = with_one.submit(run_engine)
    with_one.shutdown(wait=False)
    return [begun]


def _judged(
    task: _Task, variables: dict[str, str], chosen: Format | None, run_engine: Callable[[], Completed]
) -> Completed:
    """Let latexmk decide how often the engine runs: the one that waits for questions, else one of its own."""
    if task.press.judge is not None:
        begun = _begun(task, run_engine)
        done = None

        def next_run() -> Completed:
            return begun.pop().result() if begun else run_engine()

        try:
            address = task.press.judge.address
            done = asking.ask(address, task.folder, task.engine, variables, next_run, task.rest, task.switch)
        except asking.NoAnswerError:
            pass
        finally:
            # A run that latexmk did not want writes to the folder nevertheless.
            unwanted = [one.result() for one in begun]
        if done is not None:
            return next((end for end in unwanted if end.returncode != 0), done)
    command = latexmk.command(task.toolchain, task.engine, chosen)
    return run(command, task.folder, variables, task.rest, task.switch, task.meanwhile)


def _failed(failure: Failure, explanation: str) -> TypesetResult:
    return TypesetResult(None, (), failure, explanation)
