"""How a command declares its arguments and options: once, in the signature of its ``run``.

They stand in ``Annotated`` types, as typer's own do. Two readers go by them: :mod:`cvpdf.cli.program` makes a typer
command of the signature, and :mod:`cvpdf.cli.plain` reads ordinary command lines without importing typer.
"""

from __future__ import annotations

from typing import NamedTuple


class Argument(NamedTuple):
    """A word of the command line that no option takes."""

    help: str
    metavar: str | None = None


class Option(NamedTuple):
    """An option with a value, or a flag if the type is ``bool``."""

    help: str
    names: tuple[str, ...]
    """Its long name, and perhaps a short one."""
    metavar: str | None = None
    min: float | None = None
    """The least number that is taken."""
    is_variant: bool = False
    """Whether shells complete it by the names of variants."""


def option(help: str, *names: str, metavar: str | None = None, min: float | None = None) -> Option:
    """Return an option."""
    return Option(help, names, metavar, min)


def variant_option(help: str) -> Option:
    """Return the option ``--variant``."""
    return Option(help, ("--variant",), is_variant=True)
