"""Characters of East Asian scripts: lines break between any two of them, and Han and kana have no spaces."""

from __future__ import annotations

_HANGUL = (
    ("\u1100", "\u11ff"),
    ("\u3131", "\u318f"),
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),
)
_OTHERS = (
    ("\u2e80", "\u2fdf"),
    ("\u3001", "\u3130"),
    ("\u31a0", "\u31ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff01", "\uff9f"),
    ("\U00020000", "\U0003ffff"),
)
"""Han, kana and bopomofo with their punctuation and full-width forms: first and last of each block.

Not classes of regular expressions: to compile one of 40,000 characters takes Python as long as checking a page.
"""


def is_east_asian(character: str) -> bool:
    """Return whether a character belongs to an East Asian script, where a line may break between any two."""
    return _is_in(character, _HANGUL) or has_no_spaces(character)


def has_no_spaces(character: str) -> bool:
    """Return whether a character belongs to a script without spaces between words: not to Hangul, which has them."""
    return _is_in(character, _OTHERS)


def _is_in(character: str, blocks: tuple[tuple[str, str], ...]) -> bool:
    return character >= "\u1100" and any(first <= character <= last for first, last in blocks)
