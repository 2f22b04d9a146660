"""What a build is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, in_file_order
from cvpdf.pipeline.record import Row

if TYPE_CHECKING:
    from cvpdf.pdf import Expectation, Inspection
    from cvpdf.source import SourceFile

Outcome = Literal["built", "unchanged", "failed", "skipped"]

Progress = Callable[[str, str], None]
"""Told the name of a variant and what is being done with it now."""


def silent(_variant: str, _doing: str) -> None:
    """Take no notice of progress."""


class Options(NamedTuple):
    """What the user asks of a build. Paths are as typed; no ``variants`` means all of them. ``timeout`` in seconds."""

    cv: Path = Path("cv.yaml")
    output_dir: Path = Path("build")
    variants: tuple[str, ...] = ()
    engine: Literal["auto", "pdflatex", "lualatex"] | None = None
    tex_only: bool = False
    strict: bool = False
    timeout: float = 60.0


class VariantResult(NamedTuple):
    """What became of one variant. ``row`` is there if a PDF is in place, ``tex`` if a ``.tex`` was written."""

    variant: str
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    row: Row | None = None
    exit_code: int = ExitCode.OK
    tex: Path | None = None
    inspection: Inspection | None = None
    """What the checks said, if a PDF was made and failed them."""


class Listener(NamedTuple):
    """Who wants to know of each variant as soon as it is there; asked and told from several threads."""

    first: Callable[[Sequence[str]], str | None] = lambda _names: None
    """Told the variants to come, return the one that is waited for most."""
    before: Callable[[str], None] = lambda _name: None
    """Told the name of a variant before it is begun; may keep it waiting."""
    was_set: Callable[[str, bytes, Expectation], None] = lambda _name, _pdf, _expectation: None
    """Told a variant, its PDF, not checked yet, and what that must hold."""
    done: Callable[[VariantResult], None] = lambda _result: None
    """Told what became of a variant."""


class BuildResult(NamedTuple):
    """What became of a build. ``diagnostics`` are those of cv.yaml as a whole; each variant has its own besides."""

    diagnostics: tuple[Diagnostic, ...]
    variants: tuple[VariantResult, ...] = ()
    exit_code: int = ExitCode.OK
    source: SourceFile | None = None
    inputs: tuple[Path, ...] = ()
    """Files that the results depend on, for make."""

    def all_diagnostics(self) -> list[Diagnostic]:
        """Return every diagnostic once, in the order of the file."""
        return in_file_order([*self.diagnostics, *(d for v in self.variants for d in v.diagnostics)])
