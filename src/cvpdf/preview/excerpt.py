"""A line of cv.yaml with a part of it marked, shortened for the page."""

from __future__ import annotations

from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.source.read import SourceFile, without_forbidden

MAX_BEFORE = 60
"""The most characters before the marked part of a long line."""
MAX_SHOWN = 240
"""The most characters of a line."""


class Excerpt(NamedTuple):
    """A line in three parts. ``marked`` is empty for a place between two characters."""

    line: int
    before: str
    marked: str
    after: str


def excerpt(source: SourceFile | None, span: Span | None) -> Excerpt | None:
    """Return the first line of a span, or ``None`` if it is not in the source."""
    if source is None or span is None or source.name != span.file or not 1 <= span.line <= len(source.lines):
        return None
    line = source.lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    end = max(start, end)
    first = start - MAX_BEFORE if start > MAX_BEFORE and len(line) > MAX_SHOWN else 0
    last = min(len(line), first + MAX_SHOWN)
    end = min(end, last)
    before = ("…" if first else "") + line[first:start]
    after = line[end:last] + ("…" if last < len(line) else "")
    return Excerpt(
        span.line, *(without_forbidden(part).replace("\t", " ") for part in (before, line[start:end], after))
    )
