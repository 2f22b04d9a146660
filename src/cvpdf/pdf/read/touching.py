"""Remove the white space that a reader finds between two characters that touch on the page.

Readers guess spaces from distances, and take the width of a character from another font, or its height, for a gap. The
advance widths show better: where one character begins where the one before it ends, on the same line, there is no gap.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any

_GAP = 0.1
"""The part of the font size below which two characters touch; a thin space is a sixth, kerning much less."""
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""pdfium's signs for a hyphen at the end of a line."""


def without_false_spaces(raw: Any, text_page: Any, text: str, other: str) -> tuple[str, str]:
    """Return pdfium's text of a page and another reader's, without the spaces that only one finds and that are no gaps.

    ``text_page`` is pdfium's. Nothing is changed unless both readers find the same characters in one order.
    """
    if any(character > "\uffff" for character in text):  # pdfium counts each of these twice
        return text, other
    if "".join(text.translate(_HYPHENS).split()) != "".join(other.split()):
        return text, other
    touch = _touching(raw, text_page)
    places = [place for place, character in enumerate(text) if not character.isspace()]
    first, second = _gaps(text), _gaps(other)
    false = {gap for gap in first ^ second if touch(places[gap - 1], places[gap])}
    return (_without(text, false), _without(other, false)) if false else (text, other)


def _gaps(text: str) -> set[int]:
    """Return how many characters are before each run of white space."""
    gaps, count = set(), 0
    for word in text.split():
        gaps.add(count)
        count += len(word)
    return gaps - {0}


def _without(text: str, gaps: set[int]) -> str:
    parts, count = [], 0
    for part in re.split(r"(\s+)", text):
        if part.isspace():
            parts.append("" if count in gaps else part)
        else:
            parts.append(part)
            count += len(part)
    return "".join(parts)


def _touching(raw: Any, text_page: Any) -> Callable[[int, int], bool]:
    """Return a function that says whether two characters, by their places in the text, touch on one line."""
    box = raw.FS_RECTF()
    size = raw.FPDFText_GetFontSize

    def sides(place: int) -> tuple[float, float, float, float] | None:
        index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, place)
        if index < 0 or not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            return None
        return box.left, box.bottom, box.right, box.top

    def touch(left: int, right: int) -> bool:
        first, second = sides(left), sides(right)
        if first is None or second is None:
            return False
        height = min(first[3] - first[1], second[3] - second[1])
        overlap = min(first[3], second[3]) - max(first[1], second[1])
        index = raw.FPDFText_GetCharIndexFromTextIndex(text_page, left)
        gap = second[0] - first[2]
        return overlap > height / 2 and abs(gap) < _GAP * max(size(text_page, index), height / 2)

    return touch
