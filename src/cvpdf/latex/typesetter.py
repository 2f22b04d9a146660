"""What typesets documents: the interface behind which all speed lives, and its cold form.

The cold form starts every program when it is needed: one latexmk call a document, or the engine itself where latexmk is
not installed. :mod:`cvpdf.live.warm_typesetter` is the other form. Both give the same PDFs, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cvpdf.files.write import write_atomic
from cvpdf.latex import job, measure
from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.direct import RunEngine, run_engine
from cvpdf.latex.environment import source_date_epoch
from cvpdf.latex.measure import Measurement
from cvpdf.latex.result import Engine, Failure, TypesetResult
from cvpdf.latex.toolchain import Toolchain


@dataclass(frozen=True)
class TexDocument:
    """A document and the private folder in which it is typeset."""

    folder: Path
    files: Mapping[str, bytes]
    """All that LaTeX reads there, by name; the document itself is ``cv.tex``."""
    engine: Engine
    preamble: str = ""
    """The part that a precompiled format can contain; see :func:`cvpdf.render.preamble.dumpable`."""


class Typesetter(Protocol):
    """Typesets and measures documents; used by several threads, each with folders of its own."""

    def typeset(self, document: TexDocument) -> TypesetResult:
        """Typeset until the result is stable. Nothing is raised for bad input."""

    def measure(self, document: TexDocument) -> Measurement:
        """Run the engine once on a document that writes ``cv.blocks``; raises CancelledError."""

    def prefetch(self, document: Callable[[], TexDocument | None]) -> None:
        """Prepare a document that will probably be typeset soon. A hint: ``document`` is called only if it is used."""

    def close(self) -> None:
        """End all programs that still run."""


@dataclass(frozen=True)
class ColdTypesetter:
    """Starts every program when it is needed. ``timeout`` is in seconds, for each document."""

    toolchain: Toolchain
    formats: Path | None = None
    """The folder of precompiled formats; without it there are none."""
    timeout: float = 60.0
    cancellation: Cancellation = field(default_factory=Cancellation)
    run_once: RunEngine = run_engine
    """Makes one run of an engine."""

    def typeset(self, document: TexDocument) -> TypesetResult:
        """Write the files into the folder and typeset them."""
        try:
            write(document)
        except OSError as error:
            reason = f"cannot write to {document.folder}: {error.strerror or error}"
            return TypesetResult(None, (), Failure.OUTPUT, reason)
        return job.typeset(
            document.folder,
            document.engine,
            self.toolchain,
            timeout=self.timeout,
            source_date_epoch=source_date_epoch(),
            cancellation=self.cancellation,
            preamble=document.preamble,
            formats=self.formats,
            run_once=self.run_once,
        )

    def measure(self, document: TexDocument) -> Measurement:
        """Write the files into the folder and measure the blocks."""
        try:
            write(document)
        except OSError as error:
            return Measurement(None, f"cannot write to {document.folder}: {error.strerror or error}")
        return measure.measure(
            document.folder,
            document.engine,
            self.toolchain,
            timeout=self.timeout,
            source_date_epoch=source_date_epoch(),
            cancellation=self.cancellation,
            preamble=document.preamble,
            formats=self.formats,
            run_once=self.run_once,
        )

    def prefetch(self, document: Callable[[], TexDocument | None]) -> None:
        """Do nothing: the document is typeset when it is needed."""

    def close(self) -> None:
        """End all programs that still run."""
        self.cancellation.cancel()


def write(document: TexDocument) -> None:
    """Write the files of a document; equal ones keep their time, by which latexmk goes. Raises OSError."""
    document.folder.mkdir(parents=True, exist_ok=True)
    for name, content in document.files.items():
        write_atomic(content, document.folder / name, durable=False)
