"""Choosing the engine that can typeset the characters of a selection."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.latex.result import Engine
from cvpdf.quoting import characters as quoted_characters
from cvpdf.render.coverage import is_cjk, pdftex_can_set
from cvpdf.render.latex import SPECIAL, printed
from cvpdf.render.scripts import unsupported
from cvpdf.selection.selection import Selection


def needs_lualatex(texts: Iterable[tuple[str, Span | None]], font: str) -> list[tuple[str, Span | None]]:
    """Return the characters that pdfLaTeX cannot typeset in this font, each with its first place."""
    beyond: dict[str, Span | None] = {}
    known: set[str] = set()
    for text, span in texts:
        if text.isascii():
            continue
        for character in unicodedata.normalize("NFC", printed(text)):
            if character in known or character in beyond:
                continue
            if character.isascii() or character in SPECIAL or is_cjk(character) or pdftex_can_set(font, character):
                known.add(character)
            else:
                beyond[character] = span
    return list(beyond.items())


def choose_engine(
    selection: Selection, texts: Iterable[tuple[str, Span | None]], has_lualatex: bool, pdftex_has_cjk: bool
) -> tuple[Engine, list[Diagnostic]]:
    """Return the engine for a selection, and errors for text that it cannot typeset.

    ``has_lualatex`` and ``pdftex_has_cjk`` describe the installed LaTeX: LuaLaTeX at all, Chinese under pdfLaTeX.
    """
    wanted = selection.settings.engine
    texts = list(texts)
    problems = unsupported(texts, any_engine=wanted != "lualatex")
    if problems:
        return "pdflatex", problems
    beyond = needs_lualatex(texts, str(selection.settings.design.font))
    chinese = _first_cjk(texts)
    if wanted == "lualatex":
        return "lualatex", []
    if chinese is not None and not pdftex_has_cjk:
        beyond.append(chinese)
    if beyond and wanted == "auto" and has_lualatex:
        return "lualatex", []
    fields: dict[Span | None, list[str]] = {}
    for character, span in beyond:
        fields.setdefault(span, []).append(character)
    return "pdflatex", [_beyond(characters, span, has_lualatex) for span, characters in fields.items()]


NEEDS_LUALATEX = "needs-lualatex"
"""The code for text that needs an engine which is not installed."""


def _beyond(characters: list[str], span: Span | None, has_lualatex: bool) -> Diagnostic:
    message = f"pdfLaTeX cannot typeset {quoted_characters(characters)}"
    if has_lualatex:
        return error("character-not-in-font", message, span, "set `engine: auto`, which switches to LuaLaTeX")
    hint = "this needs LuaLaTeX, which is not installed; `cvpdf doctor` shows how to install it"
    return error(NEEDS_LUALATEX, message, span, hint)


def has_cjk(texts: Iterable[tuple[str, Span | None]]) -> bool:
    """Whether there are Chinese or Japanese characters, for which pdfLaTeX loads a package."""
    return _first_cjk(texts) is not None


def _first_cjk(texts: Iterable[tuple[str, Span | None]]) -> tuple[str, Span | None] | None:
    return next(((c, span) for text, span in texts if not text.isascii() for c in text if is_cjk(c)), None)
