"""``cvpdf check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.output import Form, echo_json, echo_sarif, requested_form, show, show_checks
from cvpdf.cli.parameters import Diagnostics, JsonFormat, Quiet, Strict
from cvpdf.diagnostics import ExitCode, Severity

EXAMPLES = """
cvpdf check build/onepage.pdf
cvpdf check other.pdf                          # a PDF of another program
cvpdf check --strict --format sarif *.pdf      # for code scanning
"""
EXIT_CODES = "0 ok, 5 a check failed"


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="PDFs to check.", readable=False)],
    strict: Strict = False,
    form: Diagnostics = None,
    json: JsonFormat = False,
    quiet: Quiet = False,
) -> int:
    """Check existing PDFs without a cv.yaml.

    Checks the text layer, fonts, links, metadata and whatever else needs no source.
    """
    from cvpdf import check

    form = requested_form(form, json)
    reports = []
    for path in files:
        report = check(path, strict=strict)
        inspection = report.inspection
        assert inspection is not None
        reports.append(report)
        if form.is_document:
            continue
        if form is Form.LINES or quiet:
            show(report.diagnostics, None, form, Severity.ERROR if quiet else Severity.NOTE)
            continue
        pages = f"{inspection.pages} page{'' if inspection.pages == 1 else 's'}"
        show_checks(f"{path}: {pages}, ", inspection.passed, inspection.failed, report.diagnostics, None)
    exit_code = ExitCode.OK if all(report.ok for report in reports) else ExitCode.CHECK_FAILED
    if form is Form.JSON:
        from cvpdf.report.json_output import of_checks

        echo_json(of_checks(reports, exit_code))
    elif form is Form.SARIF:
        echo_sarif((d for report in reports for d in report.diagnostics), exit_code, files[0])
    return exit_code
