"""Strings and characters of a PDF or a log, formatted for messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Sized

SHOWN = 80
"""Characters of a string that a message shows."""


def quoted(text: str, limit: int = SHOWN) -> str:
    """Return ``text`` on one line, cut to ``limit``, with control characters made visible."""
    line = " ".join(text.split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else f"<U+{ord(c):04X}>" for c in line)


def and_more(items: Sized) -> str:
    """Return `` (and 2 more)`` for three items of which the message shows the first; empty for one."""
    return f" (and {len(items) - 1} more)" if len(items) > 1 else ""


def character(char: str) -> str:
    """Return a character in backticks with its number and name; the number and name alone if it is not printable."""
    name = unicodedata.name(char, "")
    label = f"U+{ord(char):04X} {name}".rstrip()
    return f"`{char}` ({label})" if char.isprintable() and not char.isspace() else label
