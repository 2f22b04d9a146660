"""Lines of cv.yaml as the page shows them."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Span
from cvpdf.preview.snapshot import MAX_SHOWN, of_place
from cvpdf.source.read import SourceFile


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("a: 1\nbb: two\n", (2, 5, 2, 8), ["bb: ", "two", ""]),
        ("bb: two three", (1, 5, 1, 8), ["bb: ", "two", " three"]),
        ("bb: two", (1, 5, 1, 5), ["bb: ", "", "two"]),
        ("bb: >-\n  two", (1, 5, 2, 6), ["bb: ", ">-", ""]),
        ("ab", (1, 9, 1, 12), ["ab", "", ""]),
        ("ab", (2, 1, 2, 1), None),
        ("a\tb\u202ec", (1, 1, 1, 2), ["", "a", " b\ufffdc"]),
    ],
)
def test_a_part_of_a_line(text: str, place: tuple[int, int, int, int], parts: list[str] | None) -> None:
    assert of_place(Span("cv.yaml", *place), SourceFile("cv.yaml", text))["text"] == parts


def test_a_place_outside_of_the_source() -> None:
    assert of_place(Span.point("other.yaml"), SourceFile("cv.yaml", "ab"))["text"] is None
    assert of_place(Span.point("none.yaml"), None)["text"] is None


def test_a_long_line_is_cut_around_the_place() -> None:
    source = SourceFile("cv.yaml", "x" * 1000 + "HERE" + "y" * 1000)
    before, marked, after = of_place(Span("cv.yaml", 1, 1001, 1, 1005), source)["text"]
    assert marked == "HERE"
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before + marked + after) <= MAX_SHOWN + 2
