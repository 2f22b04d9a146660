"""``cvpdf build``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvpdf.cli.output import Form, count, echo, echo_json, echo_sarif, opened, requested_form, show, show_checks, tell
from cvpdf.cli.parameters import (
    AllowLua,
    Cv,
    Diagnostics,
    Engine,
    JsonFormat,
    KeepGoing,
    Language,
    NoTemplates,
    Output,
    Quiet,
    StdinFilename,
    Strict,
    Theme,
    Timeout,
    Variants,
)
from cvpdf.cli.progress import shown_progress
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity, error
from cvpdf.pipeline.options import Observer, Options, checked
from cvpdf.report.results import BuildReport, VariantReport

if TYPE_CHECKING:
    from cvpdf.source.read import SourceFile

EXAMPLES = """
cvpdf build                                    # all variants, into build/
cvpdf build --variant onepage                  # one variant
cvpdf build --variant onepage -o resume.pdf    # one variant, as this file
cvpdf build --variant onepage --language de    # into build/onepage-de.pdf
cvpdf build --theme modern                     # see `cvpdf themes`
cvpdf build jobs/acme/cv.yaml -o out --strict
cvpdf build -v                                 # print every check
cvpdf build --depfile build/cv.d               # in a Makefile
cvpdf build --format sarif > cv.sarif          # for code scanning
"""
EXIT_CODES = (
    "0 ok, 1 cv.yaml has errors, 2 wrong usage, 3 LaTeX is missing, 4 LaTeX failed or the results cannot be written, "
    "5 a check failed"
)


def run(
    cv: Cv = Path("cv.yaml"),
    variant: Variants = None,
    output: Output = Path("build"),
    language: Language = None,
    theme: Theme = None,
    engine: Engine = None,
    allow_lua: AllowLua = False,
    no_templates: NoTemplates = False,
    tex_only: Annotated[bool, typer.Option("--tex-only", help="Write the .tex files; do not run LaTeX.")] = False,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    timeout: Timeout = 60,
    depfile: Annotated[
        Path | None, typer.Option("--depfile", metavar="FILE", help="Write a Makefile dependency file.", readable=False)
    ] = None,
    json: JsonFormat = False,
    form: Diagnostics = None,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every step and check.")] = False,
    stdin_filename: StdinFilename = None,
) -> int:
    """Build and check the PDFs of all variants."""
    form = requested_form(form, json)
    cv, content = opened(cv, stdin_filename)
    variants, own = tuple(variant or ()), not no_templates
    given = Options(cv, output, variants, engine, tex_only, strict, timeout, None, own, content, allow_lua)
    given = given._replace(language=language, theme=theme, keep_going=keep_going)
    options = checked(given)
    if isinstance(options, Diagnostic):
        report = BuildReport((options,), exit_code=ExitCode.USAGE)
    else:
        from cvpdf.pipeline.build import build

        with shown_progress(quiet or form.is_document, verbose) as progress:
            report = build(options, Observer(progress))
    if strict:
        from cvpdf.report.severities import strict_report

        report = strict_report(report)
    if form is Form.JSON:
        from cvpdf.report.json_output import of_build

        echo_json(of_build(report))
    elif form is Form.SARIF:
        echo_sarif(report.all_diagnostics(), report.exit_code, cv)
    else:
        _print_report(report, given, form, quiet, verbose)
    if depfile is not None and report.exit_code == ExitCode.OK:
        return _write_depfile(depfile, report)
    return report.exit_code


def _print_report(report: BuildReport, given: Options, form: Form, quiet: bool, verbose: bool) -> None:
    """Write diagnostics to standard error and the table to standard output."""
    diagnostics = report.all_diagnostics()
    source = report.source
    if diagnostics and source is None:
        # A build with nothing to do has not read cv.yaml, but the diagnostics of the last build show lines of it.
        from cvpdf.source.read import read_source

        source, _ = read_source(given.cv, given.content)
    if verbose and not quiet and form is Form.PEOPLE:
        _print_checks(report, diagnostics, source)
    else:
        show(diagnostics, source, form, Severity.ERROR if quiet else Severity.NOTE)
    if quiet:
        return
    if diagnostics:
        tell()
    if report.variants:
        from cvpdf.report.table import table

        head = ("variant", "pages", "fill", "checks", "time", "path")
        echo(table(head, [_row(variant) for variant in report.variants], right=(1, 2, 3, 4)))
    for variant in report.variants:
        if variant.summary and variant.summary.fit:
            echo(variant.summary.fit)
    if report.exit_code != ExitCode.OK:
        tell(f"failed: {count(diagnostics)}")


def _print_checks(report: BuildReport, diagnostics: list[Diagnostic], source: SourceFile | None) -> None:
    """Write the diagnostics that belong to no check, then for each inspected variant its checks."""
    from cvpdf.pdf.codes import check_of
    from cvpdf.report.json_output import checks_of

    inspected = [variant for variant in report.variants if any(checks_of(variant))]
    of_checks = {d for variant in inspected for d in variant.diagnostics if check_of(d.code)}
    show([d for d in diagnostics if d not in of_checks], source)
    for variant in inspected:
        own = [d for d in variant.diagnostics if d in of_checks]
        show_checks(f"{variant.variant}: ", *checks_of(variant), own, source)


def _row(variant: VariantReport) -> tuple[str, ...]:
    summary = variant.summary
    if summary is None:
        where = str(variant.tex) if variant.tex else variant.outcome
        return (variant.variant, "", "", "", "", where)
    time = "unchanged" if variant.outcome == "unchanged" else f"{summary.seconds:.2f} s"
    checks = f"{summary.passed} of {summary.checks}"
    return (variant.variant, str(summary.pages), f"{summary.fill:.0%}", checks, time, summary.path)


def _write_depfile(depfile: Path, report: BuildReport) -> int:
    """Write the dependency file, if there are results, and return the exit code."""
    from cvpdf.report.depfile import rules

    text = rules(report)
    if not text:
        return ExitCode.OK
    try:
        depfile.parent.mkdir(parents=True, exist_ok=True)
        depfile.write_bytes(os.fsencode(text))
    except OSError as problem:
        show([error("not-writable", f"cannot write the dependency file: {problem}")], None)
        return ExitCode.LATEX_FAILED
    return ExitCode.OK
