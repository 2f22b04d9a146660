"""``cvpdf validate``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.output import Form, count, show
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity

EXAMPLES = (
    "Examples: `cvpdf validate` checks ./cv.yaml; `cvpdf validate --format lines cv.yaml` for editors and make. "
    "Exit code 0: fine, 1: something is wrong."
)


def run(
    files: Annotated[list[Path] | None, typer.Argument(help="Files to check. Default: cv.yaml.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How complaints are written.")] = Form.PEOPLE,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output; the same as --format json.")] = (
        False
    ),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Write errors only.")] = False,
) -> None:
    """Check cv.yaml: everything that is wrong, each with its line and column."""
    from cvpdf.loading import load

    everything: list[Diagnostic] = []
    failed = False
    for path in files or [Path("cv.yaml")]:
        loaded = load(path)
        wrong = loaded.resume is None or (strict and any(d.severity is Severity.WARNING for d in loaded.diagnostics))
        failed |= wrong
        everything += loaded.diagnostics
        if json or form is Form.JSON:
            continue
        show(loaded.diagnostics, loaded.source, form, Severity.ERROR if quiet else Severity.NOTE)
        if not quiet:
            verdict = "is not valid" if wrong else "is valid"
            numbers = count(loaded.diagnostics)
            print(f"{path} {verdict}{': ' + numbers if numbers else ''}", file=sys.stderr)
    if json or form is Form.JSON:
        from cvpdf.reporting import as_json, dumps

        typer.echo(dumps({"valid": not failed, "diagnostics": as_json(everything)}))
    raise typer.Exit(ExitCode.INVALID_CV if failed else ExitCode.OK)
