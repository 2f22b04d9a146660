"""The ``cvpdf`` program: a typer group that imports a command's module when that command is requested."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cvpdf.cli import COMMANDS
from cvpdf.quoting import visible
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS
from cvpdf.version import __version__


def command(name: str) -> Any:
    """Return a command as typer's parser sees it, built from the signature of its module's ``run``."""
    module = import_module(f"cvpdf.cli.{name}{'_' if iskeyword(name) else ''}")
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    single.command(name, cls=Command, epilog=_epilog(module.EXAMPLES, module.EXIT_CODES))(module.run)
    return typer.main.get_command(single)


def _epilog(examples: str, exit_codes: str) -> str:
    # After \b the parser keeps the lines of a paragraph as they are.
    lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
    return f"\b\nExamples:\n{lines}\n\nExit codes: {exit_codes}."


class Command(TyperCommand):
    """A command that explains how variants are named: by an option, not by an argument."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments of the command; the name of a variant in place of a file is wrong usage."""
        has_variants = any(option.name == "variant" for option in self.params)
        try:
            left = super().parse_args(ctx, args)
        except Exception as problem:
            extra = re.match(r"Got unexpected extra argument\S* \(([^\s)]+)", str(getattr(problem, "message", "")))
            if extra is not None and has_variants:
                ctx.fail(f"unexpected argument `{extra[1]}`; a variant is an option: --variant {extra[1]}")
            raise
        for path in (ctx.params.get("cv"), *(ctx.params.get("files") or ())):
            if path and not ctx.resilient_parsing and _names_variant(Path(path)):
                run = f"; run: cvpdf {ctx.info_name} --variant {path}" if has_variants else ""
                ctx.fail(f"`{path}` is a variant, not a file{run}")
        return left


def _names_variant(path: Path) -> bool:
    """Whether a path that does not exist is the name of a variant, built in or in ./cv.yaml."""
    if path.suffix or len(path.parts) != 1 or os.path.lexists(path):
        return False
    from cvpdf.cli.completion import all_variants

    return str(path) in all_variants(Path("cv.yaml"))


@contextmanager
def _visible_errors() -> Iterator[None]:
    """Make control characters visible in messages of the parser, which repeat what was typed."""
    try:
        yield
    except Exception as problem:
        if isinstance(message := getattr(problem, "message", None), str):
            problem.message = visible(message, lines=True)  # type: ignore[attr-defined]
        raise


class CommandGroup(TyperGroup):
    """All commands by name. Only the help of the whole program, and a misspelt name, import all of their modules."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return one command, or ``None`` if there is none of this name."""
        return command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name; the error for a misspelt name suggests the closest one."""
        if args[0] not in COMMANDS:
            if Path(args[0]).suffix in (".yaml", ".yml"):
                ctx.fail(f"`{args[0]}` is not a command; run: cvpdf build {args[0]}")
            if args[0] in BUILT_IN_VARIANTS:
                ctx.fail(f"`{args[0]}` is a variant, not a command; run: cvpdf build --variant {args[0]}")
            self.commands = {name: command(name) for name in COMMANDS}
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read ``help build`` as ``build --help``."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        with _visible_errors():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _visible_errors():
            return super().invoke(ctx)


def _exit(code: int | None, **_: Any) -> None:
    """Turn the value that a command returns into the exit code."""
    raise typer.Exit(code or 0)


app = typer.Typer(
    name="cvpdf",
    cls=CommandGroup,
    epilog="Start with `cvpdf new`, then `cvpdf build`. `cvpdf help COMMAND` shows the options and examples.",
    no_args_is_help=True,
    result_callback=_exit,
    # Help and usage errors in rich's markup would import rich, which takes longer than most commands.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    """Compile one cv.yaml into checked PDFs, typeset by LaTeX."""
