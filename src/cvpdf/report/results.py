"""The results of a build: one report for the whole, one for each variant, and one line of figures for each PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, in_file_order, note

if TYPE_CHECKING:
    from cvpdf.pdf.inspection import Inspection
    from cvpdf.source.read import SourceFile

_NAMED = 4
"""Own templates that a note names."""

Outcome = Literal["built", "unchanged", "failed", "skipped"]


class VariantSummary(NamedTuple):
    """The figures of one PDF, as the table of ``cvpdf build`` shows them."""

    variant: str
    path: str
    """Where the PDF is."""
    pages: int
    fill: float
    """Used part of the text height of the last page, from 0 to 1."""
    passed: int
    """Number of checks that passed."""
    checks: int
    """Number of checks that ran."""
    seconds: float
    """Duration of the build that wrote the PDF."""
    engine: str
    """`pdflatex` or `lualatex`."""
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
    source: SourceFile | None = None
    """The text of cv.yaml, if it was read."""


class VariantReport(NamedTuple):
    """The result for one variant."""

    variant: str
    """Its name."""
    outcome: Outcome
    """`built`, `unchanged`, `failed`, or `skipped` because the variant has nothing to show."""
    diagnostics: tuple[Diagnostic, ...] = ()
    summary: VariantSummary | None = None
    """The figures of the PDF, if one is in place."""
    exit_code: int = ExitCode.OK
    """The exit code of the command line for this variant alone."""
    tex: Path | None = None
    """The ``.tex``, if it was written and LaTeX did not run."""
    inspection: Inspection | None = None
    """The results of the checks, for a PDF that failed one of them."""


class BuildReport(NamedTuple):
    """The result of a build."""

    diagnostics: tuple[Diagnostic, ...]
    """What concerns cv.yaml as a whole; each variant has its own diagnostics."""
    variants: tuple[VariantReport, ...] = ()
    """One report for each variant, in the order of the file."""
    exit_code: int = ExitCode.OK
    """The exit code of the command line: the highest one of the variants."""
    source: SourceFile | None = None
    """The text of cv.yaml, if it was read."""
    inputs: tuple[Path, ...] = ()
    """Files that the results depend on, for a dependency file."""
    templates: tuple[Path, ...] = ()
    """Templates, classes and packages of the user's own."""

    def naming_templates(self, files: tuple[Path, ...]) -> BuildReport:
        """Return the report with the templates of the user's own, and the note that names them."""
        if not files:
            return self
        names = ", ".join(f"`{file}`" for file in files[:_NAMED]) + (", …" if len(files) > _NAMED else "")
        message = f"the build uses {len(files)} own template file{'s' if len(files) > 1 else ''}: {names}"
        named = note(
            "own-templates", message, None, "templates are programs; if they are not yours, use --no-templates"
        )
        return self._replace(templates=files, diagnostics=(*self.diagnostics, named))

    def all_diagnostics(self) -> list[Diagnostic]:
        """Return every diagnostic once, in the order of the file."""
        return in_file_order([*self.diagnostics, *(d for v in self.variants for d in v.diagnostics)])
