"""Why a run produced no PDF, in one sentence for the user."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from cvpdf.latex import workspace
from cvpdf.latex.get_latex import how_to_get, how_to_get_latex
from cvpdf.latex.log import Log
from cvpdf.latex.process import Completed
from cvpdf.latex.result import Engine, Failure, LogKind
from cvpdf.latex.toolchain import Toolchain

Reason = tuple[Failure, str]

_VANISHED = re.compile(
    r"^(?:.*: )?(?P<program>pdflatex|lualatex|latexmk|perl)['’]?: (?:not found|command not found|No such file)", re.M
)
_FORMAT = re.compile(r"^I can't find the format file [`'](?P<format>[^']+)'", re.M)
_NO_OUTPUT = re.compile(
    r"^(?:(?:! |\S*:\d+: )?(?P<file>I can't write on file `cv\.log')|Cannot write file '?cv\.|File size limit exceeded"
    r"|.*(?P<why>No space left on device|Disk quota exceeded|Read-only file system|Permission denied)\)?\.?$)",
    re.M,
)
_ENGINE_CODE = re.compile(r"^ *\w+: Command for '[^']*' gave return code (?P<code>\d+(?:\.\d+)?)$", re.M)
_NO_LOG = "LaTeX didn't generate the expected log file"
_SIGNALS = {signal.strsignal(number): number.name for number in signal.Signals}
_SHELLS_WORDS = re.compile(
    rf"^(?:\S*sh: (?:line )?\d+: +(?:\d+ +)?)?(?P<words>{'|'.join(map(re.escape, filter(None, _SIGNALS)))})"
    r"(?:: \d+)?(?: \(core dumped\))?(?: +.*)?$",
    re.M,
)
"""How shells report that a signal ended their command: dash and bash, on Linux and macOS."""
_TOO_MANY = "needed too many passes"
_CANNOT_SETTLE = re.compile(rf"^ *'[^']*' {_TOO_MANY}$", re.M)

_SHELLS_SIGNAL = 128
"""A shell's return code is this plus the number of the signal that ended its command."""

_WAIT_STATUS = 256
"""By this latexmk divides the wait status of its command, of which the lowest seven bits are the signal's number."""


def missing(toolchain: Toolchain, engine: Engine) -> Reason | None:
    """Return why an engine cannot run at all, or ``None`` if its programs exist."""
    program = toolchain.engine(engine)
    if program is None:
        how = how_to_get_latex() if engine == "pdflatex" else how_to_get(engine, toolchain)
        return Failure.LATEX_MISSING, f"{engine} is not installed; {how}"
    programs = (toolchain.latexmk, program) if toolchain.uses_latexmk(engine) else (program,)
    for path in programs:
        if path is not None and not path.exists():
            return Failure.LATEX_MISSING, f"{path} no longer exists; {how_to_get(path.stem)}"
    return None


def reason(done: Completed, log: Log, folder: Path, timeout: float) -> Reason | None:
    """Return why a run produced no PDF, or ``None`` if it produced one. ``log`` is that of this run, or empty."""
    if done.timed_out:
        return Failure.TIMEOUT, f"LaTeX was stopped after its time limit of {timeout:g} seconds"
    settled = done.returncode == 0 or _CANNOT_SETTLE.search(done.output) is not None
    if settled and log.pages and (folder / "cv.pdf").is_file():
        return None
    if match := _VANISHED.search(done.output):
        return Failure.LATEX_MISSING, f"{match['program']} could not be started; {how_to_get(match['program'])}"
    if match := _FORMAT.search(done.output):
        return (
            Failure.LATEX_MISSING,
            f"the format {match['format']} of this TeX is missing; `fmtutil-sys --all` creates it",
        )
    return _no_output(done, folder) or _killed(done) or _no_pdf(done, log)


def _no_output(done: Completed, folder: Path) -> Reason | None:
    why = workspace.writable(folder)
    if why is None and (match := _NO_OUTPUT.search(done.output)):
        why = match["why"] or match["file"] or match[0]
    if why is None and _signal(done) == "SIGXFSZ":
        why = "File size limit exceeded"
    return None if why is None else (Failure.OUTPUT, f"LaTeX cannot write to {folder}: {why}")


def _killed(done: Completed) -> Reason | None:
    name = _signal(done)
    return None if name is None else (Failure.KILLED, f"LaTeX was killed by {name}")


def _signal(done: Completed) -> str | None:
    """Return the name of the signal that ended latexmk or its engine.

    latexmk reports the code of an engine only if that has got as far as its log. Before, the shell between the two is
    the only one that reports a signal.
    """
    if done.returncode < 0:
        return _signal_name(-done.returncode)
    if match := _ENGINE_CODE.search(done.output):
        code = float(match["code"])
        # Some shells let the command replace them, so that latexmk sees the signal itself.
        return _signal_name(int(code) - _SHELLS_SIGNAL if code.is_integer() else int(code * _WAIT_STATUS) & 0x7F)
    if _NO_LOG in done.output and (match := _SHELLS_WORDS.search(done.output)):
        return _SIGNALS[match["words"]]
    return None


def _signal_name(number: int) -> str | None:
    if number <= 0:
        return None
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _no_pdf(done: Completed, log: Log) -> Reason:
    errors = [m for m in log.messages if m.kind in (LogKind.ERROR, LogKind.MISSING_FILE)]
    errors += [m for m in log.messages if m.kind is LogKind.MISSING_CHARACTER and m.line is not None]
    files = list(dict.fromkeys(m.detail for m in errors if m.kind is LogKind.MISSING_FILE and m.detail))
    if files:
        return Failure.LATEX_ERROR, f"LaTeX cannot find {files[0]}; {how_to_get(files[0])}"
    if errors:
        count = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        return Failure.LATEX_ERROR, f"LaTeX reported {count}, first: {errors[0].text.splitlines()[0]}"
    if log.pages == 0:
        return Failure.LATEX_ERROR, "the document has no pages"
    lines = [line.strip() for line in done.output.splitlines() if line.strip()]
    last = f"; its last output: {lines[-1][:200]}" if lines else ""
    return Failure.LATEX_ERROR, f"LaTeX exited with code {done.returncode}{last}"
