"""Strings and characters of a PDF or a log, formatted for messages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Sized
from difflib import SequenceMatcher

SHOWN = 80
"""Characters of a string that a message shows."""

_SAME_LOOK = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys('‘’‚‛´ʼ“”„‟"', "'")
    | dict(
        zip(
            "АВЕЅЗІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
            "ABES3IJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
            strict=True,
        )
    )
)
"""Dashes, quotation marks, and the letters of Cyrillic and Greek that look like Latin ones."""


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal obeys, that reorder what it shows, or that it cannot show at all."""


def visible(text: str, lines: bool = False) -> str:
    """Return ``text`` with such characters as ``<U+001B>``, so that it cannot pretend to be another message.

    With ``lines``, line feeds and tabs stay.
    """
    return _UNSAFE.sub(lambda match: match[0] if lines and match[0] in "\n\t" else f"<U+{ord(match[0]):04X}>", text)


def quoted(text: str, limit: int = SHOWN) -> str:
    """Return ``text`` on one line, cut to ``limit``, with control characters made visible."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else f"<U+{ord(c):04X}>" for c in line)


def difference(expected: str, actual: str) -> str:
    """Return the code points in which two texts differ that look alike: `` (it has U+002D … instead of U+2011 …)``.

    Empty for texts that a reader of the message can tell apart.
    """
    if expected == actual or _look(expected) != _look(actual):
        return ""
    changes = SequenceMatcher(None, expected, actual, autojunk=False).get_opcodes()
    parts = [
        f"{_code_points(actual[c:d])} instead of {_code_points(expected[a:b])}"
        for change, a, b, c, d in changes
        if change != "equal"
    ]
    return f" (it has {', '.join(list(dict.fromkeys(parts))[:3])})"


def _look(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_SAME_LOOK))
    return "".join(char for char in plain if unicodedata.category(char) not in ("Mn", "Cf", "Zs"))


def _code_points(chars: str) -> str:
    if chars.isalnum() and chars.isascii():
        return f"`{chars}`"
    return " ".join(f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip() for char in chars) or "nothing"


def and_more(items: Sized) -> str:
    """Return `` (and 2 more)`` for three items of which the message shows the first; empty for one."""
    return f" (and {len(items) - 1} more)" if len(items) > 1 else ""


def character(char: str) -> str:
    """Return a character in backticks with its number and name; the number and name alone if it is not printable.

    A letter with marks that are characters of their own has several.
    """
    label = " + ".join(f"U+{ord(part):04X} {unicodedata.name(part, '')}".rstrip() for part in char)
    return f"`{char}` ({label})" if char.isprintable() and not char.isspace() else label


def characters(chars: Sequence[str], limit: int = 3) -> str:
    """Return the first characters with their numbers and names, and how many more there are."""
    more = f" and {len(chars) - limit} more" if len(chars) > limit else ""
    return ", ".join(map(character, chars[:limit])) + more
