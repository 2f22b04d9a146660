"""``cvpdf doctor``."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from cvpdf import __version__
from cvpdf.cli.output import table
from cvpdf.diagnostics import ExitCode

EXAMPLES = "Example: `cvpdf doctor`. Exit code 0: PDFs can be made, 3: LaTeX is missing."


def run(json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False) -> None:
    """Show what of LaTeX this machine has, what it lacks, and how to get it."""
    from cvpdf.typeset.doctor import examine
    from cvpdf.typeset.toolchain import find_toolchain

    report = examine(find_toolchain())
    if json:
        from dataclasses import asdict

        from cvpdf.reporting import dumps

        items = [{**asdict(item), "path": str(item.path) if item.path else None} for item in report.items]
        facts = {"cvpdf": __version__, "python": platform.python_version(), "usable": report.usable, "items": items}
        typer.echo(dumps(facts))
        raise typer.Exit(ExitCode.OK if report.usable else ExitCode.LATEX_MISSING)
    typer.echo(f"cvpdf {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    rows = [(item.name, str(item.status), item.purpose, item.version) for item in report.items]
    typer.echo(table(("item", "status", "used for", "version"), rows))
    for item in report.items:
        if item.remedy:
            typer.echo(f"\n{item.name} is {item.status}: {item.remedy}")
    typer.echo("\nPDFs can be made." if report.usable else "\nPDFs cannot be made here yet.")
    raise typer.Exit(ExitCode.OK if report.usable else ExitCode.LATEX_MISSING)
