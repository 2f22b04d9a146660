"""Scripts that cannot be typeset yet: from right to left, or with letters that change beside others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, Span, error

_SHAPED = (
    *((0x0900, 0x109F), (0x1700, 0x18AF), (0x1900, 0x1AAF), (0x1B00, 0x1C7F), (0x1CD0, 0x1CFF), (0xA800, 0xA82F)),
    *((0xA840, 0xA95F), (0xA980, 0xAADF), (0xABC0, 0xABFF), (0x11000, 0x11FFF)),
)
"""Blocks of Unicode: the scripts of South and Southeast Asia, Tibetan, Mongolian."""

_SHOWN = 5
"""Letters that a message lists."""


def unsupported(texts: Iterable[tuple[str, Span | None]], any_engine: bool) -> list[Diagnostic]:
    """Return an error for each text in a script that cannot be typeset.

    Without ``any_engine`` the user has chosen LuaLaTeX, which can shape letters with a font of an own template.
    """
    return [
        problem
        for text, span in texts
        if not text.isascii()
        for problem in (_right_to_left(text, span), _shaped(text, span) if any_engine else None)
        if problem is not None
    ]


def _right_to_left(text: str, span: Span | None) -> Diagnostic | None:
    letters = [char for char in text if unicodedata.bidirectional(char) in ("R", "AL")]
    if not letters:
        return None
    message = f"{_named(letters)} are written from right to left, which cvpdf does not support yet"
    return error("right-to-left", message, span, "transliterate the text to Latin letters")


def _shaped(text: str, span: Span | None) -> Diagnostic | None:
    letters = [char for char in text if any(first <= ord(char) <= last for first, last in _SHAPED)]
    if not letters:
        return None
    message = f"{_named(letters)} change their shape beside others, which cvpdf does not support yet"
    return error("script-not-supported", message, span, "transliterate the text to Latin letters")


def _named(letters: list[str]) -> str:
    """Return the letters with the names of their scripts, without repetitions."""
    # A mark that belongs above or below a letter is hard to read alone.
    different = list(dict.fromkeys(char for char in letters if char.isalpha())) or letters[:1]
    scripts = dict.fromkeys(unicodedata.name(char, "UNKNOWN").split()[0].capitalize() for char in different)
    shown = " ".join(different[:_SHOWN]) + (" …" if len(different) > _SHOWN else "")
    return f"the {' and '.join(scripts)} letters `{shown}`"
