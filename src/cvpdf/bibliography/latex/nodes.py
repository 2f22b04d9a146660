"""The LaTeX of a field as nodes that take no arguments, from pylatexenc's parser.

What a macro takes as arguments is decided where it is read. The text is made safe for the parser: a per cent sign
begins a comment for LaTeX, but not for those who type `50%`; a dollar sign is money, or lacks its partner; a brace may
lack one too. So the parser never fails, and no letter is lost in what it would skip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

PER_CENT, DOLLAR, NOTHING = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that no text contains, in place of signs that are meant as they are, and of braces without a partner."""
MAX_DEPTH = 60
"""Braces inside of each other."""

_SIGN = re.compile(r"\\(?:[A-Za-z]+|.|$)|[{}$%]", re.DOTALL)
_SPECIALS = ("``", "''", "---", "--", "!`", "?`")
_SPECIAL = re.compile("|".join(map(re.escape, _SPECIALS)))
_MONEY = re.compile(r"\d[\d.,]*(?:\s[^\\^_={}$]*)?[\s(/–-]")
_CLOSERS = {"\\)": "\\(", "\\]": "\\["}


class Node(NamedTuple):
    """A part of a text. ``start`` and ``end`` are its offsets."""

    kind: str
    """`chars`, `macro`, `group`, `math` or `special`."""
    text: str
    """The characters, the name of the macro, or the source of the mathematics or the group without its signs."""
    start: int
    end: int
    children: Sequence[Node] = ()


def restored(text: str) -> str:
    """Return a part of the safe text as it was typed."""
    return text.replace(PER_CENT, "%").replace(DOLLAR, "$").replace(NOTHING, "")


def parse(value: str) -> list[Node]:
    """Return the nodes of a value. Raises `RecursionError` for too many braces inside of each other."""
    if not re.search(r"[\\{}$]", value):
        return list(_without_macros(value))
    from pylatexenc.latexwalker import LatexWalker

    safe = _safe(value)
    found, _, _ = LatexWalker(safe, latex_context=_context(), tolerant_parsing=True).get_latex_nodes()
    return list(_nodes(found, safe))


def _without_macros(value: str) -> Iterator[Node]:
    """Yield the nodes of a text with no macros, groups and mathematics: pylatexenc reads each character on its own."""
    place = 0
    for sign in _SPECIAL.finditer(value):
        yield Node("chars", value[place : sign.start()], place, sign.start())
        yield Node("special", sign[0], sign.start(), sign.end())
        place = sign.end()
    yield Node("chars", value[place:], place, len(value))


def _nodes(found: Iterable[Any], safe: str) -> Iterator[Node]:
    for node in found:
        start, end = node.pos, node.pos + node.len
        kind = type(node).__name__
        if kind == "LatexCharsNode":
            yield Node("chars", restored(node.chars), start, end)
        elif kind == "LatexGroupNode":
            yield Node("group", restored(safe[start + 1 : end - 1]), start, end, list(_nodes(node.nodelist, safe)))
        elif kind == "LatexMacroNode":
            yield Node("macro", node.macroname, start, end)
        elif kind == "LatexMathNode":
            length = len(node.delimiters[0])
            yield Node("math", restored(safe[start + length : end - length]), start, end)
        else:
            yield Node("special", restored(safe[start:end]), start, end)


@cache
def _context() -> Any:
    from pylatexenc.macrospec import LatexContextDb, SpecialsSpec

    context = LatexContextDb()
    signs = [SpecialsSpec(sign) for sign in _SPECIALS]
    context.add_context_category("cvpdf", macros=[], environments=[], specials=signs)
    return context


def _safe(value: str) -> str:
    """Return a text of the same length whose braces and signs of mathematics have partners."""
    signs = list(value)
    braces: list[int] = []
    opened: list[dict[str, int]] = [{}]
    """For each open brace, the signs of mathematics that wait for their partner."""

    def give_up(waiting: dict[str, int]) -> None:
        for sign, place in waiting.items():
            signs[place : place + len(sign)] = [DOLLAR] if sign == "$" else [NOTHING] * len(sign)

    for match in _SIGN.finditer(value):
        sign, place = match[0], match.start()
        if sign == "\\":
            signs[place] = NOTHING
        elif sign == "%":
            signs[place] = PER_CENT
        elif sign == "{":
            braces.append(place)
            opened.append({})
            if len(braces) > MAX_DEPTH:
                raise RecursionError
        elif sign == "}" and braces:
            braces.pop()
            give_up(opened.pop())
        elif sign == "}":
            signs[place] = NOTHING
        elif sign == "$" and "$" in opened[-1]:
            start = opened[-1].pop("$")
            money = _MONEY.fullmatch(value, start + 1, place) and value[place + 1 : place + 2].isdigit()
            if money or place == start + 1:
                signs[start] = signs[place] = DOLLAR
        elif sign in ("$", "\\(", "\\["):
            give_up({sign: opened[-1][sign]} if sign in opened[-1] else {})
            opened[-1][sign] = place
        elif sign in _CLOSERS:
            if opened[-1].pop(_CLOSERS[sign], None) is None:
                signs[place : place + 2] = [NOTHING] * 2
        elif sign in ("\\begin", "\\end"):
            signs[place + 1] = sign[1].upper()  # as macros: an environment without its end would be lost
    for place in braces:
        signs[place] = NOTHING
    for waiting in opened:
        give_up(waiting)
    return "".join(signs)
