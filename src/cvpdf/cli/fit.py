"""``cvpdf fit``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cvpdf.cli.declared import Argument, option, variant_option
from cvpdf.cli.output import Form, echo, show
from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.pipeline.options import Options

if TYPE_CHECKING:
    from cvpdf.fitting.explain import Answer
    from cvpdf.fitting.report import FitResult

EXAMPLES = (
    "Examples: `cvpdf fit` for all fitted variants; `cvpdf fit --variant onepage -v` names all that is shown, too; "
    "`cvpdf fit --explain 'led a team'` says why that is in or out; `cvpdf fit --json` for programs. "
    "Exit codes: 0 fine, 1 cv.yaml is wrong, 2 wrong usage, 3 LaTeX is missing, 4 LaTeX failed, "
    "5 what must be shown does not fit."
)


def run(
    cv: Annotated[Path, Argument("The CV.")] = Path("cv.yaml"),
    variant: Annotated[
        list[str] | None,
        variant_option("Fit only this variant; can be repeated."),
    ] = None,
    output_dir: Annotated[Path, option("Folder for the results.", "--output-dir", "-o")] = Path("build"),
    explain: Annotated[
        str | None, option("Say why what has these words is in or out.", "--explain", metavar="TEXT")
    ] = None,
    timeout: Annotated[float, option("Seconds that LaTeX may take for one variant.", "--timeout", min=1)] = 60,
    json: Annotated[bool, option("Write JSON to standard output.", "--json")] = False,
    verbose: Annotated[bool, option("Name everything, also what is shown.", "--verbose", "-v")] = False,
) -> int:
    """Show what fitting leaves out of a variant and what would bring it back, without making a PDF."""
    from cvpdf.pipeline.fit_only import fit_variants

    result = fit_variants(Options(cv, output_dir, tuple(variant or ()), timeout=timeout))
    answers = None if explain is None else _answers(result, explain)
    complaints = _complaints(result, explain, answers)
    # What is wrong with a variant or with LaTeX is worse than a question without an answer.
    code = result.exit_code or (ExitCode.USAGE if any(d.is_error for d in complaints) else ExitCode.OK)
    diagnostics = (*result.diagnostics, *complaints)
    if json:
        from cvpdf.report.json_output import of_fit
        from cvpdf.report.terminal import dumps

        echo(dumps(of_fit(result.fits, diagnostics, code, answers)))
    else:
        show(diagnostics, result.source, Form.PEOPLE)
        _report(result, answers, verbose)
    return code


def _answers(result: FitResult, wanted: str) -> list[Answer]:
    """Ask the same of each variant."""
    from cvpdf.fitting.explain import explain

    return [explain(one.report, wanted, one.what_if, one.dropped) for one in result.fits]


def _complaints(result: FitResult, wanted: str | None, answers: list[Answer] | None) -> list[Diagnostic]:
    """Return what is wrong with the question."""
    from cvpdf.fitting.messages import no_such_text, nothing_fitted

    if not result.fits:
        return [] if result.exit_code else [nothing_fitted(asked=wanted is not None)]
    if wanted is None or answers is None or any(answer.found for answer in answers):
        return []
    return [no_such_text(wanted, next((answer.nearest for answer in answers if answer.nearest), None))]


def _report(result: FitResult, answers: list[Answer] | None, verbose: bool) -> None:
    from cvpdf.report.fit_answer import answered
    from cvpdf.report.fit_text import COLUMNS, full

    # Only the width of a terminal is known to be anybody's wish.
    columns = max(60, min(160, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else COLUMNS
    if answers is None:
        texts = [full(one.report, columns, verbose) for one in result.fits]
    else:
        pairs = zip(result.fits, answers, strict=True)
        texts = [answered(one.report, answer, columns) for one, answer in pairs if answer.found]
    if texts:
        echo("\n".join(texts), end="")
