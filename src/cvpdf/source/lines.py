"""The lines of a scalar as they are in the file, with the place of each.

YAML joins the lines of unquoted, quoted and folded (`>`) text. Prose needs them: a `- a` on a line of its own is a list
item, and a blank line ends a paragraph. Where neither occurs, the joined text of YAML is right, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent
from typing import NamedTuple

from cvpdf.diagnostics import Span

LIST_SIGN = r"(?:[-*+–·]|\d{1,3}[.)])(?=[ \t\u00a0])|•"
"""A regular expression of what can begin a list item."""
_STRUCTURE = re.compile(rf"[ \t]*(?:$|{LIST_SIGN})")
"""The start of a line that is blank or a list item."""


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
        return Lines(value)
    kept = dedent("\n".join(parts)) if style == ">" else "\n".join([parts[0], dedent("\n".join(parts[1:]))])
    return Lines(kept.replace("''", "'") if style == "'" else kept, _spans(parts, rows, span, source))


def _spans(parts: Sequence[str], rows: Sequence[int], span: Span, source: Sequence[str]) -> tuple[Span, ...]:
    """Return the span of each part, a line or the end of a line, without the white space before it."""
    spans = []
    for part, row in zip(parts, rows, strict=False):
        begin = source[row].find(part.strip())
        spans.append(Span(span.file, row + 1, begin + 1, row + 1, begin + 1 + len(part.strip())))
    return tuple(spans)
