"""Lines of cv.yaml as the page shows them."""

from __future__ import annotations

from cvpdf.diagnostics import Span
from cvpdf.preview.excerpt import MAX_SHOWN, Excerpt, excerpt
from cvpdf.source.read import SourceFile


def cut(text: str, line: int, column: int, end_line: int, end_column: int) -> Excerpt | None:
    return excerpt(SourceFile("cv.yaml", text), Span("cv.yaml", line, column, end_line, end_column))


def test_a_part_of_a_line() -> None:
    assert cut("a: 1\nbb: two\n", 2, 5, 2, 8) == Excerpt(2, "bb: ", "two", "")
    assert cut("bb: two three", 1, 5, 1, 8) == Excerpt(1, "bb: ", "two", " three")


def test_a_point_and_what_goes_on_below() -> None:
    assert cut("bb: two", 1, 5, 1, 5) == Excerpt(1, "bb: ", "", "two")
    assert cut("bb: >-\n  two", 1, 5, 2, 6) == Excerpt(1, "bb: ", ">-", "")


def test_places_beyond_the_text() -> None:
    assert cut("ab", 1, 9, 1, 12) == Excerpt(1, "ab", "", "")
    assert cut("ab", 2, 1, 2, 1) is None
    assert excerpt(SourceFile("cv.yaml", "ab"), Span.point("other.yaml")) is None
    assert excerpt(None, Span.point("cv.yaml")) is None
    assert excerpt(SourceFile("cv.yaml", "ab"), None) is None


def test_a_long_line_is_cut_around_the_place() -> None:
    found = cut("x" * 1000 + "HERE" + "y" * 1000, 1, 1001, 1, 1005)
    assert found
    assert found.marked == "HERE"
    assert found.before.startswith("…")
    assert found.after.endswith("…")
    assert len(found.before + found.marked + found.after) <= MAX_SHOWN + 2


def test_what_could_not_be_seen_is_replaced() -> None:
    assert cut("a\tb\u202ec", 1, 1, 1, 2) == Excerpt(1, "", "a", " b\ufffdc")
