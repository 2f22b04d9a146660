"""``cvpdf validate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.output import Form, count, echo_json, echo_sarif, opened, requested_form, show, tell
from cvpdf.cli.parameters import Diagnostics, JsonFormat, KeepGoing, Language, Quiet, StdinFilename, Strict
from cvpdf.diagnostics import ExitCode, Severity

EXAMPLES = """
cvpdf validate                      # ./cv.yaml
cvpdf validate jobs/*/cv.yaml       # several files
cvpdf validate --format lines       # for editors and make
cvpdf validate --format sarif       # for code scanning
cvpdf validate - --stdin-filename cv.yaml < buffer
"""
EXIT_CODES = "0 ok, 1 cv.yaml has errors"


def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Files to check; default: cv.yaml.", readable=False),
    ] = None,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    language: Language = None,
    form: Diagnostics = None,
    json: JsonFormat = False,
    quiet: Quiet = False,
    stdin_filename: StdinFilename = None,
) -> int:
    """Check cv.yaml and report every error with its line and column."""
    from cvpdf.pipeline.load import validate

    form = requested_form(form, json)
    reports = []
    for file in [opened(path, stdin_filename) for path in files or [Path("cv.yaml")]]:
        report = validate(file, strict, language, keep_going)
        reports.append(report)
        if form.is_document:
            continue
        show(report.diagnostics, report.source, form, Severity.ERROR if quiet else Severity.NOTE)
        if not quiet:
            numbers = count(report.diagnostics)
            verdict = "is valid" if report.ok else "is not valid"
            tell(f"{report.path} {verdict}{': ' + numbers if numbers else ''}")
    exit_code = ExitCode.OK if all(report.ok for report in reports) else ExitCode.INVALID_CV
    if form is Form.JSON:
        from cvpdf.report.json_output import of_validation

        echo_json(of_validation(reports, exit_code))
    elif form is Form.SARIF:
        echo_sarif((d for report in reports for d in report.diagnostics), exit_code, reports[0].path, checked=False)
    return exit_code
