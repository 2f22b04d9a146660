"""``cvpdf check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.output import Form, show
from cvpdf.diagnostics import ExitCode, Severity, has_errors

EXAMPLES = (
    "Examples: `cvpdf check build/onepage.pdf`; also of a PDF that another program made. Exit code 5: a check failed."
)


def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf...", help="PDFs to check.")],
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How complaints are written.")] = Form.PEOPLE,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output; the same as --format json.")] = (
        False
    ),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write errors only.")] = False,
) -> None:
    """Check finished PDFs by what needs no source: text layer, fonts, links, metadata."""
    from cvpdf.inspect import inspect
    from cvpdf.reporting import as_json, dumps

    failed = False
    reports = []
    for path in files:
        found = inspect(path, None)
        wrong = has_errors(found.diagnostics) or (
            strict and any(d.severity is Severity.WARNING for d in found.diagnostics)
        )
        failed |= wrong
        if json or form is Form.JSON:
            report = {"file": str(path), "pages": found.pages, "ok": not wrong}
            checks = {"passed": list(found.passed), "failed": list(found.failed)}
            reports.append({**report, **checks, "diagnostics": as_json(found.diagnostics)})
            continue
        show(found.diagnostics, None, form, Severity.ERROR if quiet else Severity.NOTE)
        if not quiet:
            total = len(found.passed) + len(found.failed)
            pages = f"{found.pages} page{'' if found.pages == 1 else 's'}"
            print(f"{path}: {pages}, {len(found.passed)} of {total} checks passed", file=sys.stderr)
    if json or form is Form.JSON:
        typer.echo(dumps({"ok": not failed, "files": reports}))
    raise typer.Exit(ExitCode.CHECK_FAILED if failed else ExitCode.OK)
