"""The map from a line of the ``.tex`` to the value of cv.yaml that is printed there.

While a template runs, every printed value with a place is preceded by a mark, ``\\x01 number \\x02``. The source stage
rejects control characters, so no text can contain a mark. ``split_marks`` removes the marks again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from cvpdf.diagnostics import Span

_MARK = re.compile("\x01(\\d+)\x02")


_BLOCK = 12
"""The number of lines above an error that may belong to the same block."""


@dataclass(slots=True)
class Marker:
    """The places of the values printed so far."""

    spans: list[Span] = field(default_factory=list)

    def mark(self, span: Span | None) -> str:
        """Return the mark of a place; an empty string for `None`."""
        if span is None:
            return ""
        self.spans.append(span)
        return f"\x01{len(self.spans) - 1}\x02"


class SourceMap(NamedTuple):
    """Lines of the ``.tex`` (from 1, ascending), each with the place of a value that is printed there."""

    lines: tuple[int, ...]
    spans: tuple[Span, ...]
    texts: tuple[str, ...] = ()
    """The LaTeX after each mark, up to the next mark or the end of the line."""

    def _with(self, words: str, line: int, end_line: int | None) -> Span | None:
        """Return the place of the value that contains the longest of some words, if any."""
        here = range(bisect_right(self.lines, line - 1), bisect_right(self.lines, end_line or line))
        # A block of several lines is one argument of a macro, and TeX names the line on which that ends.
        above = range(bisect_right(self.lines, line - _BLOCK), bisect_right(self.lines, line - 1))
        nearest: list[int] = [*here, *reversed(above)]
        longest = sorted((word.strip(".,;:!?()") for word in words.split()), key=len, reverse=True)[:3]
        for word in longest:
            for index in nearest:
                if word in self.texts[index]:
                    return self.spans[index]
        return None

    def locate(self, line: int, end_line: int | None = None, words: str | None = None) -> Span | None:
        """Return the place of the first value in a range of lines, else of the nearest one before it.

        TeX often reports the line on which a paragraph ends, so the first value of a range counts, unless another one
        contains ``words``, which TeX shows of a box.
        """
        if words and (best := self._with(words, line, end_line)):
            return best
        start = bisect_right(self.lines, line - 1)
        if start < len(self.lines) and self.lines[start] <= (end_line or line):
            return self.spans[start]
        return self.spans[start - 1] if start else None


def without_marks(text: str) -> str:
    """Return a text without marks."""
    return _MARK.sub("", text)


def with_places(text: str) -> str:
    """Return a text whose marks are LaTeX: ``\\cvat`` with the index of the place."""
    return re.sub("[\x01\x02]", "", _MARK.sub(r"\\cvat{\1}", text))


def split_marks(marked: str, marker: Marker) -> tuple[str, SourceMap]:
    """Return the ``.tex`` without marks, and its source map."""
    lines: list[int] = []
    spans: list[Span] = []
    texts: list[str] = []
    for number, line in enumerate(marked.split("\n"), start=1):
        if "\x01" in line:
            marks = [*_MARK.finditer(line)]
            ends = [*(mark.start() for mark in marks[1:]), len(line)]
            for match, end in zip(marks, ends, strict=False):
                # A filter in a user's template may have changed the number.
                if int(match[1]) < len(marker.spans):
                    lines.append(number)
                    spans.append(marker.spans[int(match[1])])
                    texts.append(line[match.end() : end])
    # Such a filter may also have split a mark; its digits are then visible, but no control character reaches LaTeX.
    tex = re.sub("[\x01\x02]", "", without_marks(marked))
    return tex, SourceMap(tuple(lines), tuple(spans), tuple(texts))
