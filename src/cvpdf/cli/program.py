"""The command line as a typer program: help, completion, every form of an option, and what is wrong with it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, get_args, get_type_hints

import typer

from cvpdf import __version__
from cvpdf.cli import COMMANDS
from cvpdf.cli.completion import variant_names
from cvpdf.cli.declared import Argument, Option

app = typer.Typer(
    name="cvpdf",
    help="Compile one cv.yaml into LaTeX-typeset, checked PDFs.",
    epilog="Start with `cvpdf new`, then `cvpdf build`. Each command has --help with examples.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def command(function: Callable[..., int | None]) -> Callable[..., None]:
    """Return a command's function as typer wants it: typer's own declarations, the exit code as an exception."""

    def run(**values: Any) -> None:
        raise typer.Exit(function(**values) or 0)

    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function)
    parameters = [one.replace(annotation=_for_typer(hints[one.name])) for one in signature.parameters.values()]
    run.__signature__ = signature.replace(parameters=parameters, return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__doc__ = function.__doc__
    return run


def _for_typer(hint: Any) -> Any:
    kind, *marks = get_args(hint)
    match marks:
        case [Argument(help, metavar)]:
            return Annotated[kind, typer.Argument(help=help, metavar=metavar)]
        case [Option(help, names, metavar, least, is_variant)]:
            complete = variant_names if is_variant else None
            return Annotated[kind, typer.Option(*names, help=help, metavar=metavar, min=least, autocompletion=complete)]
    return hint


for name in COMMANDS:
    module = import_module(f"cvpdf.cli.{name}")
    app.command(name, epilog=module.EXAMPLES)(command(module.run))


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
