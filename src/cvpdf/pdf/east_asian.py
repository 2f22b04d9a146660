"""Recognise characters of East Asian scripts, which are written without spaces: a line may break between any two.

Not with a regular expression: to compile a class of 40,000 characters takes Python as long as checking a page.
"""

from __future__ import annotations

_FIRST = "\u1100"
"""The first of them. A quick test: few characters of other scripts come after it."""

BLOCKS = (
    ("\u1100", "\u11ff"),
    ("\u2e80", "\u2fdf"),
    ("\u3001", "\u318f"),
    ("\u31a0", "\u31ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\uff01", "\uff9f"),
    ("\U00020000", "\U0003ffff"),
)
"""Han, kana, Hangul and bopomofo with their punctuation and full-width forms: first and last of each block."""

NOT_BEFORE_EAST_ASIAN = f"[^\0-{chr(ord(_FIRST) - 1)}]"
"""A class of a regular expression that contains all of them, and other characters."""


def is_east_asian(character: str) -> bool:
    """Whether a character belongs to an East Asian script."""
    return character >= _FIRST and any(first <= character <= last for first, last in BLOCKS)
