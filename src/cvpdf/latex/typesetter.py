"""What typesets documents: the interface behind which all speed lives, and its cold form.

The cold form starts every program when it is needed: one latexmk call a document, or the engine itself where latexmk is
not installed. :mod:`cvpdf.live.warm_typesetter` is the other form. Both give the same PDFs, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cvpdf.files.write import write_atomic
from cvpdf.latex import job, measure
from cvpdf.latex.measure import Measurement
from cvpdf.latex.result import Engine, Failure, TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.work_folder import WorkFolder
from cvpdf.latex.workspace import FONTS


@dataclass(frozen=True)
class TexDocument:
    """A document and the private folder in which it is typeset."""

    folder: Path
    files: Mapping[str, bytes]
    """All that LaTeX reads there, by name; the document is ``cv.tex``, and fonts are in the folder ``fonts``."""
    engine: Engine
    preamble: str = ""
    """The part that a precompiled format can contain; see :func:`cvpdf.render.preamble.dumpable`."""


class Typesetter(Protocol):
    """Typesets and measures documents; used by several threads, each with folders of its own."""

    def typeset(self, document: TexDocument) -> TypesetResult:
        """Typeset until the result is stable. Nothing is raised for bad input."""

    def measure(self, document: TexDocument) -> Measurement:
        """Run the engine once on a document that writes ``cv.blocks``; raises CancelledError."""

    @property
    def prefetches(self) -> bool:
        """Whether :meth:`prefetch` has an effect, so that it is worth making the document."""

    def prefetch(self, document: TexDocument) -> None:
        """Prepare a document that will probably be typeset soon. This is a hint."""

    def wait(self) -> None:
        """Return when no document is being typeset any more, prefetched ones included."""

    def work_folder(self) -> Path:
        """Return the folder in which all documents get folders; it contains nothing that another process wrote."""

    def cancelled(self) -> bool:
        """Whether everything is to end soon."""

    def close(self) -> None:
        """End all programs that still run, and remove the work folder."""


@dataclass(frozen=True)
class ColdTypesetter:
    """Starts every program when it is needed."""

    settings: LatexSettings
    work: WorkFolder = field(default_factory=WorkFolder)

    def typeset(self, document: TexDocument) -> TypesetResult:
        """Write the files into the folder and typeset them."""
        try:
            write(document)
        except OSError as error:
            return TypesetResult(None, (), Failure.OUTPUT, _not_written(document, error))
        return job.typeset(document.folder, document.engine, self.settings, document.preamble)

    def measure(self, document: TexDocument) -> Measurement:
        """Write the files into the folder and measure the blocks."""
        try:
            write(document)
        except OSError as error:
            return Measurement(None, _not_written(document, error))
        return measure.measure(document.folder, document.engine, self.settings, document.preamble)

    @property
    def prefetches(self) -> bool:
        """Return that it does not."""
        return False

    def prefetch(self, document: TexDocument) -> None:
        """Do nothing: the document is typeset when it is needed."""

    def wait(self) -> None:
        """Return at once: nothing is typeset in the background."""

    def work_folder(self) -> Path:
        """Return the folder in which all documents get folders."""
        return self.work.path()

    def cancelled(self) -> bool:
        """Whether everything is to end soon."""
        return self.settings.cancellation.cancelled

    def close(self) -> None:
        """End all programs that still run, and remove the work folder."""
        self.settings.cancellation.cancel()
        self.work.remove()


def _not_written(document: TexDocument, error: OSError) -> str:
    return f"cannot write to {document.folder}: {error.strerror or error}"


def write(document: TexDocument) -> None:
    """Write the files of a document; equal ones keep their time, by which latexmk goes. Raises OSError."""
    fonts = document.folder / FONTS
    fonts.mkdir(parents=True, exist_ok=True)
    for file in fonts.iterdir():
        if f"{FONTS}/{file.name}" not in document.files:
            file.unlink()
    for name, content in document.files.items():
        write_atomic(content, document.folder / name, durable=False)
