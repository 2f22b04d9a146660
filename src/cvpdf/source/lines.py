"""The lines of a scalar as they are in the file, with the place of each.

YAML joins the lines of unquoted, quoted and folded (`>`) text. Prose needs them: a `- a` on a line of its own is a list
item, and a blank line ends a paragraph. Where neither occurs, the joined text of YAML stays, but for the spaces that it
puts between Han letters or kana.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import dedent
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.east_asian import has_no_spaces

LIST_SIGN = r"(?:[-*+–·]|\d{1,3}[.)])(?=[ \t\u00a0])|•"
"""A regular expression of what can begin a list item."""
_STRUCTURE = re.compile(rf"[ \t]*(?:$|{LIST_SIGN})")
"""The start of a line that is blank or a list item."""

_CONTEXT = 8
"""Characters on both sides of a line end, by which it is found in the joined text."""


class Lines(NamedTuple):
    """The text of a scalar, and the span of each of its lines; without spans, where they are unknown."""

    text: str
    spans: tuple[Span, ...] = ()


def lines_of(value: str, style: str, span: Span, source: Sequence[str]) -> Lines:
    """Return the lines of a scalar. ``style`` is YAML's sign for its kind, ``source`` are the lines of the file."""
    if style == "|":
        rows = range(span.line, min(span.line + value.count("\n") + 1, len(source)))
        return Lines(value, _spans(value.split("\n"), rows, span, source))
    first, last = (span.line, span.end_line - 1) if style == ">" else (span.line - 1, span.end_line)
    rows = range(first, min(last, len(source)))
    parts = [source[row] for row in rows]
    if style != ">" and parts:
        parts[-1] = parts[-1][: span.end_column - 1 - len(style)]
        parts[0] = parts[0][span.column - 1 + len(style) :]
    while parts and not parts[-1].strip():
        parts.pop()
    escaped = style == '"' and any("\\" in part for part in parts)
    if escaped or not any(map(_STRUCTURE.match, parts[1:])):
        return Lines(_without_spaces(value, [part.replace("''", "'") if style == "'" else part for part in parts]))
    kept = dedent("\n".join(parts)) if style == ">" else "\n".join([parts[0], dedent("\n".join(parts[1:]))])
    return Lines(kept.replace("''", "'") if style == "'" else kept, _spans(parts, rows, span, source))


def _without_spaces(value: str, parts: Sequence[str]) -> str:
    """Return joined text without the spaces between lines that end and begin with a script without spaces."""
    start = 0
    for left, right in pairwise(part.strip() for part in parts):
        if left and right and has_no_spaces(left[-1]) and has_no_spaces(right[0]):
            before, after = left[-_CONTEXT:], right[:_CONTEXT]
            place = value.find(f"{before} {after}", start)
            if place >= 0:
                start = place + len(before)
                value = value[:start] + value[start + 1 :]
    return value


def _spans(parts: Sequence[str], rows: Sequence[int], span: Span, source: Sequence[str]) -> tuple[Span, ...]:
    """Return the span of each part, a line or the end of a line, without the white space before it."""
    spans = []
    for part, row in zip(parts, rows, strict=False):
        begin = source[row].find(part.strip())
        spans.append(Span(span.file, row + 1, begin + 1, row + 1, begin + 1 + len(part.strip())))
    return tuple(spans)
