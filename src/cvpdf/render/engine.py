"""Which engine can set the characters of a selection."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.latex.result import Engine
from cvpdf.render.coverage import is_cjk, pdftex_can_set
from cvpdf.render.latex import SPECIAL
from cvpdf.selection.selection import Selection

_RIGHT_TO_LEFT = ("R", "AL")


def needs_lualatex(texts: Iterable[tuple[str, Span | None]], font: str) -> list[tuple[str, Span | None]]:
    """Return the characters that pdfLaTeX cannot set in this font, each with the first place it stands at."""
    found: dict[str, Span | None] = {}
    known: set[str] = set()
    for text, span in texts:
        if text.isascii():
            continue
        for character in unicodedata.normalize("NFC", text):
            if character in known or character in found:
                continue
            if character.isascii() or character in SPECIAL or is_cjk(character) or pdftex_can_set(font, character):
                known.add(character)
            else:
                found[character] = span
    return list(found.items())


def choose_engine(
    selection: Selection, texts: Iterable[tuple[str, Span | None]], lualatex_there: bool, cjk_there: bool
) -> tuple[Engine, list[Diagnostic]]:
    """Return the engine for a selection, and errors for text that it cannot set.

    ``lualatex_there`` and ``cjk_there`` say what the LaTeX at hand can do: LuaLaTeX at all, Chinese under pdfLaTeX.
    """
    wanted = selection.settings.engine
    texts = list(texts)
    problems = [_right_to_left(text, span) for text, span in texts if _is_right_to_left(text)]
    beyond = needs_lualatex(texts, selection.settings.design.font)
    chinese = _first_cjk(texts)
    if wanted == "lualatex":
        return "lualatex", problems
    if chinese is not None and not cjk_there:
        beyond.append(chinese)
    if beyond and wanted == "auto" and lualatex_there:
        return "lualatex", problems
    fields: dict[Span | None, list[str]] = {}
    for character, span in beyond:
        fields.setdefault(span, []).append(character)
    return "pdflatex", [*problems, *(_beyond(characters, span, lualatex_there) for span, characters in fields.items())]


NEEDS_LUALATEX = "needs-lualatex"
"""The code for text that only an engine could set that is not installed."""


def _beyond(characters: list[str], span: Span | None, lualatex_there: bool) -> Diagnostic:
    names = ", ".join(f"`{c}` (U+{ord(c):04X} {unicodedata.name(c, '')})" for c in characters[:3])
    more = f" and {len(characters) - 3} more characters of this text" if len(characters) > 3 else ""
    message = f"pdfLaTeX cannot set {names}{more}"
    if lualatex_there:
        return error("character-not-in-font", message, span, "set `engine: auto`; LuaLaTeX can")
    hint = "LuaLaTeX may, but it is not installed; `cvpdf doctor` says how to get it"
    return error(NEEDS_LUALATEX, message, span, hint)


def has_cjk(texts: Iterable[tuple[str, Span | None]]) -> bool:
    """Whether there are Chinese or Japanese characters, which pdfLaTeX sets with a package of their own."""
    return _first_cjk(texts) is not None


def _first_cjk(texts: Iterable[tuple[str, Span | None]]) -> tuple[str, Span | None] | None:
    return next(((c, span) for text, span in texts if not text.isascii() for c in text if is_cjk(c)), None)


def _is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def _right_to_left(text: str, span: Span | None) -> Diagnostic:
    character = next(c for c in text if unicodedata.bidirectional(c) in _RIGHT_TO_LEFT)
    message = f"`{character}` belongs to a script that runs from right to left, which cvpdf cannot set yet"
    return error("right-to-left", message, span, "write it in Latin letters")
