"""The early end of a variant: what is wrong with it, and the exit code for that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.report.results import VariantReport


class NotCompiledError(Exception):
    """Ends the compilation of a variant before there is a PDF; carries its report. Never leaves the pipeline."""

    def __init__(self, report: VariantReport) -> None:
        super().__init__(report.variant)
        self.report = report


def failed(name: str, diagnostics: Sequence[Diagnostic], exit_code: int | None = None) -> NotCompiledError:
    """Return the end of a variant that failed; the exit code follows from the diagnostics if it is not given."""
    code = exit_code_of(diagnostics) if exit_code is None else exit_code
    return NotCompiledError(VariantReport(name, "failed", tuple(diagnostics), exit_code=code))


def exit_code_of(diagnostics: Iterable[Diagnostic]) -> int:
    """Return the exit code for errors that come before LaTeX typesets anything."""
    codes = {diagnostic.code for diagnostic in diagnostics if diagnostic.is_error}
    if "lua-not-allowed" in codes:
        return ExitCode.USAGE
    if codes & {"does-not-fit", "fit-impossible", "fit-tangled"}:
        return ExitCode.CHECK_FAILED
    if "fit-failed" in codes or any(code.startswith("template-") for code in codes):
        return ExitCode.LATEX_FAILED
    return ExitCode.INVALID_CV
