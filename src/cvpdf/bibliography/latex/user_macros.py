"""The macros that a ``.bib`` defines in its ``@preamble``, as ``\\newcommand`` and its relatives do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_DEFINITION = re.compile(
    r"\\(?:(?:new|renew|provide)command\*?\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?\s*(?:\[(?P<count>\d)\])?"
    r"|(?:[gex]?def|let)\s*\\(?P<defined>[A-Za-z]+)\s*(?P<parameters>(?:#\d)*))\s*(?=\{)"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


class Macro(NamedTuple):
    """A macro: the number of its arguments, and the LaTeX that it stands for."""

    arguments: int
    body: str


Macros = Mapping[str, Macro]
"""Macros by name."""


def definitions(preamble: str) -> dict[str, Macro]:
    """Return the macros that a preamble defines. A definition with an optional argument is left out."""
    found: dict[str, Macro] = {}
    for match in _DEFINITION.finditer(preamble):
        body = _group(preamble, match.end())
        count = int(match["count"]) if match["count"] else (match["parameters"] or "").count("#")
        if body is not None:
            found.setdefault(match["name"] or match["defined"], Macro(count, body))
    return found


def expanded(macro: Macro, arguments: Sequence[str]) -> str:
    """Return the LaTeX of a macro with its arguments."""

    def argument(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        return arguments[index] if index < len(arguments) else ""

    return re.sub(r"#(\d)", argument, macro.body)


def _group(text: str, start: int) -> str | None:
    """Return what is in the braces that begin at an offset."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return text[start + 1 : match.start()]
    return None
