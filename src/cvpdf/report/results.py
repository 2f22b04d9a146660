"""The results of a build: one report for the whole, one for each variant, and one line of figures for each PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, in_file_order

if TYPE_CHECKING:
    from cvpdf.pdf.inspection import Inspection
    from cvpdf.source.read import SourceFile

Outcome = Literal["built", "unchanged", "failed", "skipped"]


class VariantSummary(NamedTuple):
    """The figures of one PDF, as the table shows them. ``seconds`` is the time of the build that wrote the PDF."""

    variant: str
    path: str
    pages: int
    fill: float
    """Used part of the text height of the last page, from 0 to 1."""
    passed: int
    """Number of checks that passed."""
    checks: int
    """Number of checks that ran."""
    seconds: float
    engine: str
    names: tuple[str, ...] = ()
    """Names of the checks that passed; in the build record, of all that ran."""
    fit: str = ""
    """The result of fitting in one line; empty for a variant that is not fitted."""


class FileReport(NamedTuple):
    """The result for one file: a cv.yaml that was validated, or a PDF that was checked."""

    path: Path
    ok: bool
    """Whether no diagnostic is an error."""
    diagnostics: tuple[Diagnostic, ...]
    inspection: Inspection | None = None
    """The number of pages and the checks that passed and failed; only for a PDF."""


class VariantReport(NamedTuple):
    """The result for one variant. ``summary`` is set if a PDF is in place, ``tex`` if only a ``.tex`` was written."""

    variant: str
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    summary: VariantSummary | None = None
    exit_code: int = ExitCode.OK
    tex: Path | None = None
    inspection: Inspection | None = None
    """The results of the checks, for a PDF that failed one of them."""


class BuildReport(NamedTuple):
    """The result of a build. ``diagnostics`` are about cv.yaml as a whole; each variant has its own."""

    diagnostics: tuple[Diagnostic, ...]
    variants: tuple[VariantReport, ...] = ()
    exit_code: int = ExitCode.OK
    source: SourceFile | None = None
    inputs: tuple[Path, ...] = ()
    """Files that the results depend on, for a dependency file."""

    def all_diagnostics(self) -> list[Diagnostic]:
        """Return every diagnostic once, in the order of the file."""
        return in_file_order([*self.diagnostics, *(d for v in self.variants for d in v.diagnostics)])
