"""An engine that has loaded its format and waits for the document.

TeX reads its first line before it loads the format, so the waiting is done by a macro: the command line holds a
``\\read`` from the terminal, which here is a pipe. Loading the format takes as long as setting a CV; while the engine
does so, everything before LaTeX can happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cvpdf.typeset.formats import Format, with_format
from cvpdf.typeset.process import Cancellation, Completed, Running, begin
from cvpdf.typeset.result import Engine
from cvpdf.typeset.toolchain import Toolchain

# Reading is allowed in this mode only; the document is set in the mode of OPTIONS.
_OPTIONS = ("-interaction=scrollmode", "-file-line-error", "-no-shell-escape", "-recorder", "-jobname=cv")

# A file that is nowhere makes TeX load the list of all files that it knows; a number below 0 reads without a prompt.
_WAIT = r"\openin15=cvpdf-nowhere \relax\read-1to\cvgo\cvgo"
_GO = r"\nonstopmode\csname @@input\endcsname cv.tex "


@dataclass(frozen=True, slots=True)
class Waiting:
    """An engine waiting in ``folder``. It sets one document; it must be told to :meth:`go`, or to :meth:`give_up`."""

    folder: Path
    engine: Engine
    format_name: str
    running: Running

    def fits(self, engine: Engine, chosen: Format | None) -> bool:
        """Whether it is the engine and the format that a document wants."""
        return chosen is not None and (self.engine, self.format_name) == (engine, chosen.name)

    def go(self, timeout: float) -> Completed:
        """Set ``cv.tex``; see :func:`cvpdf.typeset.process.run` for how it ends and what is raised."""
        try:
            self.running.tell(_GO)
            return self.running.finish(timeout)
        finally:
            self._tidy()

    def give_up(self) -> None:
        """End it; nothing was set."""
        self.running.kill()
        self._tidy()

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
) -> Waiting:
    """Start an engine in ``folder``. Raises :class:`cvpdf.typeset.process.CancelledError`."""
    command = [str(toolchain.engine(engine)), chosen.option(), *_OPTIONS, _WAIT]
    return Waiting(
        folder, engine, chosen.name, begin(command, folder, with_format(variables, chosen), cancellation, told=True)
    )
