"""``cvpdf fit``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvpdf.cli.output import echo, echo_json, opened, show
from cvpdf.cli.parameters import (
    AllowLua,
    Cv,
    Json,
    KeepGoing,
    Language,
    NoTemplates,
    OutputDir,
    StdinFilename,
    Timeout,
    Variants,
)
from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.pipeline.options import Options, checked

if TYPE_CHECKING:
    from cvpdf.fitting.explain import Answer
    from cvpdf.fitting.report import FitResult

EXAMPLES = """
cvpdf fit                             # all fitted variants
cvpdf fit --variant onepage -v        # also what is shown
cvpdf fit --explain 'led a team'      # why that is shown or left out
cvpdf fit --json                      # for programs
"""
EXIT_CODES = (
    "0 ok, 1 cv.yaml has errors, 2 wrong usage, 3 LaTeX is missing, 4 LaTeX failed, 5 what must be shown does not fit"
)


def run(
    cv: Cv = Path("cv.yaml"),
    variant: Variants = None,
    language: Language = None,
    output_dir: OutputDir = Path("build"),
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="TEXT", help="Explain why items containing TEXT were included or left out."),
    ] = None,
    no_templates: NoTemplates = False,
    allow_lua: AllowLua = False,
    keep_going: KeepGoing = False,
    timeout: Timeout = 60,
    json: Json = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List every item, shown or left out.")] = False,
    stdin_filename: StdinFilename = None,
) -> int:
    """Show what fitting leaves out and what would bring it back.

    Measures with LaTeX, but builds no PDF.
    """
    from cvpdf.fitting.report import FitResult
    from cvpdf.pipeline.fit_only import fit_variants

    cv, content = opened(cv, stdin_filename)
    given = Options(cv, output_dir, tuple(variant or ()), timeout=timeout, own_templates=not no_templates)
    given = given._replace(content=content, allow_lua=allow_lua, language=language, keep_going=keep_going)
    options = checked(given, folder_only=True)
    if isinstance(options, Diagnostic):
        result = FitResult((options,), exit_code=ExitCode.USAGE)
    else:
        result = fit_variants(options)
    answers = None if explain is None else _answers(result, explain)
    problems = _problems(result, explain, answers)
    # An error of a variant or of LaTeX outweighs a question without an answer.
    code = result.exit_code or (ExitCode.USAGE if any(d.is_error for d in problems) else ExitCode.OK)
    diagnostics = (*result.diagnostics, *problems)
    if json:
        from cvpdf.report.json_output import of_fit

        echo_json(of_fit(result.fits, diagnostics, code, answers))
    else:
        show(diagnostics, result.source)
        _report(result, answers, verbose)
    return code


def _answers(result: FitResult, text: str) -> list[Answer]:
    """Return the explanations for each variant."""
    from cvpdf.fitting.explain import explain

    return [explain(one.report, text, one.what_if, one.dropped) for one in result.fits]


def _problems(result: FitResult, wanted: str | None, answers: list[Answer] | None) -> list[Diagnostic]:
    """Return the diagnostics about ``--explain`` and ``--variant``."""
    from cvpdf.fitting.messages import no_such_text, nothing_fitted

    if not result.fits:
        return [] if result.exit_code else [nothing_fitted(asked=wanted is not None)]
    if wanted is None or answers is None or any(answer.found for answer in answers):
        return []
    return [no_such_text(wanted, next((answer.nearest for answer in answers if answer.nearest), None))]


def _report(result: FitResult, answers: list[Answer] | None, verbose: bool) -> None:
    from cvpdf.report.fit_answer import answered
    from cvpdf.report.fit_text import COLUMNS, full

    # A file or a pipe has no width of its own.
    columns = max(60, min(160, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else COLUMNS
    if answers is None:
        texts = [full(one.report, columns, verbose) for one in result.fits]
    else:
        pairs = zip(result.fits, answers, strict=True)
        texts = [answered(one.report, answer, columns) for one, answer in pairs if answer.found]
    if texts:
        echo("\n".join(texts), end="")
