"""From a printed line to the line of cv.yaml as it is now."""

from __future__ import annotations

from textwrap import dedent

import pytest

from cvpdf.diagnostics import Span
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import Box
from cvpdf.preview.printed_lines import Line
from cvpdf.preview.source_lines import current_line, locate, place_in_value
from cvpdf.source.read import SourceFile

TEXT = dedent(
    """\
    basics:
      name: Jane
    highlights:
      - >-
        Surpassed Ring Attention with **StarTrail** by up to 77 percent,
        which is quite a lot, “really” and truly.
      - short
    start_date: 2020-01
    """
)
SOURCE = SourceFile("cv.yaml", TEXT)
FOLDED = Span("cv.yaml", 4, 5, 7, 1)


def line(printed: str, span: Span) -> Line:
    return Line(0, Box(0, 0, 1, 1), "text", printed, span, squeezed(printed))


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("Surpassed Ring Attention with StarTrail", "5:5"),
        ("StarTrail by up to 77 percent, which is", "5:37"),
        ("quite a lot, \u201creally\u201d and truly.", "6:14"),
        ("truly.", "6:40"),
    ],
)
def test_the_line_within_a_long_value(printed: str, place: str) -> None:
    span = place_in_value(line(printed, FOLDED), SOURCE)
    assert f"{span.line}:{span.column}" == place
    assert span.end_line == span.line


def test_what_is_printed_otherwise_than_typed_gives_the_value() -> None:
    date = Span("cv.yaml", 8, 13, 8, 20)
    assert place_in_value(line("Jan 2020 \u2013 Present", date), SOURCE) == date


def test_the_end_is_that_of_what_is_printed() -> None:
    span = place_in_value(line("short", Span("cv.yaml", 7, 5, 7, 10)), SOURCE)
    assert span == Span("cv.yaml", 7, 5, 7, 10)


def test_lines_in_front_are_counted() -> None:
    now = SourceFile("cv.yaml", "# one\n# two\n" + TEXT)
    span, same = locate(line("short", Span("cv.yaml", 7, 5, 7, 10)), SOURCE, now)
    assert (span, same) == (Span("cv.yaml", 9, 5, 9, 10), True)


def test_a_line_that_was_rewritten() -> None:
    now = SourceFile("cv.yaml", "# one\n" + TEXT.replace("  - short", "  - is"))
    span, same = locate(line("short", Span("cv.yaml", 7, 5, 7, 10)), SOURCE, now)
    assert (span.line, span.column, same) == (8, 5, False)
    assert span.end_line == span.line


def test_a_file_that_is_empty_now() -> None:
    span, same = locate(line("short", Span("cv.yaml", 7, 5, 7, 10)), SOURCE, SourceFile("cv.yaml", ""))
    assert (span.line, span.column, same) == (1, 1, False)


@pytest.mark.parametrize(
    ("before", "now", "number", "expected"),
    [
        ("abc", "abc", 2, (2, True)),
        ("abc", "xabc", 2, (3, True)),
        ("abc", "bc", 3, (2, True)),
        ("abc", "bc", 1, (1, False)),
        ("abc", "ab", 3, (2, False)),
        ("abcde", "axcye", 3, (3, True)),
        ("abcde", "axcye", 2, (2, False)),
        ("abcde", "xxaxcye", 3, (5, True)),
        ("abcde", "xxaxcye", 4, (6, False)),
        ("aXXXb", "ab", 3, (2, False)),
    ],
)
def test_moved(before: str, now: str, number: int, expected: tuple[int, bool]) -> None:
    """Each letter is a line."""
    assert current_line(number, list(before), list(now)) == expected
