"""Scripts that cannot be typeset: from right to left, or with letters that change beside others."""

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


def unsupported(texts: Iterable[tuple[str, Span | None]], shaping: bool = False) -> list[Diagnostic]:
    """Return an error for each text in a script that cannot be typeset.

    With ``shaping`` the engine can shape letters, but a reader of the PDF still gets text from right to left reversed.
    """
    found = (
        ([char for char in text if _is_reversed(char) or (not shaping and _is_shaped(char))], span)
        for text, span in texts
        if not text.isascii()
    )
    return [_problem(letters, span) for letters, span in found if letters]


def _is_reversed(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _is_shaped(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _SHAPED)


def _problem(letters: list[str], span: Span | None) -> Diagnostic:
    # A mark that belongs above or below a letter is hard to read alone.
    different = list(dict.fromkeys(char for char in letters if char.isalpha())) or letters[:1]
    scripts = [*dict.fromkeys(unicodedata.name(char, "UNKNOWN").split()[0].capitalize() for char in different)]
    named = " and ".join(filter(None, (", ".join(scripts[:-1]), scripts[-1])))
    shown = " ".join(different[:_SHOWN]) + (" …" if len(different) > _SHOWN else "")
    kinds = (("written from right to left", _is_reversed), ("joined or stacked", _is_shaped))
    why = " or ".join(kind for kind, applies in kinds if any(map(applies, letters)))
    message = f"cvpdf cannot typeset {named} yet: the letters `{shown}` are {why}"
    return error("script-not-supported", message, span, "write the text in Latin letters")
