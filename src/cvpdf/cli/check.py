"""``cvpdf check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cvpdf.cli.declared import Argument, option
from cvpdf.cli.output import Form, echo, show, show_checks
from cvpdf.diagnostics import ExitCode, Severity, has_errors

EXAMPLES = (
    "Examples: `cvpdf check build/onepage.pdf`; also of a PDF that another program made; "
    "`cvpdf check --strict --format sarif *.pdf` for code scanning. Exit code 5: a check failed."
)


def run(
    files: Annotated[list[Path], Argument("PDFs to check.", metavar="FILE.pdf...")],
    strict: Annotated[bool, option("Turn warnings into errors.", "--strict")] = False,
    form: Annotated[Form, option("How complaints are written.", "--format")] = Form.PEOPLE,
    json: Annotated[bool, option("Write JSON to standard output; the same as --format json.", "--json")] = (False),
    quiet: Annotated[bool, option("Write errors only.", "--quiet", "-q")] = False,
) -> int:
    """Check finished PDFs by what needs no source: text layer, fonts, links, metadata."""
    from cvpdf.pdf.limits import inspect_limited
    from cvpdf.report.json_output import Checked, of_checks
    from cvpdf.report.severities import settled

    form = Form.JSON if json else form
    seen: list[Checked] = []
    for path in files:
        inspection = settled(inspect_limited(path), {}, strict)
        seen.append(Checked(path, not has_errors(inspection.diagnostics), inspection.diagnostics, inspection))
        if form.is_document:
            continue
        if form is Form.LINES or quiet:
            show(inspection.diagnostics, None, form, Severity.ERROR if quiet else Severity.NOTE)
            continue
        pages = f"{inspection.pages} page{'' if inspection.pages == 1 else 's'}"
        show_checks(f"{path}: {pages}, ", inspection.passed, inspection.failed, inspection.diagnostics, None)
    exit_code = ExitCode.OK if all(one.ok for one in seen) else ExitCode.CHECK_FAILED
    if form.is_document:
        from cvpdf.report.sarif import sarif
        from cvpdf.report.terminal import dumps

        found = [d for one in seen for d in one.diagnostics]
        document = of_checks(seen, exit_code) if form is Form.JSON else sarif(found, exit_code, files[0], checked=True)
        echo(dumps(document))
    return exit_code
