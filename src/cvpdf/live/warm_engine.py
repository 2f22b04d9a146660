"""An engine that has loaded its format and waits for the document.

TeX reads its first line before it loads the format, so a macro does the waiting: the command line contains a ``\\read``
from the terminal, which is a pipe here. Loading the format takes as long as typesetting a CV.

Where the head of the document is known, up to ``\\begin{document}``, the engine executes it too before it waits. It
then reads the document with as many empty comments in place of its head, so that lines keep their numbers.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.files.fingerprint import fingerprint
from cvpdf.latex import workspace
from cvpdf.latex.direct import EngineCall
from cvpdf.latex.formats import with_format
from cvpdf.latex.measure import BODY
from cvpdf.latex.process import Completed, Running
from cvpdf.latex.process import start as start_program

# Reading from the terminal is allowed in this mode only; the document is typeset in the mode of OPTIONS.
_OPTIONS = ("-interaction=scrollmode", "-file-line-error", "-no-shell-escape", "-recorder", "-jobname=cv")

# Opening a file that does not exist makes TeX load its file database; a stream number below 0 reads without a prompt.
_WAIT = r"\openin15=cvpdf-nowhere \relax\read-1to\cvgo\cvgo"
_WAIT_BEHIND_HEAD = r"\csname @@input\endcsname cv.head.tex \scrollmode\read-1to\cvgo\cvgo"
_GO = r"\nonstopmode\csname @@input\endcsname {} "
_BEGIN = "\\begin{document}\n"
_NO_FILES = "\n\\nofiles"


def head_of(tex: str) -> str:
    """Return a document up to and including the line ``\\begin{document}``; empty if there is no such line.

    Empty also if the document writes auxiliary files: the engine would open them there, and while it waits they may be
    removed or be compared with those of the last run.
    """
    head, begin_document, _ = tex.partition(_BEGIN)
    return head + begin_document if begin_document and _NO_FILES in head else ""


class WarmEngine(NamedTuple):
    """An engine that waits in the folder of ``call``. It typesets one document; :meth:`run` or :meth:`kill` ends it."""

    call: EngineCall
    """The run that it was started for; the next run must be like it."""
    format_made: int
    """See :meth:`cvpdf.latex.formats.Format.created`: the format of this name may have been made again since."""
    running: Running
    folder_inode: int
    """The folder may have been replaced since."""
    support: str
    """Hash of the class and all other files beside the document, which the head or the format has read."""
    head: str = ""
    """The head of the document, if the engine has executed it."""

    def fits(self, call: EngineCall) -> bool:
        """Return whether it can make this run: same engine, format, variables and head of the document."""
        if call.chosen is None or (call.engine, call.chosen) != (self.call.engine, self.call.chosen):
            return False
        if call.variables != self.call.variables or self.format_made != call.chosen.created():
            return False
        try:
            if call.folder.stat().st_ino != self.folder_inode:
                return False
            if _support(call.folder) != self.support:
                return False
            return not self.head or head_of(_document(call.folder)) == self.head
        except (OSError, ValueError):
            return False

    def run(self, timeout: float) -> Completed:
        """Typeset ``cv.tex``; see :func:`cvpdf.latex.process.run` for how it ends and what is raised."""
        folder = self.call.folder
        try:
            name = "cv.tex"
            if self.head:
                name = "cv.body.tex"
                body = _document(folder).removeprefix(self.head)
                (folder / name).write_bytes(("%\n" * self.head.count("\n") + body).encode())
            self.running.send_line(_GO.format(name))
            return self.running.finish(timeout)
        finally:
            self.kill()

    def kill(self) -> None:
        """End the engine, if it still runs, and remove its list of files read, which has no job name yet."""
        self.running.kill()
        name = self.call.chosen.name if self.call.chosen else ""
        with suppress(OSError):
            (self.call.folder / f"{name}{self.running.pid}.fls").unlink()


def start(call: EngineCall) -> WarmEngine:
    """Start an engine for a run like ``call``, which must have a format, with the head of the document in its folder.

    Raises :class:`cvpdf.latex.cancellation.CancelledError`, and :class:`OSError` if the folder cannot be written.
    """
    if call.chosen is None:
        raise ValueError("an engine without a format has nothing to load ahead")
    try:
        head = head_of(_document(call.folder))
    except (OSError, ValueError):
        head = ""
    if head:
        (call.folder / "cv.head.tex").write_bytes(head.encode())
    program = str(call.toolchain.engine(call.engine))
    command = [program, call.chosen.option(), *_OPTIONS, _WAIT_BEHIND_HEAD if head else _WAIT]
    made, inode, support = call.chosen.created(), call.folder.stat().st_ino, _support(call.folder)
    running = start_program(
        command, call.folder, with_format(call.variables, call.chosen), call.cancellation, with_stdin=True
    )
    return WarmEngine(call, made, running, inode, support, head)


def _support(folder: Path) -> str:
    sources = workspace.sources(folder)
    return fingerprint([(name, content) for name, content in sources.items() if name not in ("cv.tex", BODY)])


def _document(folder: Path) -> str:
    return (folder / "cv.tex").read_bytes().decode()
