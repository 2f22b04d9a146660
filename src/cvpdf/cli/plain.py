"""Command lines of the ordinary form, read without typer, whose import takes longer than a build with nothing to do.

Only what is beyond doubt is read: a command, its options with their names written out, and its arguments. Everything
else is left to typer, which then also says what is wrong with it.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from cvpdf.cli import COMMANDS
from cvpdf.cli.declared import Argument, Option
from cvpdf.cli.deferred import defer

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_EXPANDED_ON_WINDOWS = frozenset("*?[~$%")
"""Signs of words that typer replaces by the names of files and by variables, as no shell does it there."""


class Call:
    """A command and what it is called with; what is not given keeps the default of the function."""

    def __init__(self, function: Callable[..., int | None], values: dict[str, Any]) -> None:
        self.function = function
        self.values = values

    def __call__(self) -> int:
        """Run the command, as the only one of this process, and return its exit code."""
        # pydantic would search all packages for plugins, of which the schema needs none.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        defer()
        try:
            return self.function(**self.values) or 0
        finally:
            # Nothing is worth collecting at the end.
            gc.freeze()


class _Parameter(NamedTuple):
    name: str
    declared: Argument | Option
    kind: Any
    """The type of a single value."""
    repeats: bool
    is_required: bool


class _DoubtError(Exception):
    """The command line is not of the ordinary form."""


def read(words: Sequence[str], environment: Mapping[str, str]) -> Call | None:
    """Return the call that a command line asks for, or ``None`` if typer is to read it."""
    if any(name.startswith("_") and name.endswith("_COMPLETE") for name in environment):
        return None
    if list(words) == ["--version"]:
        return Call(_version, {})
    if not words or words[0] not in COMMANDS:
        return None
    function = import_module(f"cvpdf.cli.{words[0]}").run
    try:
        return Call(function, _values(_parameters(function), words[1:]))
    except _DoubtError:
        return None


def _version() -> None:
    from cvpdf import __version__
    from cvpdf.cli.output import echo

    echo(f"cvpdf {__version__}")


def _parameters(function: Callable[..., int | None]) -> list[_Parameter]:
    hints = get_type_hints(function, include_extras=True)
    hints.pop("return", None)
    required = len(hints) - len(function.__defaults__ or ())
    found = []
    for place, (name, hint) in enumerate(hints.items()):
        kind, *marks = get_args(hint)
        declared = marks[0] if marks else None
        if not isinstance(declared, Argument | Option):
            raise _DoubtError
        if type(None) in get_args(kind):
            kind = next(one for one in get_args(kind) if one is not type(None))
        repeats = get_origin(kind) is list
        found.append(_Parameter(name, declared, get_args(kind)[0] if repeats else kind, repeats, place < required))
    return found


def _values(parameters: Sequence[_Parameter], words: Sequence[str]) -> dict[str, Any]:
    options = {name: one for one in parameters if isinstance(one.declared, Option) for name in one.declared.names}
    arguments = [one for one in parameters if isinstance(one.declared, Argument)]
    values: dict[str, Any] = {}
    left = iter(words)
    for word in left:
        if os.name == "nt" and _EXPANDED_ON_WINDOWS & set(word):
            raise _DoubtError
        if not word.startswith("-"):
            _put(values, _argument(arguments, values), word)
            continue
        name, equals, value = word.partition("=")
        parameter = options.get(name)
        if parameter is None or (equals and not name.startswith("--")):
            raise _DoubtError
        if parameter.kind is bool:
            if equals:
                raise _DoubtError
            values[parameter.name] = True
            continue
        value = value if equals else next(left, "")
        if not equals and value.startswith("-"):
            raise _DoubtError
        _put(values, parameter, value)
    if any(one.is_required and one.name not in values for one in parameters):
        raise _DoubtError
    return values


def _argument(arguments: Sequence[_Parameter], values: Mapping[str, Any]) -> _Parameter:
    """Return the argument that the next word belongs to."""
    for one in arguments:
        if one.repeats or one.name not in values:
            return one
    raise _DoubtError


def _put(values: dict[str, Any], parameter: _Parameter, word: str) -> None:
    value = _converted(parameter, word)
    if parameter.repeats:
        values.setdefault(parameter.name, []).append(value)
    elif parameter.name in values:
        raise _DoubtError
    else:
        values[parameter.name] = value


def _converted(parameter: _Parameter, word: str) -> Any:
    """Return the value that a word stands for, if the word is its plain spelling."""
    kind, least = parameter.kind, getattr(parameter.declared, "min", None)
    if not word or (os.name == "nt" and _EXPANDED_ON_WINDOWS & set(word)):
        raise _DoubtError
    if kind is Path:
        return Path(word)
    if kind is str:
        return word
    if kind is float and _NUMBER.fullmatch(word) and (least is None or float(word) >= least):
        return float(word)
    if get_origin(kind) is Literal and word in get_args(kind):
        return word
    if isinstance(kind, type) and issubclass(kind, Enum) and word in [one.value for one in kind]:
        return kind(word)
    raise _DoubtError
