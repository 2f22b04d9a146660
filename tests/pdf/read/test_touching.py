"""Spaces that only one reader finds beside a symbol that touches its neighbour."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import Any

import pytest
from pypdfium2 import raw

from cvpdf.pdf.read.touching import without_false_spaces


def pdfium(*lefts: float) -> Any:
    """Return functions like pdfium's for characters that are 5 points wide and begin at these places."""

    def box(_page: None, place: int, reference: Any) -> bool:
        sides = ctypes.cast(reference, ctypes.POINTER(raw.FS_RECTF)).contents
        sides.left, sides.bottom, sides.right, sides.top = lefts[place], 0, lefts[place] + 5, 10
        return True

    return SimpleNamespace(
        FS_RECTF=raw.FS_RECTF,
        FPDFText_GetFontSize=lambda _page, _place: 10,
        FPDFText_GetCharIndexFromTextIndex=lambda _page, place: place,
        FPDFText_GetLooseCharBox=box,
    )


@pytest.mark.parametrize(
    ("text", "other", "lefts", "result"),
    [
        ("a ×", "a×", (0, 5, 5), ("a×", "a×")),
        ("a\n×", "a×", (0, 5, 5), ("a×", "a×")),
        ("a×", "a ×", (0, 5), ("a×", "a×")),
        ("a ×", "a×", (0, 5, 8), ("a ×", "a×")),
        ("a ×", "a ×", (0, 5, 5), ("a ×", "a ×")),
        ("a ×", "b×", (0, 5, 5), ("a ×", "b×")),
        ("a×", "a×", (0, 8), ("a×", "a×")),
    ],
)
def test_only_a_space_without_a_gap_is_removed(
    text: str, other: str, lefts: tuple[float, ...], result: tuple[str, str]
) -> None:
    assert without_false_spaces(pdfium(*lefts), None, text, other) == result
