"""The punctuation that cvpdf prints between values: never twice, and in the script of the text before it."""

from __future__ import annotations

from cvpdf.east_asian import has_no_spaces

_AFTER_A_MARK = " \u00a0\u202f”’\"'»›«‹“‘」』】》〉*†‡§¶#\ufe0e\ufe0f"
"""Spaces, quotation marks and marks of an author: behind a closing mark they change nothing."""
_PAUSES = ",;:،؛，、；："
_STOPS = ".?!…‽·。．｡？！؟۔।॥։።"


def stop_after(text: str) -> str:
    """Return the full stop that ends a text; empty if the text ends with a mark of its own."""
    last = _last(text)
    if last in _STOPS + _PAUSES:
        return ""
    # Korean uses the Latin full stop.
    return "。" if has_no_spaces(last) else "."


def comma_after(text: str, comma: str = ",") -> str:
    """Return the comma (or semicolon, or colon) between a text and the next one; empty if the text ends with one."""
    return "" if _last(text) in _PAUSES + "。" else comma


def without_colon(label: str) -> str:
    """Return a label without a colon at its end, since every label is printed with one."""
    return label.rstrip(" :：\u00a0\u202f") or label


def _last(text: str) -> str:
    """Return the last sign of a text that is not a quotation mark or a mark of an author; empty if there is none.

    An empty text needs no punctuation, and the empty string is a part of every list of signs.
    """
    return text.rstrip(_AFTER_A_MARK)[-1:]
