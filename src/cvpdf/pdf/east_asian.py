"""Characters of East Asian scripts, which are written without spaces: a line may break between any two of them.

Not as a class of a regular expression: Python's compiler goes through every one of the 40,000 characters, and takes as
long for it as the checks need for a page.
"""

from __future__ import annotations

_FIRST = "\u1100"
"""The first of them. Few Latin, Greek or Cyrillic characters come behind it, and those are told by the blocks."""

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
"""Han, kana, Hangul and bopomofo with their punctuation and full-width forms: the first and the last of each block."""

BEYOND = f"[^\0-{chr(ord(_FIRST) - 1)}]"
"""A class of a regular expression that holds all of them, and other characters besides."""


def is_east_asian(character: str) -> bool:
    """Tell whether a character belongs to such a script."""
    return character >= _FIRST and any(first <= character <= last for first, last in BLOCKS)
