"""From a printed line to the line of cv.yaml, as that stands now."""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher

from cvpdf.diagnostics import Span
from cvpdf.pdf.locate import squeezed
from cvpdf.preview.places import Line
from cvpdf.source.read import SourceFile

_MARKS = str.maketrans("", "", "*_`\\")
"""Signs of inline Markdown, which are typed but not printed."""
_LEAST = 5
"""Characters that must agree before a place inside a value is believed."""
_MAX_COMPARED = 2_000
"""So many lines between the first and the last change are compared one by one."""


def locate(line: Line, before: SourceFile, now: SourceFile) -> tuple[Span, bool]:
    """Return what a printed line shows, as a place in ``now``; ``before`` is the text that was printed.

    The second value is false if that part of cv.yaml was rewritten since; the place is then the nearest one.
    """
    span = within(line, before)
    number, same = moved(span.line, before.lines, now.lines)
    shift = number - span.line
    column = min(span.column, len(now.lines[number - 1]) + 1)
    end = span.end_column if same else column
    return Span(now.name, number, column, span.end_line + shift if same else number, end), same


def within(line: Line, source: SourceFile) -> Span:
    """Return where in its value a printed line begins, on the one line of cv.yaml that holds its beginning.

    What is printed otherwise than it is typed, as dates are, gives the whole value.
    """
    span = line.span
    key, places = _typed(span, source)
    printed = line.key.translate(_MARKS)
    start, size = -1, 0
    for size in (48, 24, 12, 8, _LEAST):
        if size <= len(printed) or size == 48:
            start = key.find(printed[:size])
        if start >= 0:
            break
    if start < 0:
        return span
    size = _agreeing(key, printed, start)
    row, column = places[start]
    on_row = [place for place in places[start : start + size] if place[0] == row]
    return Span(span.file, row, column, row, on_row[-1][1] + 1)


def _typed(span: Span, source: SourceFile) -> tuple[str, list[tuple[int, int]]]:
    """Return a value as it is typed, normalised like what is printed, and line and column of each character."""
    key: list[str] = []
    places: list[tuple[int, int]] = []
    for row in range(span.line, min(span.end_line, len(source.lines)) + 1):
        text = source.lines[row - 1]
        first = span.column if row == span.line else 1
        last = span.end_column if row == span.end_line else len(text) + 1
        for column in range(first, min(last, len(text) + 1)):
            char = text[column - 1]
            folded = (char if char.isascii() else squeezed(char)).strip().translate(_MARKS)
            key.append(folded)
            places += [(row, column)] * len(folded)
    return "".join(key), places


def _agreeing(key: str, printed: str, start: int) -> int:
    """Return how many characters agree from ``start`` on."""
    size = 0
    for typed, shown in zip(key[start:], printed, strict=False):
        if typed != shown:
            break
        size += 1
    return size


def moved(number: int, before: list[str], now: list[str]) -> tuple[int, bool]:
    """Return the line of ``now`` that was line ``number`` of ``before``, both from 1, and whether it is the same still.

    A line that is gone gives the one that stands where it was.
    """
    index = number - 1
    head = 0
    shorter = min(len(before), len(now))
    while head < shorter and before[head] == now[head]:
        head += 1
    if index < head:
        return number, True
    tail = 0
    while tail < shorter - head and before[-1 - tail] == now[-1 - tail]:
        tail += 1
    if index >= len(before) - tail:
        return number + len(now) - len(before), True
    old, new = before[head : len(before) - tail], now[head : len(now) - tail]
    nearest = min(index, max(0, len(now) - 1)) + 1
    if max(len(old), len(new)) > _MAX_COMPARED:
        return nearest, False
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    at = bisect_right([block.a for block in blocks], index - head) - 1
    if at >= 0 and index - head < blocks[at].a + blocks[at].size:
        return head + blocks[at].b + (index - head - blocks[at].a) + 1, True
    # Between two blocks that are still there: as far behind the first as it was, but not beyond the second.
    after = blocks[at].a + blocks[at].size if at >= 0 else 0
    begin = blocks[at].b + blocks[at].size if at >= 0 else 0
    end = blocks[at + 1].b if at + 1 < len(blocks) else len(new)
    place = max(begin, min(begin + (index - head - after), end - 1))
    return min(head + place, len(now) - 1) + 1, False
