"""The command line: one file a command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

from typing import Annotated

import typer

from cvpdf import __version__
from cvpdf.cli import build, check, doctor, fit, new, schema, text, validate, variants

app = typer.Typer(
    name="cvpdf",
    help="Compile one cv.yaml into LaTeX-typeset, checked PDFs.",
    epilog="Start with `cvpdf new`, then `cvpdf build`. Each command has --help with examples.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (build, validate, check, text, fit, new, schema, doctor, variants):
    name = module.__name__.rsplit(".", 1)[-1]
    app.command(name, epilog=module.EXAMPLES)(module.run)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cvpdf {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = (
        False
    ),
) -> None:
    """Compile one cv.yaml into LaTeX-typeset, checked PDFs."""
