"""``cvpdf validate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cvpdf.cli.declared import Argument, option
from cvpdf.cli.output import Form, count, echo, show
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity, has_errors

EXAMPLES = (
    "Examples: `cvpdf validate` checks ./cv.yaml; `cvpdf validate --format lines cv.yaml` for editors and make; "
    "`cvpdf validate --format sarif` for code scanning. Exit code 0: fine, 1: something is wrong."
)


def run(
    files: Annotated[list[Path] | None, Argument("Files to check. Default: cv.yaml.")] = None,
    strict: Annotated[bool, option("Turn warnings into errors.", "--strict")] = False,
    form: Annotated[Form, option("How complaints are written.", "--format")] = Form.PEOPLE,
    json: Annotated[bool, option("Write JSON to standard output; the same as --format json.", "--json")] = (False),
    quiet: Annotated[bool, option("Write errors only.", "--quiet", "-q")] = False,
) -> int:
    """Check cv.yaml: everything that is wrong, each with its line and column."""
    from cvpdf.pipeline.load import load
    from cvpdf.report.severities import judged

    form = Form.JSON if json else form
    files = files or [Path("cv.yaml")]
    seen: list[tuple[Path, bool, tuple[Diagnostic, ...]]] = []
    for path in files:
        loaded = load(path)
        found = judged(loaded.diagnostics, {}, strict)
        wrong = loaded.resume is None or has_errors(found)
        seen.append((path, not wrong, found))
        if form.is_document:
            continue
        show(found, loaded.source, form, Severity.ERROR if quiet else Severity.NOTE)
        if not quiet:
            verdict = "is not valid" if wrong else "is valid"
            numbers = count(found)
            print(f"{path} {verdict}{': ' + numbers if numbers else ''}", file=sys.stderr)
    exit_code = ExitCode.OK if all(ok for _, ok, _ in seen) else ExitCode.INVALID_CV
    if form.is_document:
        from cvpdf.report.json_output import Checked, of_validation
        from cvpdf.report.sarif import sarif
        from cvpdf.report.terminal import dumps

        checked = [Checked(*one) for one in seen]
        everything = [d for one in checked for d in one.diagnostics]
        echo(dumps(of_validation(checked, exit_code) if form is Form.JSON else sarif(everything, exit_code, files[0])))
    return exit_code
