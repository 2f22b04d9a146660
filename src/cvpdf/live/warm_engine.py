"""An engine that has loaded its format and waits for the document.

TeX reads its first line before it loads the format, so the waiting is done by a macro: the command line holds a
``\\read`` from the terminal, which here is a pipe. Loading the format takes as long as setting a CV; while the engine
does so, everything before LaTeX can happen.

Where the beginning of the document is known, up to ``\\begin{document}``, the engine sets that too before it waits.
What it is then told to read is the document with as many empty comments in place of its beginning, so that lines keep
their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.formats import Format, with_format
from cvpdf.latex.process import Cancellation, Completed, Running, begin, nothing
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain

# Reading is allowed in this mode only; the document is set in the mode of OPTIONS.
_OPTIONS = ("-interaction=scrollmode", "-file-line-error", "-no-shell-escape", "-recorder", "-jobname=cv")

# A file that is nowhere makes TeX load the list of all files that it knows; a number below 0 reads without a prompt.
_WAIT = r"\openin15=cvpdf-nowhere \relax\read-1to\cvgo\cvgo"
_WAIT_BEHIND_HEAD = r"\csname @@input\endcsname cv.head.tex \scrollmode\read-1to\cvgo\cvgo"
_GO = r"\nonstopmode\csname @@input\endcsname {} "
_BEGIN = "\\begin{document}\n"
_NO_FILES = "\n\\nofiles"


def head_of(tex: str) -> str:
    """Return a document up to and with the line ``\\begin{document}``; empty if there is no such line.

    Empty also if the document writes auxiliary files: it would open them there, and while it waits they may be removed
    or be compared with those of the last run.
    """
    head, begin, _ = tex.partition(_BEGIN)
    return head + begin if begin and writes_no_files(head) else ""


def writes_no_files(tex: str) -> bool:
    """Whether a document says that it writes no auxiliary files, so that no run of it depends on the one before."""
    return _NO_FILES in tex.partition(_BEGIN)[0]


class Waiting(NamedTuple):
    """An engine waiting in ``folder``. It sets one document; it must be told to :meth:`go`, or to :meth:`give_up`."""

    folder: Path
    engine: Engine
    format_name: str
    made: int
    """See :meth:`cvpdf.latex.formats.Format.made`: by the same name there may be another one now."""
    running: Running
    epoch: str
    """The date of the PDF that it was started with."""
    inode: int
    """Of the folder, which may have been replaced since."""
    head: str = ""
    """The beginning of the document, if that is set already."""

    def fits(self, engine: Engine, chosen: Format | None, epoch: int) -> bool:
        """Whether it is what the document in the folder wants: its engine, format, date and beginning."""
        if chosen is None or (self.engine, self.format_name, self.epoch) != (engine, chosen.name, str(epoch)):
            return False
        try:
            if self.made != chosen.made() or self.folder.stat().st_ino != self.inode:
                return False
            return not self.head or head_of(self._document()) == self.head
        except (OSError, ValueError):
            return False

    def go(self, timeout: float, meanwhile: Callable[[], None] = nothing) -> Completed:
        """Set ``cv.tex``; see :func:`cvpdf.latex.process.run` for how it ends and what is raised."""
        try:
            name = "cv.tex"
            if self.head:
                name = "cv.body.tex"
                body = self._document().removeprefix(self.head)
                (self.folder / name).write_bytes(("%\n" * self.head.count("\n") + body).encode())
            self.running.tell(_GO.format(name))
            meanwhile()
            return self.running.finish(timeout)
        finally:
            self.give_up()

    def give_up(self) -> None:
        """End it, if it has not come to its end."""
        self.running.kill()
        self._tidy()

    def _document(self) -> str:
        return (self.folder / "cv.tex").read_bytes().decode()

    def _tidy(self) -> None:
        # The list of files read has this name until the job has one.
        with suppress(OSError):
            (self.folder / f"{self.format_name}{self.running.pid}.fls").unlink()


def wait(
    folder: Path,
    engine: Engine,
    toolchain: Toolchain,
    chosen: Format,
    variables: Mapping[str, str],
    cancellation: Cancellation,
    head: str = "",
) -> Waiting:
    """Start an engine in ``folder``, which sets the ``head`` of the document, if that is known, and then waits.

    Raises :class:`cvpdf.latex.process.CancelledError`, and :class:`OSError` if the folder cannot be written.
    """
    if head:
        (folder / "cv.head.tex").write_bytes(head.encode())
    waits = _WAIT_BEHIND_HEAD if head else _WAIT
    command = [str(toolchain.engine(engine)), chosen.option(), *_OPTIONS, waits]
    made, inode = chosen.made(), folder.stat().st_ino
    running = begin(command, folder, with_format(variables, chosen), cancellation, told=True)
    epoch = variables.get("SOURCE_DATE_EPOCH", "")
    return Waiting(folder, engine, chosen.name, made, running, epoch, inode, head)
