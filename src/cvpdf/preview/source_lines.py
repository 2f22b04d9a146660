"""The place in the current cv.yaml that a printed line comes from."""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher

from cvpdf.diagnostics import Span
from cvpdf.pdf.locate import squeezed
from cvpdf.preview.printed_lines import Line
from cvpdf.source.read import SourceFile

_MARKS = str.maketrans("", "", "*_`\\")
"""Characters of inline Markdown, which are typed but not printed."""
_LEAST = 5
"""The fewest equal characters for a place inside a value."""
_MAX_COMPARED = 2_000
"""The most lines between the first and the last change that are compared one by one."""


def locate(line: Line, before: SourceFile, now: SourceFile) -> tuple[Span, bool]:
    """Return the place in ``now`` that a printed line comes from; ``before`` is the text that was typeset.

    The second value is ``False`` if this line of cv.yaml has changed since. The place is then the nearest one. A line
    that comes from another file, such as a bibliography, has the place that it was read from.
    """
    if line.span.file != before.name:
        return line.span, True
    span = place_in_value(line, before)
    number, same = current_line(span.line, before.lines, now.lines)
    shift = number - span.line
    column = min(span.column, len(now.lines[number - 1]) + 1)
    end = span.end_column if same else column
    return Span(now.name, number, column, span.end_line + shift if same else number, end), same


def place_in_value(line: Line, source: SourceFile) -> Span:
    """Return the part of its value that a printed line starts with, within one line of cv.yaml.

    If the value is printed differently from how it is typed, as dates are, the result is the whole value.
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
    size = _common_length(key, printed, start)
    row, column = places[start]
    on_row = [place for place in places[start : start + size] if place[0] == row]
    return Span(span.file, row, column, row, on_row[-1][1] + 1)


def _typed(span: Span, source: SourceFile) -> tuple[str, list[tuple[int, int]]]:
    """Return a value as typed, normalised like printed text, with line and column of each character."""
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


def _common_length(key: str, printed: str, start: int) -> int:
    """Return the number of equal characters from ``start`` on."""
    size = 0
    for typed, shown in zip(key[start:], printed, strict=False):
        if typed != shown:
            break
        size += 1
    return size


def current_line(number: int, before: list[str], now: list[str]) -> tuple[int, bool]:
    """Return the number in ``now`` of line ``number`` of ``before``, both from 1, and whether it is unchanged.

    For a line that was removed, the result is the line in its place.
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
    # The line is between two unchanged blocks: keep its distance from the first, but stay before the second.
    after = blocks[at].a + blocks[at].size if at >= 0 else 0
    begin = blocks[at].b + blocks[at].size if at >= 0 else 0
    end = blocks[at + 1].b if at + 1 < len(blocks) else len(new)
    place = max(begin, min(begin + (index - head - after), end - 1))
    return min(head + place, len(now) - 1) + 1, False
