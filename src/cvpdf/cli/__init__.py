"""The command line: one file a command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from cvpdf import __version__
from cvpdf.cli import build, check, doctor, new, schema, validate, variants

app = typer.Typer(
    name="cvpdf",
    help="Compile one cv.yaml into LaTeX-typeset, checked PDFs.",
    epilog="Start with `cvpdf new`, then `cvpdf build`. Each command has --help with examples.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (build, validate, check, new, schema, doctor, variants):
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


def main() -> None:
    """Run the command line. Whatever happens, the user sees a sentence and never a traceback."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app()
    except KeyboardInterrupt:
        # click turns Ctrl-C inside a command into an exit of its own; this is one that came earlier or later.
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe has gone, as with `| head`; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as problem:
        if os.environ.get("CVPDF_TRACEBACK"):
            raise
        print(f"error[internal]: {type(problem).__name__}: {problem}", file=sys.stderr)
        print("  hint: this is a defect of cvpdf; with CVPDF_TRACEBACK=1 it shows where it happened", file=sys.stderr)
        sys.exit(70)


def _terminate(number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end a build as cleanly as Ctrl-C."""
    raise SystemExit(128 + number)
